"""Mutations of menus, tabs, forms, facts, dialogs and deeds: a look, and what it is to show."""

import re

import pytest

from tests.sandbox.looks import (
    DETAILS,
    actions,
    described,
    every,
    ids,
    of,
    renamed,
    tab,
    table,
    to,
    without,
)

REVENUE = "sales/revenue"
COUPONS = "sales/coupons"
EXPENDITURE = "sales/customer-expenditure"
TASKS = "sales/marketing-tasks"
DEVELOPMENT = "sales/customer-development"
OPPORTUNITIES = "sales/opportunities"
BASIC = "partner-info/basic"
CHANGE = "partner-info/change"
MARKETPLACE = "sales/marketplace-incentives"
OFFERS = "sales/exclusive-offers"


def enabled(table_id, key, by):
    return lambda v: [(row[by], row["_actions"].get(key)) for row in v.all_rows(table_id)]


def by_role(role, look):
    return lambda v: look(v.sign_in(role))


def menu(v):
    return [
        " > ".join((entry["label"], group["label"], leaf["label"]))
        for entry in v.get("/api/shell")["nav"]
        for group in entry["groups"]
        for leaf in group["items"]
    ]


def tops(v):
    return [entry["label"] for entry in v.get("/api/shell")["nav"]]


def shell(*path):
    return of(lambda v: v.get("/api/shell"), *path)


def done(table_id, key):
    """Return the answer to an action on the first row."""
    return lambda v: v.post(f"/api/actions/{table_id}/{key}", ids=ids(table_id)(v)[:1])


def saved(v):
    form = {"language": "中文", "time_zone": "GMT+08:00"}
    return v.post("/api/actions/basic-messages/save", form=form)


def issue_fields(v):
    look = tab("sales/issue-coupons", "issue-coupons", quota=ids("coupon-quotas")(v)[0])
    return [one["label"] for one in of(look, "steps", 0, "fields")(v)]


def recalled(v):
    valid = ids("issued-coupons", filters={"status": "有效"})(v)[:1]
    text = v.post("/api/actions/issued-coupons/recall", ids=valid)["box"]["text"]
    return re.search(r"合计：(\S+) 元", text)[1]


def two_first_swapped(found):
    first, second, *rest = found
    return [second, first, *rest]


SEEN = {
    "menu_leaf_renamed": (menu, renamed("销售 > 客户 > 客户订单", "销售 > 客户 > 订单管理")),
    "menu_leaf_lost": (
        by_role("solution", menu),
        without("销售 > 机会点管理 > 云商店机会点专项激励"),
    ),
    "menu_for_wrong_role": (
        by_role("manager", lambda v: set(menu(v))),
        lambda found: found | {"销售 > 激励 > 激励管理"},
    ),
    "menu_order": (tops, lambda t: [*t[:5], t[6], t[5], *t[7:]]),
    "account_menu_lost": (
        lambda v: [leaf["label"] for leaf in shell("user_menu", 2, "children")(v)],
        without("基本信息"),
    ),
    "search_renamed": (shell("words", "search"), to("搜索")),
    "figure_wrong": (
        of(lambda v: described(v, "home"), "body", "figures", 0, "value"),
        lambda text: str(int(text) + 1),
    ),
    "sign_in_way_lost": (
        lambda v: re.findall(r">([^<>\s]+)</a>", v.ask("GET", "/authui/login.html").text),
        without("IAM用户"),
    ),
    "sign_in_renamed": (
        lambda v: re.search(r'id="btn_submit".*?>(.*?)<', v.ask("GET", "/authui/login.html").text)[
            1
        ],
        to("立即登录"),
    ),
    "agreement_clause_lost": (
        shell("agreement", "text"),
        lambda lines: [*lines[:4], *lines[5:]],
    ),
    "tabs_reordered": (
        every(of(tab(REVENUE, "revenue"), "tabs"), "title"),
        two_first_swapped,
    ),
    "tab_lost": (
        every(of(lambda v: described(v, EXPENDITURE), "tabs"), "title"),
        without("退款账单"),
    ),
    "tab_renamed": (
        every(of(lambda v: described(v, MARKETPLACE), "tabs"), "title"),
        renamed("交易明细查询", "交易明细"),
    ),
    "inner_tab_lost": (
        every(of(tab(DETAILS, "encyclopedia"), "tabs"), "title"),
        without("知识产权"),
    ),
    "choice_lost": (
        every(of(tab(EXPENDITURE, "summary"), "choices"), "label"),
        without("按关联类型"),
    ),
    "note_lost": (of(tab(EXPENDITURE, "summary"), "note"), to(None)),
    "export_item_lost": (
        every(of(tab(DEVELOPMENT, "leads"), "export", "items"), "label"),
        without("导出全部"),
    ),
    "page_title_wrong": (of(lambda v: described(v, OFFERS), "title"), to("优惠")),
    "breadcrumb_wrong": (
        of(lambda v: described(v, DEVELOPMENT), "breadcrumb"),
        renamed("拓新", "客户"),
    ),
    "fact_lost": (
        every(of(tab(DETAILS, "encyclopedia"), "facts", 0, "items"), "label"),
        without("注册资本"),
    ),
    "fact_renamed": (
        every(of(tab(BASIC, "basic-account"), "facts", 0, "items"), "label"),
        renamed("伙伴身份", "身份"),
    ),
    "fact_eye_wrong": (
        lambda v: [
            v.post("/api/facts/basic-profile", label=label)["value"]
            for label in ("手机号码", "邮箱地址")
        ],
        lambda found: [found[1], found[1]],
    ),
    "recall_enabled": (
        enabled("issued-coupons", "recall", "status"),
        lambda found: [(status, True) for status, _ in found],
    ),
    "confirm_enabled": (
        enabled("incentive-summary", "confirm", "status"),
        lambda found: [(status, True) for status, _ in found],
    ),
    "delete_shown": (
        enabled("exclusive-offers", "delete", "status"),
        lambda found: [(status, True) for status, _ in found],
    ),
    "action_lost": (actions(TASKS, "renewal-tasks"), without("处理")),
    "action_renamed": (
        actions(OPPORTUNITIES, "opportunities"),
        renamed("新增商机进展", "添加进展"),
    ),
    "button_lost": (
        every(of(tab(COUPONS, "issued"), "buttons"), "label"),
        without("批量回收"),
    ),
    "button_renamed": (
        every(of(tab(OPPORTUNITIES, "opportunities"), "buttons"), "label"),
        renamed("创建商机", "新建商机"),
    ),
    "dialog_title_wrong": (
        of(table(COUPONS, "issued-coupons"), "row_actions", "recall", "dialog", "title"),
        to("提示"),
    ),
    "dialog_warning_lost": (
        of(table(OFFERS, "exclusive-offers"), "row_actions", "delete", "dialog", "text"),
        to("确定删除该专属优惠吗？"),
    ),
    "dialog_preview_lost": (
        of(table(DEVELOPMENT, "leads"), "row_actions", "invite", "dialog"),
        lambda dialog: {key: one for key, one in dialog.items() if key != "preview"},
    ),
    "dialog_default_wrong": (
        of(table(DEVELOPMENT, "leads"), "row_actions", "invite", "dialog", "fields", 0),
        lambda field: {**field, "default": field["options"][-1]},
    ),
    "dialog_required_lost": (
        lambda v: [
            one.get("required")
            for one in of(
                table(TASKS, "renewal-tasks"), "row_actions", "handle", "dialog", "fields"
            )(v)
        ],
        to([True, None]),
    ),
    "code_not_asked": (
        lambda v: [
            one["label"]
            for one in of(
                tab(CHANGE, "change-account", item="phone", by="sms"), "steps", "change", "fields"
            )(v)
        ],
        without("验证码"),
    ),
    "form_field_lost": (issue_fields, without("最小可用订单额(元)")),
    "message_wrong": (
        saved,
        to({"message": "提交成功"}),
    ),
    "recalled_amount_wrong": (recalled, to("0.00")),
    "link_wrong": (
        done("revenue-summary", "details"),
        to({"goto": "#/sales/revenue?tab=incentive-details"}),
    ),
    "copied_link_wrong": (
        done("offered-goods", "copy-link"),
        lambda answer: {"message": answer["message"].removesuffix("?partner=distributor")},
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_a_mutation_shows_what_it_says(visit, name):
    look, expected = SEEN[name]
    visitor = visit()
    before = look(visitor)
    visitor.post(f"/__mutate__/{name}")
    assert look(visitor) == expected(before) != before
