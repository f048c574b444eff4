"""激励对账: the tabs 激励汇总 and 激励明细 of 业绩管理 (P04)."""

from rpa.sandbox import conditions
from rpa.sandbox.display import money
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import EXPORT_ITEMS, Act, Column, Dialog, Json, RowAction, Tab, Table
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.incentives import (
    INCENTIVE_STATUSES,
    INCENTIVES,
    WAITING,
    IncentiveBill,
    IncentiveLine,
    confirm,
    incentive_bills,
)

DETAIL_ROUTE = "sales/revenue/incentive"
_NOTE = "请在账单生成后的15天内确认激励账单，逾期未确认的账单由系统自动确认。"


def tabs(view: View) -> tuple[Tab, ...]:
    """Return the tabs as this view sees them."""
    return (_summary(view), _details(view))


def bills_of(view: View) -> list[IncentiveBill]:
    """Return the 激励账单 of the partner that looks, newest first."""
    role = view.role
    return incentive_bills(view.world, role.tenant, role.partner, role.sees)


def _summary(view: View) -> Tab:
    def agree(act: Act[IncentiveBill]) -> Json:
        (bill,) = act.rows
        act.accept()
        confirm(bills_of(view), bill)
        act.record("incentive-bill-confirmation", bill.no, 1)
        return {"message": "账单确认成功", "reload": True}

    ask = Dialog("确认账单", "确认后不可撤销，请核对激励金额。是否确认该激励账单？")
    return Tab(
        key="incentives",
        title="激励汇总",
        note=_NOTE,
        form=(
            conditions.month("period", "对账期次", lambda bill: bill.basis.period),
            conditions.select("name", "激励名称", INCENTIVES, lambda bill: bill.name),
        ),
        table=Table(
            id="incentive-summary",
            columns=_BILL_COLUMNS,
            rows=lambda: bills_of(view),
            row_id=lambda bill: bill.no,
            row_actions=(
                RowAction("reckoning", "查看核算过程", act=_open),
                RowAction("confirm", "确认账单", is_enabled=_waits, dialog=ask, act=agree),
            ),
        ),
        export=EXPORT_ITEMS,
        export_title="激励汇总",
    )


def _waits(bill: IncentiveBill) -> bool:
    return bill.status == WAITING


def _route(bill: IncentiveBill) -> str:
    return f"#/{DETAIL_ROUTE}?incentive={bill.no}"


def _open(act: Act[IncentiveBill]) -> Json:
    return {"goto": _route(act.rows[0])}


_BILL_COLUMNS: tuple[Column[IncentiveBill], ...] = (
    Column("bill", "激励账单ID", lambda bill: bill.no, 220, "link", link=_route),
    Column("period", "对账期次", lambda bill: bill.basis.period, 120),
    Column("name", "激励名称", lambda bill: bill.name, 180),
    Column("amount", "激励金额(元)", lambda bill: money(bill.amount), 160, "money"),
    Column("association", "关联类型", lambda bill: bill.basis.association, 120),
    Column("status", "状态", lambda bill: bill.status, 120, "status"),
)


def _details(view: View) -> Tab:
    def rows() -> list[IncentiveLine]:
        every = bills_of(view)
        return [IncentiveLine(bill, revenue) for bill in every for revenue in bill.basis.entries]

    name = view.generation.customer_header
    columns: tuple[Column[IncentiveLine], ...] = (
        Column("bill", "激励账单ID", lambda line: line.bill.no, 220),
        Column("period", "对账期次", lambda line: line.revenue.period, 110),
        Column("name", "激励名称", lambda line: line.bill.name, 170),
        Column("revenue", "业绩ID", lambda line: line.revenue.id, 210),
        Column("customer", name, lambda line: line.revenue.customer.name, 230, masked=True),
        Column("product", "产品名称", lambda line: line.revenue.product.name, 260),
        Column("basis", "业绩金额(元)", lambda li: money(li.revenue.amount), 150, "money"),
        Column("rate", "返点比例", lambda line: f"{line.bill.rate:.2%}", 100),
        Column(
            "amount",
            "激励金额(元)",
            lambda line: money(line.bill.share(line.revenue.amount)),
            150,
            "money",
        ),
    )
    return Tab(
        key="incentive-details",
        title="激励明细",
        form=(
            conditions.month("period", "对账期次", lambda line: line.revenue.period),
            conditions.text("bill", "激励账单ID", lambda line: line.bill.no),
            conditions.select("name", "激励名称", INCENTIVES, lambda line: line.bill.name),
            conditions.text("customer", "客户名称", lambda line: line.revenue.customer.name),
            conditions.select(
                "association", "关联类型", ASSOCIATIONS, lambda line: line.bill.basis.association
            ),
            conditions.select("status", "状态", INCENTIVE_STATUSES, lambda line: line.bill.status),
        ),
        table=Table(
            "incentive-details", columns, rows, lambda line: f"{line.bill.no}.{line.revenue.id}"
        ),
        export=EXPORT_ITEMS,
        export_title="激励明细",
    )
