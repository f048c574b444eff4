"""客户拓展: reported customers, and inviting them by mail (P11)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import mask, mask_mail, mask_phone, moment, plain
from rpa.sandbox.inputs import asked, entry, partly, refusal
from rpa.sandbox.pages.view import View
from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Button,
    Column,
    Dialog,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.leads import LEAD_STATUSES, REPORTED, Lead, change_lead, leads, with_contact

ROUTE = "sales/customer-development"

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"1\d{10}")
_GUIDE = (
    "1. 报备客户  →  2. 华为审核  →  3. 邀请客户  →  4. 客户注册并关联\n"
    "报备有效期15天，有效期内其他伙伴不能报备该客户；邀请链接有有效期，请提醒客户及时处理。"
)
_MAIL_TEXT = (
    "主题：诚邀您使用华为云\n\n尊敬的客户：\n您的合作伙伴诚邀您注册华为云账号并与其关联。"
    "请在链接有效期内点击下方链接完成注册。\n【注册并关联】"
)


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    return Page(ROUTE, "客户拓展", ("销售", "拓新", "客户拓展"), (_reported(view),))


def _reported(view: View) -> Tab:
    invite = _invite(view)
    return Tab(
        key="leads",
        title="",
        form=(
            conditions.text("customer", "客户名称", lambda one: one.customer.name),
            conditions.select("status", "报备状态", LEAD_STATUSES, lambda one: one.status),
            conditions.text("manager", "客户经理姓名", lambda one: one.customer.manager),
            conditions.date_range("reported", "报备时间", lambda one: one.reported_at),
        ),
        table=Table(
            id="leads",
            columns=_COLUMNS,
            rows=lambda: _seen(view),
            row_id=lambda one: one.id,
            row_actions=(
                RowAction(
                    "invite", "邀请", is_enabled=_is_invitable, dialog=_INVITATION, act=invite
                ),
                RowAction("edit", "修改", is_enabled=_is_open, act=asked(_contact, _edit(view))),
                *(() if view.role.name == "supervisor" else (_CREATE,)),
            ),
            selectable=True,
        ),
        export=EXPORT_ITEMS,
        export_title="客户拓展",
        buttons=(
            Button("invite-all", "批量邀请", needs_rows=True, dialog=_INVITATION, act=invite),
            Button("guide", "流程引导", "eye", act=_show_guide),
        ),
    )


def _seen(view: View) -> list[Lead]:
    found = leads(view.world, view.role.tenant)
    mine = [one for one in found if one.customer.reseller == view.role.only_reseller]
    return [one for one in mine if view.role.sees(one.customer)]


def _show_guide(_: Act[Any]) -> Json:
    return {"box": {"title": "流程引导", "text": _GUIDE, "kind": "info"}}


_COLUMNS: tuple[Column[Lead], ...] = (
    Column("id", "报备编号", lambda one: one.id, 130),
    Column("customer", "客户名称", lambda one: one.customer.name, 230, masked=True),
    Column("contact", "联系人", lambda one: one.contact.name, 120, masked=True, mask=mask),
    Column("phone", "手机号码", lambda one: one.contact.phone, 140, masked=True, mask=mask_phone),
    Column("mail", "邮箱", lambda one: plain(one.mail), 220, masked=True, mask=mask_mail),
    Column("status", "报备状态", lambda one: one.status, 120, "status"),
    Column("reported", "报备时间", lambda one: moment(one.reported_at), 180, "datetime"),
    Column("expires", "有效期", lambda one: moment(one.expires_at), 180, "datetime"),
    Column("manager", "客户经理", lambda one: plain(one.customer.manager), 110),
    Column("invited", "邀请时间", lambda one: moment(one.invited_at), 180, "datetime"),
    Column("reason", "审核意见", lambda one: plain(one.reason), 200),
)


def _is_invitable(one: Lead) -> bool:
    return one.status == REPORTED and one.mail is not None


def _is_open(one: Lead) -> bool:
    return one.status in {"待审核", REPORTED}


_INVITATION = Dialog(
    "邀请",
    "系统将向客户邮箱发送邀请链接，客户通过链接注册并与您关联。",
    (entry("association", "关联类型", "radio", options=ASSOCIATIONS, default=ASSOCIATIONS[0]),),
    ok="确认",
    preview=("预览邮件内容", _MAIL_TEXT),
)


def _invite(view: View) -> Callable[[Act[Any]], Json]:
    def invite(act: Act[Lead]) -> Json:
        chosen = list(dict.fromkeys(act.rows))
        if refused := [one for one in chosen if not _is_invitable(one)]:
            one = refused[0]
            why = "未填写邮箱" if one.status == REPORTED else f"报备状态为{one.status}"
            more = f"等{len(refused)}个客户" if len(refused) > 1 else ""
            raise Refused(409, f"不能邀请{mask(one.customer.name)}{more}：{why}")
        taken = act.accept(chosen)
        for one in taken:
            changed = replace(one, invited_at=act.now.replace(microsecond=0))
            change_lead(view.world, view.role.tenant, one, changed)
            act.record("invitation", one.id, 1)
        if len(taken) < len(chosen):
            failed = [f"{one.id}：邀请失败，{BUSY}" for one in chosen[len(taken) :]]
            return {"box": {"title": "邀请", **partly(len(taken), failed)}, "reload": True}
        return {"message": f"已向{len(taken)}个客户发送邀请邮件", "reload": True}

    return invite


def _contact(one: Lead) -> Dialog:
    return Dialog(
        "修改客户信息",
        fields=(
            entry("contact", "联系人", default=one.contact.name),
            entry("phone", "手机号码", default=one.contact.phone),
            entry("mail", "邮箱", default=one.mail, is_required=False),
        ),
    )


def _edit(view: View) -> Callable[[Act[Any]], Json]:
    def edit(act: Act[Lead]) -> Json:
        one, form = act.rows[0], act.form
        mail = form.get("mail") or None
        if not _PHONE.fullmatch(form["phone"]):
            raise refusal("phone", "请输入11位手机号码")
        if mail and not _MAIL.fullmatch(mail):
            raise refusal("mail", "邮箱格式不正确")
        changed = with_contact(one, form["contact"], form["phone"], mail)
        act.accept()
        change_lead(view.world, view.role.tenant, one, changed)
        act.record("lead-edit", one.id, 1)
        return {"message": "修改客户信息成功", "reload": True}

    return edit


_CREATE: RowAction[Lead] = RowAction(
    "opportunity",
    "创建商机",
    inline=False,
    is_enabled=lambda one: one.status == REPORTED,
    act=lambda act: {"goto": f"#/sales/create-opportunity?lead={act.rows[0].id}"},
)
