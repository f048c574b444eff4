"""券管理 (代金券管理 in older years): quotas, coupons issued, quotas given on (P06, P13)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rpa.sandbox import conditions
from rpa.sandbox.display import mask, moment, money, plain
from rpa.sandbox.inputs import amount_of, code_fields, entry, partly, refusal
from rpa.sandbox.pages.coupon_scope import asks_code, desk, issued, own_quotas, status_of, statuses
from rpa.sandbox.pages.view import View
from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Button,
    Column,
    Deed,
    Dialog,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.coupon_values import COUPON_STATUSES, QUOTA_STATUSES, VALID, Coupon, Quota
from rpa.sandbox.world.coupons import CouponDesk, granted, insert_quota
from rpa.sandbox.world.people import RESELLERS

ROUTE = "sales/coupons"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    title = view.generation.coupon_page
    tabs = [_quotas(view), _issued(view)]
    if view.role.name == "distributor":
        tabs.append(_granted(view))
    return Page(ROUTE, title, ("销售", view.generation.customer_group, title), tuple(tabs))


def _quotas(view: View) -> Tab:
    return Tab(
        key="quotas",
        title="代金券额度",
        form=(
            conditions.text("quota", "额度编号", lambda q: q.number),
            conditions.select(
                "status",
                "状态",
                statuses(view, QUOTA_STATUSES),
                lambda q: status_of(view, q.status),
            ),
            conditions.date_range("effective", "生效时间", lambda q: q.effective_at),
            conditions.date_range("expires", "失效时间", lambda q: q.expires_at),
        ),
        table=Table(
            id="coupon-quotas",
            columns=_quota_columns(view),
            rows=lambda: own_quotas(view),
            row_id=lambda quota: quota.number,
            insert=lambda like: insert_quota(view.world, view.role.tenant, like),
            row_actions=(
                RowAction("details", "详情", act=lambda act: _go("quota-details", act)),
                RowAction("records", "操作记录", act=_records_of_quota),
                RowAction(
                    "issue",
                    "发放代金券",
                    inline=False,
                    is_enabled=_is_usable,
                    act=lambda act: _go("issue-coupons", act),
                ),
                *((_grant(view),) if view.role.name == "distributor" else ()),
            ),
        ),
        buttons=(
            Button("all-records", "操作记录", act=lambda _: {"goto": "#/sales/coupon-records"}),
        ),
        export=EXPORT_ITEMS,
        export_title="代金券额度",
    )


def _quota_columns(view: View) -> tuple[Column[Quota], ...]:
    return (
        Column("quota", "额度编号", lambda q: q.number, 200),
        Column("amount", "额度(元)", lambda q: money(q.amount), 150, "money"),
        Column("balance", "余额(元)", lambda q: money(q.balance), 150, "money"),
        Column("effective", "生效时间", lambda q: moment(q.effective_at), 180, "datetime"),
        Column("expires", "失效时间", lambda q: moment(q.expires_at), 180, "datetime"),
        Column("status", "状态", lambda q: status_of(view, q.status), 120, "status"),
        Column("limits", "使用限制", lambda q: plain(q.limits), 300),
    )


def _is_usable(quota: Quota) -> bool:
    return quota.status == VALID and quota.balance > 0


def _go(page: str, act: Act[Quota]) -> Json:
    return {"goto": f"#/sales/{page}?quota={act.rows[0].number}"}


def _records_of_quota(act: Act[Quota]) -> Json:
    return {"goto": f"#/sales/coupon-records?f.quota={act.rows[0].number}"}


def _grant(view: View) -> RowAction[Quota]:
    def grant(act: Act[Quota]) -> Json:
        quota, amount = act.rows[0], amount_of(act.form, "amount", "发放金额")
        if amount > quota.balance:
            raise refusal("amount", f"发放金额超过额度余额{money(quota.balance)}元")
        act.accept()
        given = desk(view, act.now).grant(quota, str(act.form["reseller"]), amount)
        act.record("quota-grant", given.number, 1)
        return {"message": "发放代金券额度成功", "reload": True}

    fields = (
        entry("amount", "发放金额(元)"),
        entry("reseller", "云经销商", "select", options=RESELLERS),
        *(code_fields() if asks_code(view) else ()),
    )
    return RowAction(
        "grant",
        "发放额度",
        inline=False,
        is_enabled=_is_usable,
        dialog=Dialog("发放代金券额度", fields=fields),
        act=grant,
    )


def _issued(view: View) -> Tab:
    recall = _recall(view, "代金券", "coupon-recall", lambda one: one.id, CouponDesk.recall)
    dialog = _recall_dialog(view, "代金券")
    return Tab(
        key="issued",
        title="已发放代金券",
        form=(
            conditions.text("coupon", "代金券ID", lambda c: c.id),
            conditions.text("customer", "客户名称", lambda c: c.customer.name),
            conditions.text("account", "客户账号名", lambda c: c.customer.account),
            conditions.text("quota", "额度编号", lambda c: c.quota.number),
            conditions.select(
                "status",
                "当前状态",
                statuses(view, COUPON_STATUSES),
                lambda c: status_of(view, c.status),
            ),
            conditions.date_range("issued", "发放时间", lambda c: c.issued_at),
        ),
        table=Table(
            id="issued-coupons",
            columns=_coupon_columns(view),
            rows=lambda: issued(view),
            row_id=lambda coupon: coupon.id,
            row_actions=(
                RowAction("recall", "回收", is_enabled=_is_valid, dialog=dialog, act=recall),
                RowAction("details", "详情", act=_coupon_details),
            ),
            selectable=True,
        ),
        buttons=(Button("recall-all", "批量回收", needs_rows=True, dialog=dialog, act=recall),),
        export=EXPORT_ITEMS,
        export_title="已发放代金券",
    )


def _is_valid(one: Coupon | Quota) -> bool:
    return one.status == VALID


def _coupon_details(act: Act[Coupon]) -> Json:
    return {"goto": f"#/sales/coupon-details?coupon={act.rows[0].id}"}


def _coupon_columns(view: View) -> tuple[Column[Coupon], ...]:
    return (
        Column("coupon", "代金券ID", lambda c: c.id, 210),
        Column(
            "customer", view.generation.customer_header, lambda c: c.customer.name, 230, masked=True
        ),
        Column("account", "客户账号名", lambda c: c.customer.account, 160),
        Column("face", "面值(元)", lambda c: money(c.face), 120, "money"),
        Column("balance", "余额(元)", lambda c: money(c.balance), 120, "money"),
        Column("issued", "发放时间", lambda c: moment(c.issued_at), 180, "datetime"),
        Column("effective", "生效时间", lambda c: moment(c.effective_at), 180, "datetime"),
        Column("expires", "失效时间", lambda c: moment(c.expires_at), 180, "datetime"),
        Column("status", "当前状态", lambda c: status_of(view, c.status), 110, "status"),
        Column("quota", "额度编号", lambda c: c.quota.number, 200),
        Column("remark", "备注", lambda c: plain(c.remark), 180),
    )


def _recall_dialog(view: View, what: str) -> Dialog:
    text = f"回收后，所选{what}的全部余额将退回原额度，且不可恢复。确定回收吗？"
    return Dialog(f"回收{what}", text, code_fields() if asks_code(view) else ())


def _recall(
    view: View,
    what: str,
    kind: str,
    name: Callable[[Any], str],
    take: Callable[[CouponDesk, Any], Decimal],
) -> Deed:
    def recall(act: Act[Any]) -> Json:
        if wrong := [one for one in act.rows if not _is_valid(one)]:
            word = view.generation.coupon_is_valid
            raise Refused(409, f"只能回收状态为“{word}”的{what}：{name(wrong[0])}")
        chosen = list(dict.fromkeys(act.rows))
        amounts = {}
        for one in act.accept(chosen):
            amounts[name(one)] = take(desk(view, act.now), one)
            act.record(kind, name(one), 1)
        failed = [name(one) for one in chosen[len(amounts) :]]
        return {"box": _recalled(what, amounts, failed), "reload": True}

    return recall


def _recalled(what: str, amounts: Mapping[str, Decimal], failed: Sequence[str]) -> Json:
    """Say how much came back of each, and which ones did not."""
    lines = [f"实际回收金额合计：{money(sum(amounts.values(), Decimal('0.00')))} 元"]
    lines += [f"{name}：{money(amount)} 元" for name, amount in amounts.items()]
    box = {"title": f"回收{what}", "text": "\n".join(lines)}
    if not failed:
        return box
    return box | partly(len(amounts), [f"{name}：回收失败，{BUSY}" for name in failed], box["text"])


def _granted(view: View) -> Tab:
    recall = _recall(
        view, "代金券额度", "quota-recall", lambda one: one.number, CouponDesk.recall_grant
    )
    dialog = _recall_dialog(view, "代金券额度")
    return Tab(
        key="granted",
        title="已发放代金券额度",
        form=(
            conditions.text("quota", "额度编号", lambda q: q.number),
            conditions.text("reseller", "云经销商名称", lambda q: q.owner),
            conditions.select(
                "status",
                "状态",
                statuses(view, QUOTA_STATUSES),
                lambda q: status_of(view, q.status),
            ),
        ),
        table=Table(
            id="granted-quotas",
            columns=(
                *_quota_columns(view)[:1],
                Column(
                    "reseller",
                    "云经销商名称",
                    lambda q: plain(q.owner),
                    230,
                    masked=True,
                    mask=mask,
                ),
                *_quota_columns(view)[1:],
            ),
            rows=lambda: granted(view.world, view.role.tenant),
            row_id=lambda quota: quota.number,
            row_actions=(
                RowAction("recall", "回收", is_enabled=_is_valid, dialog=dialog, act=recall),
                RowAction("records", "操作记录", act=_records_of_quota),
            ),
            selectable=True,
        ),
        buttons=(Button("recall-all", "批量回收", needs_rows=True, dialog=dialog, act=recall),),
    )
