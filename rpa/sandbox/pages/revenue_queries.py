"""业绩查询: the tabs 业绩汇总, 业绩明细 and 业绩转移记录 of 业绩管理 (P04)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from urllib.parse import quote

from rpa.sandbox import conditions
from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.inputs import entry
from rpa.sandbox.pages.customer_list import DETAILS_ROUTE
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Column,
    Dialog,
    Field,
    Json,
    RowAction,
    Sum,
    Tab,
    Table,
)
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.orders import ORDER_TYPES
from rpa.sandbox.world.products import PRODUCT_TYPES
from rpa.sandbox.world.revenue import BILLING_MODES, Revenue, RevenueBill, bills, published
from rpa.sandbox.world.revenue_feedback import feedback
from rpa.sandbox.world.revenue_transfers import Transfer, transfers

_NOTE = "当天的业绩数据在一个工作日后展示。"
_NEWEST = 2025


def tabs(view: View) -> tuple[Tab, ...]:
    """Return the tabs as this view sees them."""
    shown = [_summary(view), _details(view)]
    if view.generation.year >= _NEWEST and view.role.only_reseller is None:
        shown.append(_transfers(view))
    return tuple(shown)


def entries(view: View) -> list[Revenue]:
    """Return the 业绩 in the role's scope that are shown by now, newest first."""
    return [one for one in published(view.world, view.role.tenant) if view.role.sees(one.customer)]


def _summary(view: View) -> Tab:
    said = feedback(view.world, view.role.tenant)

    def give(act: Act[RevenueBill]) -> Json:
        (bill,) = act.rows
        act.accept()
        said.setdefault(bill.no, []).append(str(act.form["text"]))
        act.record("revenue-feedback", bill.no, 1)
        return {"message": "反馈提交成功", "reload": True}

    def tell(act: Act[RevenueBill]) -> Json:
        return {"message": "；".join(said[act.rows[0].no])}

    ask = Dialog("反馈", fields=(entry("text", "反馈内容", "long_text"),))
    return Tab(
        key="summary",
        title="业绩汇总",
        note=_NOTE,
        form=(conditions.month("period", "对账期次", lambda bill: bill.period),),
        table=Table(
            id="revenue-summary",
            columns=_BILL_COLUMNS,
            rows=lambda: bills(entries(view), view.world.today),
            row_id=lambda bill: bill.no,
            row_actions=(
                RowAction("details", "查看业绩明细", act=_jump),
                RowAction("feedback", "反馈", is_enabled=_is_open, dialog=ask, act=give),
                RowAction(
                    "feedback-given",
                    "查看反馈",
                    inline=False,
                    is_enabled=lambda bill: bill.no in said,
                    act=tell,
                ),
            ),
        ),
        export=EXPORT_ITEMS,
        export_title="业绩汇总",
    )


def _is_open(bill: RevenueBill) -> bool:
    return bill.status != "终稿"


def _jump(act: Act[RevenueBill]) -> Json:
    return {"goto": f"#/sales/revenue?tab=details&f.bill={act.rows[0].no}"}


_BILL_COLUMNS: tuple[Column[RevenueBill], ...] = (
    Column("bill", "业绩单ID", lambda bill: bill.no, 220),
    Column("period", "对账期次", lambda bill: bill.period, 120),
    Column("association", "关联类型", lambda bill: bill.association, 120),
    Column("amount", "业绩总金额(元)", lambda bill: money(bill.amount), 180, "money"),
    Column("status", "状态", lambda bill: bill.status, 120, "status"),
)


def _details(view: View) -> Tab:
    return Tab(
        key="details",
        title="业绩明细",
        note=_NOTE,
        form=tuple(_fields(view)),
        table=Table(
            id="revenue-details",
            columns=tuple(_columns(view)),
            rows=lambda: entries(view),
            row_id=lambda one: one.id,
            row_actions=(RowAction("details", "查看详情", act=_open),),
            sum=Sum("业绩金额合计(元)：", _total),
        ),
        export=EXPORT_ITEMS,
        export_title="业绩明细",
    )


def _total(found: Sequence[Revenue]) -> str:
    return money(sum((one.amount for one in found), Decimal(0)))


def _open(act: Act[Revenue]) -> Json:
    return {"goto": f"#/sales/revenue/entry?revenue={act.rows[0].id}"}


def _fields(view: View) -> Iterator[Field[Revenue]]:
    yield conditions.date_range("formed", "业绩形成时间", lambda one: one.formed_at)
    yield conditions.text("customer", "客户名称", lambda one: one.customer.name)
    yield conditions.text("account", "客户账号名", lambda one: one.customer.account)
    yield conditions.text("order", "订单号", lambda one: one.order_no)
    yield conditions.text("bill", "业绩单ID", lambda one: one.bill_no)
    if view.role.only_reseller is None:
        yield conditions.text("manager", "客户经理姓名", lambda one: one.customer.manager)
    if view.role.name == "distributor":
        yield conditions.text("reseller", "二级经销商名称", lambda one: one.customer.reseller)
    yield conditions.select("product_type", "产品类型", PRODUCT_TYPES, lambda one: one.product.kind)
    yield conditions.select("order_type", "订单类型", ORDER_TYPES, lambda one: one.order_type)
    yield conditions.select("billing_mode", "计费模式", BILLING_MODES, lambda one: one.billing_mode)
    if view.role.only_reseller is None:
        yield conditions.select(
            "association", "关联类型", ASSOCIATIONS, lambda one: one.customer.association
        )


def _columns(view: View) -> Iterator[Column[Revenue]]:
    name = view.generation.customer_header
    yield Column("id", "业绩ID", lambda one: one.id, 210)
    yield Column("bill", "业绩单ID", lambda one: one.bill_no, 210)
    yield Column(
        "customer",
        name,
        lambda one: one.customer.name,
        230,
        "link",
        masked=True,
        link=lambda one: f"#/{DETAILS_ROUTE}?customer={one.customer.id}",
    )
    if view.role.name == "distributor":
        yield Column(
            "reseller",
            "二级经销商名称",
            lambda one: plain(one.customer.reseller),
            220,
            masked=True,
        )
    if view.role.only_reseller is None:
        yield Column("manager", "客户经理姓名", lambda one: plain(one.customer.manager), 120)
    yield Column("order", "订单号", _order, 230, "link", link=_order_route)
    yield Column("order_type", "订单类型", lambda one: plain(one.order_type))
    yield Column("product_type", "产品类型", lambda one: one.product.kind, 180)
    yield Column("product", "产品名称", lambda one: one.product.name, 260)
    yield Column("billing_mode", "计费模式", lambda one: one.billing_mode, 110)
    yield Column("association", "关联类型", lambda one: one.customer.association, 110)
    yield Column("formed", "业绩形成时间", lambda one: moment(one.formed_at), 180, "datetime")
    yield Column("amount", "业绩金额(元)", lambda one: money(one.amount), 150, "money")


def _order(one: Revenue) -> str:
    return plain(one.order_no)


def _order_route(one: Revenue) -> str | None:
    if one.order_no is None:
        return None
    return f"#/sales/customer-orders?tab=orders&f.order={quote(one.order_no)}"


def _transfers(view: View) -> Tab:
    def rows() -> list[Transfer]:
        every = transfers(view.world, view.role.tenant)
        return [one for one in every if view.role.sees(one.revenue.customer)]

    name = view.generation.customer_header
    columns: tuple[Column[Transfer], ...] = (
        Column("no", "转移单号", lambda one: one.no, 210),
        Column("revenue", "业绩ID", lambda one: one.revenue.id, 210),
        Column("customer", name, lambda one: one.revenue.customer.name, 230, masked=True),
        Column("giver", "转出客户经理", lambda one: one.giver, 120),
        Column("taker", "转入客户经理", lambda one: one.taker, 120),
        Column("amount", "转移业绩金额(元)", lambda one: money(one.revenue.amount), 150, "money"),
        Column("reason", "转移原因", lambda one: one.reason, 140),
        Column("moved", "转移时间", lambda one: moment(one.moved_at), 180, "datetime"),
    )
    return Tab(
        key="transfers",
        title="业绩转移记录",
        form=(
            conditions.date_range("moved", "转移时间", lambda one: one.moved_at),
            conditions.text("customer", "客户名称", lambda one: one.revenue.customer.name),
            conditions.text("taker", "转入客户经理", lambda one: one.taker),
        ),
        table=Table("revenue-transfers", columns, rows, lambda one: one.no),
        export=EXPORT_ITEMS,
        export_title="业绩转移记录",
    )
