"""Mutations of actions, buttons, dialogs, form pages and of what they answer."""

import re
from dataclasses import replace
from typing import Any

from rpa.sandbox.mutations.mutation import ScriptChange, mutation
from rpa.sandbox.mutations.places import (
    AGREEMENT,
    BASIC_INFO,
    CHANGE_ACCOUNT,
    DEVELOPMENT,
    ISSUE_COUPONS,
    ISSUED_COUPONS,
    OFFERS,
    OPPORTUNITIES,
    REVENUE,
    TASKS,
)
from rpa.sandbox.mutations.rewrites import (
    Rewrite,
    action,
    button,
    dialog,
    done,
    each,
    given,
    lost,
    tab,
)
from rpa.sandbox.schema import Json, Tab


def _always(_: object) -> bool:
    return True


def _asking(key: str, rewrite: Rewrite) -> Rewrite:
    """Return the rewrite of an action that changes a field of its dialog."""
    return dialog(lambda asked: replace(asked, fields=each(asked.fields, key, rewrite)))


def _step(key: str, rewrite: Rewrite) -> Rewrite:
    def of_tab(tab: Tab) -> Tab:
        return replace(tab, steps=each(tab.steps, key, rewrite))

    return of_tab


def _without(key: str) -> Rewrite:
    return lambda step: replace(step, fields=each(step.fields, key, lost))


def _with_other_association(field: Any) -> Any:
    return replace(field, default=field.options[-1])


def _nothing_came_back(answer: Json) -> Json:
    text = re.sub(r"(?<=合计：)[\d,.]+", "0.00", answer["box"]["text"])
    return {**answer, "box": {**answer["box"], "text": text}}


MUTATIONS = (
    mutation(
        "recall_enabled",
        ISSUED_COUPONS,
        "回收 can be pressed in rows whose coupon is used or past",
        action("issued-coupons", "recall", given(is_enabled=_always)),
    ),
    mutation(
        "confirm_enabled",
        REVENUE,
        "确认账单 of 激励汇总 can be pressed though the bill is confirmed",
        action("incentive-summary", "confirm", given(is_enabled=_always)),
    ),
    mutation(
        "delete_shown",
        OFFERS,
        "删除 is offered for offers that are in force",
        action("exclusive-offers", "delete", given(is_shown=_always, is_enabled=_always)),
    ),
    mutation(
        "action_lost",
        TASKS,
        "rows of 大单续订任务 cannot be 处理 any more",
        action("renewal-tasks", "handle", lost),
    ),
    mutation(
        "action_renamed",
        OPPORTUNITIES,
        "新增商机进展 of 我的客户 reads 添加进展",
        action("opportunities", "progress", given(label="添加进展")),
    ),
    mutation(
        "button_lost",
        ISSUED_COUPONS,
        "there is no button 批量回收",
        button("issued", "recall-all", lost),
    ),
    mutation(
        "button_renamed",
        OPPORTUNITIES,
        "the button 创建商机 of 我的客户 reads 新建商机",
        button("opportunities", "create", given(label="新建商机")),
    ),
    mutation(
        "dialog_title_wrong",
        ISSUED_COUPONS,
        "the dialog of 回收 is headed 提示",
        action("issued-coupons", "recall", dialog(given(title="提示"))),
    ),
    mutation(
        "dialog_warning_lost",
        OFFERS,
        "the dialog of 删除 does not warn that it cannot be undone",
        action("exclusive-offers", "delete", dialog(given(text="确定删除该专属优惠吗？"))),
    ),
    mutation(
        "dialog_preview_lost",
        DEVELOPMENT,
        "the dialog of 邀请 has no 预览邮件内容",
        action("leads", "invite", dialog(given(preview=None))),
    ),
    mutation(
        "dialog_default_wrong",
        DEVELOPMENT,
        "the dialog of 邀请 opens with another 关联类型",
        action("leads", "invite", _asking("association", _with_other_association)),
    ),
    mutation(
        "dialog_required_lost",
        TASKS,
        "the dialog of 处理 in 大单续订任务 is taken without 处理结果",
        action("renewal-tasks", "handle", _asking("result", given(is_required=False))),
    ),
    mutation(
        "code_not_asked",
        CHANGE_ACCOUNT,
        "a new number is taken without the 验证码 that is sent to it",
        tab("change-account", _step("change", _without("new_code"))),
    ),
    mutation(
        "form_field_lost",
        ISSUE_COUPONS,
        "the form has no field 最小可用订单额(元)",
        tab("issue-coupons", _step("submit", _without("minimum"))),
    ),
    mutation(
        "agreement_unticked",
        AGREEMENT,
        "提交 can be pressed before 我已阅读并同意本协议 is ticked",
        ScriptChange(),
    ),
    mutation(
        "submitted_twice",
        ISSUE_COUPONS,
        "one press of 提交 issues the coupons twice",
        ScriptChange(),
    ),
    mutation(
        "message_wrong",
        BASIC_INFO,
        "保存 of 消息接收设置 says 提交成功",
        tab("basic-messages", _step("save", done(lambda _: {"message": "提交成功"}))),
    ),
    mutation(
        "recalled_amount_wrong",
        ISSUED_COUPONS,
        "the box after 回收 says that 0.00 came back",
        action("issued-coupons", "recall", done(_nothing_came_back)),
    ),
    mutation(
        "link_wrong",
        REVENUE,
        "查看业绩明细 of 业绩汇总 leads to 激励明细",
        action(
            "revenue-summary",
            "details",
            done(lambda _: {"goto": "#/sales/revenue?tab=incentive-details"}),
        ),
    ),
    mutation(
        "copied_link_wrong",
        OFFERS,
        "复制链接 of 优惠商品 copies an address that does not name the partner",
        action(
            "offered-goods",
            "copy-link",
            done(lambda answer: {"message": answer["message"].partition("?")[0]}),
        ),
    ),
)
