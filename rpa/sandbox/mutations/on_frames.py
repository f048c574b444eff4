"""Mutations of menus, tabs, titles, facts, and of what stands around the portal."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rpa.sandbox.mutations.mutation import CallChange, PageChange, SiteChange, mutation
from rpa.sandbox.mutations.places import (
    AGREEMENT,
    BASIC_INFO,
    CUSTOMER_DETAILS,
    DEVELOPMENT,
    EXPENDITURE,
    HOME,
    MARKETPLACE,
    OFFERS,
    PORTAL,
    REVENUE,
    SIGN_IN,
)
from rpa.sandbox.mutations.rewrites import each, facts, given, lost, swapped, tab
from rpa.sandbox.schema import Facts, Json, Page

Leaves = Callable[[str, list[Json], str], list[Json]]
"""Makes other leaves of those of a menu group, given its label and the role."""


def _shell(change: Callable[[Json], Json]) -> CallChange:
    return CallChange("/api/shell", answered=lambda _, shell: change(shell))


def _menu(change: Leaves) -> CallChange:
    """Change the leaves of each group of the navigation."""

    def entry(one: Json, role: str) -> Json:
        groups = [
            {**group, "items": change(group["label"], group["items"], role)}
            for group in one["groups"]
        ]
        return {**one, "groups": groups}

    return _shell(lambda shell: {**shell, "nav": [entry(e, shell["role"]) for e in shell["nav"]]})


def _renamed(_: str, leaves: list[Json], __: str) -> list[Json]:
    new = {"客户订单": "订单管理"}
    return [{**leaf, "label": new.get(leaf["label"], leaf["label"])} for leaf in leaves]


def _lost(_: str, leaves: list[Json], role: str) -> list[Json]:
    return [one for one in leaves if one["label"] != "云商店机会点专项激励" or role != "solution"]


def _leaked(group: str, leaves: list[Json], role: str) -> list[Json]:
    if group != "激励" or role not in {"manager", "supervisor"}:
        return leaves
    return [*leaves, {"label": "激励管理", "route": "sales/incentives", "built": False}]


def _sales_later(shell: Json) -> Json:
    nav = list(shell["nav"])
    at = next(i for i, entry in enumerate(nav) if entry["label"] == "销售")
    nav[at : at + 2] = reversed(nav[at : at + 2])
    return {**shell, "nav": nav}


def _without_basic_info(shell: Json) -> Json:
    menu = [
        {**one, "children": [leaf for leaf in one["children"] if leaf["label"] != "基本信息"]}
        for one in shell["user_menu"]
    ]
    return {**shell, "user_menu": menu}


def _without_clause(shell: Json) -> Json:
    agreement = shell["agreement"]
    if not agreement:
        return shell
    text = [line for line in agreement["text"] if not line.startswith("三、")]
    return {**shell, "agreement": {**agreement, "text": text}}


def _with_one_customer_more(home: Page) -> Page:
    body = dict(home.body or {})
    first, *rest = body["figures"]
    more = int(first["value"].replace(",", "")) + 1
    return replace(home, body={**body, "figures": [{**first, "value": f"{more:,}"}, *rest]})


def _without_item(label: str) -> Callable[[Facts], Facts]:
    return lambda block: replace(
        block, items=tuple(item for item in block.items if item[0] != label)
    )


def _with_item_renamed(old: str, new: str) -> Callable[[Facts], Facts]:
    return lambda block: replace(
        block, items=tuple((new if label == old else label, text) for label, text in block.items)
    )


def _with_eyes_crossed(block: Facts) -> Facts:
    return replace(block, clear={**block.clear, "手机号码": block.clear["邮箱地址"]})


def _without_export(key: str) -> Callable[[Any], Any]:
    return lambda tab: replace(tab, export=each(tab.export, key, lost))


MUTATIONS = (
    mutation(
        "menu_leaf_renamed",
        PORTAL,
        "客户订单 in the menu 销售 > 客户 reads 订单管理",
        _menu(_renamed),
    ),
    mutation(
        "menu_leaf_lost",
        PORTAL,
        "解决方案提供商 does not find 云商店机会点专项激励 in the menu 销售",
        _menu(_lost),
    ),
    mutation(
        "menu_for_wrong_role",
        PORTAL,
        "客户经理 and 客户经理主管 find 激励管理 in the menu 销售 > 激励",
        _menu(_leaked),
    ),
    mutation(
        "menu_order",
        PORTAL,
        "销售 stands behind the menu that followed it",
        _shell(_sales_later),
    ),
    mutation(
        "account_menu_lost",
        PORTAL,
        "the menu of the account lacks 伙伴信息 > 基本信息",
        _shell(_without_basic_info),
    ),
    mutation(
        "search_renamed",
        PORTAL,
        "the button 查询 reads 搜索, on all pages",
        _shell(lambda shell: {**shell, "words": {**shell["words"], "search": "搜索"}}),
    ),
    mutation("figure_wrong", HOME, "客户数 is too high by 1", PageChange(_with_one_customer_more)),
    mutation(
        "sign_in_way_lost",
        SIGN_IN,
        "the sign-in page does not offer IAM用户",
        SiteChange("login.html", lambda html: html.replace(">IAM用户</a>", "></a>")),
    ),
    mutation(
        "sign_in_renamed",
        SIGN_IN,
        "the button 登录 reads 立即登录",
        SiteChange("login.html", lambda html: re.sub(r'(id="btn_submit".*?>)', r"\1立即", html)),
    ),
    mutation(
        "agreement_clause_lost",
        AGREEMENT,
        "the third clause of the agreement is missing",
        _shell(_without_clause),
    ),
    mutation(
        "tabs_reordered",
        REVENUE,
        "业绩明细 stands before 业绩汇总, and is open at first",
        tab("revenue", lambda one: replace(one, tabs=swapped(one.tabs, "summary", "details"))),
    ),
    mutation("tab_lost", EXPENDITURE, "there is no tab 退款账单", tab("refunds", lost)),
    mutation(
        "tab_renamed",
        MARKETPLACE,
        "the tab 交易明细查询 reads 交易明细",
        tab("deals", given(title="交易明细")),
    ),
    mutation(
        "inner_tab_lost",
        CUSTOMER_DETAILS,
        "企业百科 has no tab 知识产权",
        tab("rights", lost),
    ),
    mutation(
        "choice_lost",
        EXPENDITURE,
        "消费汇总 cannot be shown 按关联类型",
        tab("summary", lambda one: replace(one, choices=one.choices[:1])),
    ),
    mutation(
        "note_lost", EXPENDITURE, "消费汇总 has no hint over it", tab("summary", given(note=None))
    ),
    mutation(
        "export_item_lost",
        DEVELOPMENT,
        "the menu 导出 lacks 导出全部",
        tab("leads", _without_export("all")),
    ),
    mutation(
        "page_title_wrong", OFFERS, "the page is headed 优惠", PageChange(given(title="优惠"))
    ),
    mutation(
        "breadcrumb_wrong",
        DEVELOPMENT,
        "the page says that it stands in 销售 / 客户",
        PageChange(given(breadcrumb=("销售", "客户", "客户拓展"))),
    ),
    mutation(
        "fact_lost",
        CUSTOMER_DETAILS,
        "企业百科 does not tell 注册资本",
        facts("encyclopedia", "企业摘要信息", _without_item("注册资本")),
    ),
    mutation(
        "fact_renamed",
        BASIC_INFO,
        "伙伴身份 of 账号信息 reads 身份",
        facts("basic-account", "账号信息", _with_item_renamed("伙伴身份", "身份")),
    ),
    mutation(
        "fact_eye_wrong",
        BASIC_INFO,
        "the eye of 手机号码 in 个人资料 shows the mailbox",
        facts("basic-profile", "个人资料", _with_eyes_crossed),
    ),
)
