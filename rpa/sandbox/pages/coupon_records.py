"""操作记录: what was done to quotas and coupons."""

from rpa.sandbox import conditions
from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.pages.coupon_scope import history
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import EXPORT_ITEMS, Column, Page, Tab, Table
from rpa.sandbox.world.coupon_values import OPERATIONS, CouponEvent

ROUTE = "sales/coupon-records"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    group = view.generation.customer_group
    crumbs = ("销售", group, view.generation.coupon_page, "操作记录")
    return Page(ROUTE, "操作记录", crumbs, (_records(view),))


def _records(view: View) -> Tab:
    return Tab(
        key="coupon-records",
        title="",
        form=(
            conditions.date_range("at", "操作时间", lambda e: e.at),
            conditions.text("customer", "客户名称", lambda e: e.customer and e.customer.name),
            conditions.text("quota", "额度编号", lambda e: e.quota_no),
            conditions.text("operator", "操作员", lambda e: e.operator),
            conditions.select("operation", "操作类型", OPERATIONS, lambda e: e.operation),
        ),
        table=Table(
            id="coupon-records",
            columns=_columns(view),
            rows=lambda: history(view),
            row_id=lambda e: f"{e.at.isoformat()}.{e.quota_no}.{e.coupon_id}.{e.operation}",
        ),
        export=EXPORT_ITEMS,
        export_title="代金券操作记录",
    )


def _columns(view: View) -> tuple[Column[CouponEvent], ...]:
    name = view.generation.customer_header
    return (
        Column("at", "操作时间", lambda e: moment(e.at), 180, "datetime"),
        Column("operation", "操作类型", lambda e: e.operation, 110),
        Column("quota", "额度编号", lambda e: e.quota_no, 200),
        Column("coupon", "代金券ID", lambda e: plain(e.coupon_id), 210),
        Column("customer", name, lambda e: plain(e.customer and e.customer.name), 230, masked=True),
        Column("amount", "操作金额(元)", lambda e: money(e.amount), 140, "money"),
        Column("operator", "操作员", lambda e: e.operator, 180),
        Column("result", "操作结果", lambda e: e.result, 100, "status"),
        Column("remark", "备注", lambda e: plain(e.remark), 180),
    )
