"""业绩管理/详情: how an 激励账单 was reckoned (P04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rpa.sandbox.display import money
from rpa.sandbox.pages.revenue_incentives import DETAIL_ROUTE, bills_of
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Column, Facts, Page, Tab, Table
from rpa.sandbox.world.incentives import IncentiveBill

ROUTE = DETAIL_ROUTE


def build(view: View) -> Page | None:
    """Return the page of the bill that the address names."""
    wanted = view.params.get("incentive")
    if wanted is None or view.role.is_member:
        return None
    bill = next((one for one in bills_of(view) if one.no == wanted), None)
    if bill is None:
        return None
    title = f"{view.generation.revenue_page}/详情"
    crumbs = ("销售", view.generation.revenue_group, view.generation.revenue_page, "详情")
    return Page(ROUTE, title, crumbs, (_tab(bill),))


def _tab(bill: IncentiveBill) -> Tab:
    amount, base, rate = money(bill.amount), money(bill.basis.amount), f"{bill.rate:.2%}"
    indicators = _indicators(bill)
    return Tab(
        key="incentive-bill",
        title="",
        facts=(
            Facts(
                "激励账单信息",
                (
                    ("激励账单ID", bill.no),
                    ("激励名称", bill.name),
                    ("对账期次", bill.basis.period),
                    ("关联类型", bill.basis.association),
                    ("状态", bill.status),
                    ("激励金额(元)", amount),
                ),
            ),
            Facts(
                "核算过程",
                (
                    ("计算公式", "激励金额 = 基数值 × 返点比例"),
                    ("基数值(元)", base),
                    ("返点比例", rate),
                    ("核算结果", f"{amount} = {base} × {rate}"),
                ),
            ),
        ),
        table=Table("incentive-indicators", _COLUMNS, lambda: indicators, lambda one: one.name),
    )


@dataclass(frozen=True, slots=True)
class _Indicator:
    name: str
    value: str
    source: str


def _indicators(bill: IncentiveBill) -> Sequence[_Indicator]:
    amounts = [one.amount for one in bill.basis.entries]
    refunds = sum((amount for amount in amounts if amount < 0), Decimal(0))
    customers = {one.customer.account for one in bill.basis.entries}
    return (
        _Indicator("业绩总金额(元)", money(bill.basis.amount), f"业绩单 {bill.basis.no}"),
        _Indicator("其中退订业绩(元)", money(refunds), "订单类型为退订的业绩"),
        _Indicator("业绩笔数", str(len(amounts)), "业绩明细"),
        _Indicator("产生业绩的客户数", str(len(customers)), "业绩明细"),
    )


_COLUMNS: tuple[Column[_Indicator], ...] = (
    Column(
        "name", "指标名称", lambda one: one.name, 240, "link", link=lambda _: "#/sales/indicators"
    ),
    Column("value", "指标值", lambda one: one.value, 180, "money"),
    Column("source", "数据来源", lambda one: one.source, 320),
)
