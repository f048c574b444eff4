"""云商店机会点专项激励: what joint goods earn the partner, by month and by deal (P12)."""

from rpa.sandbox import conditions
from rpa.sandbox.display import day, money
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import (
    EXPORT_ITEMS,
    Act,
    Column,
    Dialog,
    ExportItem,
    Json,
    Page,
    RowAction,
    Tab,
    Table,
)
from rpa.sandbox.world.marketplace_deals import (
    SETTLEMENT_STATUSES,
    Deal,
    Settlement,
    listed_deals,
    settlements,
)

ROUTE = "sales/marketplace-incentives"
_NOTE = "仅支持查询截止到前一日24:00的交易数据。"


def build(view: View) -> Page | None:
    """Return the page as this view sees it; only contracted partners have such opportunities."""
    if view.role.name not in {"distributor", "solution"}:
        return None
    title = "云商店机会点专项激励"
    crumbs = ("销售", "机会点管理", title)
    return Page(ROUTE, title, crumbs, (_settlements(view), _deals(view)))


def _settlements(view: View) -> Tab:
    found = settlements(view.world, view.role.tenant)
    periods = tuple(one.period for one in found)
    ask = Dialog(
        "导出账单",
        "请选择需要导出的账期。",
        (conditions.multi_select("period", "账期", periods, lambda _: None),),
    )
    return Tab(
        key="settlements",
        title="对账管理",
        form=(
            conditions.select("status", "状态", SETTLEMENT_STATUSES, lambda one: one.status),
            conditions.month("period", "账期", lambda one: one.period),
        ),
        table=Table(
            id="marketplace-settlements",
            columns=_SETTLEMENT_COLUMNS,
            rows=lambda: found,
            row_id=lambda one: one.no,
            row_actions=(RowAction("details", "详情", act=_jump),),
        ),
        export=(
            ExportItem("bill", "导出账单", ask),
            ExportItem("records", "查看导出记录"),
        ),
        export_title="云商店机会点专项激励账单",
    )


def _jump(act: Act[Settlement]) -> Json:
    return {"goto": f"#/{ROUTE}?tab=deals&f.period={act.rows[0].period}"}


_SETTLEMENT_COLUMNS: tuple[Column[Settlement], ...] = (
    Column("no", "账单编号", lambda one: one.no, 220),
    Column("period", "账期", lambda one: one.period, 120),
    Column("deals", "交易笔数", lambda one: f"{len(one.deals):,}", 110, "money"),
    Column("incentive", "激励金额(元)", lambda one: money(one.incentive), 170, "money"),
    Column("status", "状态", lambda one: one.status, 120, "status"),
)


def _deals(view: View) -> Tab:
    return Tab(
        key="deals",
        title="交易明细查询",
        note=_NOTE,
        form=(
            conditions.month("period", "账期", lambda deal: deal.period),
            conditions.text("line", "订单行号", lambda deal: deal.line_no),
            conditions.date_range("dealt", "交易日期", lambda deal: deal.dealt_on),
        ),
        table=Table(
            id="marketplace-deals",
            columns=_DEAL_COLUMNS,
            rows=lambda: listed_deals(view.world, view.role.tenant),
            row_id=lambda deal: deal.line_no,
        ),
        export=EXPORT_ITEMS,
        export_title="云商店机会点交易明细",
    )


_DEAL_COLUMNS: tuple[Column[Deal], ...] = (
    Column("period", "账期", lambda deal: deal.period, 100),
    Column("order", "订单号", lambda deal: deal.order_no, 210),
    Column("line", "订单行号", lambda deal: deal.line_no, 260),
    Column("good", "商品名称", lambda deal: deal.good.name, 240),
    Column("merchant", "商家名称", lambda deal: deal.good.merchant, 240),
    Column("dealt", "交易日期", lambda deal: day(deal.dealt_on), 120, "datetime"),
    Column("amount", "交易金额(元)", lambda deal: money(deal.amount), 150, "money"),
    Column("share", "分成比例", lambda deal: f"{deal.share:.0%}", 100),
    Column("incentive", "激励金额(元)", lambda deal: money(deal.incentive), 150, "money"),
    Column("status", "状态", lambda deal: deal.status, 110, "status"),
)
