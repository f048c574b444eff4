"""客户消费: what customers consumed, by month and record by record (P09)."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from rpa.sandbox import conditions
from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import EXPORT_ITEMS, Choice, Column, Field, Page, Sum, Tab, Table
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.expenditure_book import expenditures
from rpa.sandbox.world.expenditure_sums import ExpenditureSum, by_association, by_payment_method
from rpa.sandbox.world.expenditures import BILL_TYPES, CHARGE_MODES, Expenditure, payable
from rpa.sandbox.world.months import earliest_month, month_of
from rpa.sandbox.world.products import PRODUCT_TYPES, REGIONS

ROUTE = "sales/customer-expenditure"
DISCOUNTS_ROUTE = "sales/discount-details"
NOTE = (
    "此数据不是伙伴账单，不作为伙伴结算、还款、开票的依据，最多查询近18个月。"
    "当天的消费汇总在次日24点后可查，请以消费明细为准。"
)
NO_ZERO = "不显示0消费"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    crumbs = ("销售", view.generation.customer_group, "客户消费")
    return Page(ROUTE, "客户消费", crumbs, (_summary(view), _refunds(view), _details(view)))


def sums_seen(view: View, sums: Sequence[ExpenditureSum]) -> list[ExpenditureSum]:
    """Return the sums of customers in the role's scope, as far back as the page tells."""
    earliest = earliest_month(view.world.today)
    return [one for one in sums if one.month >= earliest and view.role.sees(one.customer)]


def records_seen(view: View) -> list[Expenditure]:
    """Return the records of customers in the role's scope, as far back as the page tells."""
    earliest = earliest_month(view.world.today)
    records = expenditures(view.world, view.role.tenant)
    return [one for one in records if one.month >= earliest and view.role.sees(one.customer)]


def _limits(view: View) -> tuple[str, str]:
    return earliest_month(view.world.today), month_of(view.world.today)


def _summary(view: View) -> Tab:
    this_month = month_of(view.world.today)
    return Tab(
        key="summary",
        title="消费汇总",
        note=NOTE,
        form=(
            conditions.month("month", "消费时间", lambda s: s.month, this_month, _limits(view)),
            conditions.text("customer", "客户名称", lambda s: s.customer.name),
            conditions.text("manager", "客户经理姓名", lambda s: s.customer.manager),
            conditions.select(
                "association", "关联类型", ASSOCIATIONS, lambda s: s.customer.association
            ),
        ),
        choices=(
            Choice("按支付方式", _sum_table(view, "payment-method", "支付方式")),
            Choice("按关联类型", _sum_table(view, "association", "关联类型")),
        ),
        export=EXPORT_ITEMS,
        export_title="消费汇总",
    )


def _sum_table(view: View, grouping: str, title: str) -> Table[ExpenditureSum]:
    find = by_payment_method if grouping == "payment-method" else by_association
    columns: tuple[Column[ExpenditureSum], ...] = (
        Column("month", "消费时间", lambda s: s.month, 110),
        Column(
            "customer", view.generation.customer_header, lambda s: s.customer.name, 260, masked=True
        ),
        Column("account", "客户账号名", lambda s: s.customer.account, 180),
        Column("manager", "客户经理", lambda s: plain(s.customer.manager), 120),
        Column("group", title, lambda s: s.group, 120),
        Column("consumed", "消费金额(元)", lambda s: money(s.consumed), 150, "money"),
        Column(
            "discounted",
            "本月已优惠金额(元)",
            lambda s: money(s.discounted),
            170,
            "link",
            link=lambda s: _discounts_of(s, grouping),
        ),
        Column("refunded", "退款金额(元)", lambda s: money(s.refunded), 150, "money"),
    )
    return Table(
        id=f"expenditure-by-{grouping}",
        columns=columns,
        rows=lambda: sums_seen(view, find(view.world, view.role.tenant)),
        row_id=lambda s: f"{s.month}.{s.customer.id}.{s.group}",
        sum=Sum("消费金额合计(元)：", lambda sums: money(_consumed(sums))),
    )


def _consumed(sums: Sequence[ExpenditureSum]) -> Decimal:
    return payable([record for one in sums for record in one.records if not record.is_refund])


def _discounts_of(one: ExpenditureSum, grouping: str) -> str:
    asked = {"customer": one.customer.id, "month": one.month}
    if grouping == "payment-method":
        asked["payment"] = one.group
    return f"#/{DISCOUNTS_ROUTE}?{urlencode(asked)}"


def _refunds(view: View) -> Tab:
    return Tab(
        key="refunds",
        title="退款账单",
        form=(
            conditions.month(
                "month", "账期", lambda r: r.month, month_of(view.world.today), _limits(view)
            ),
            conditions.text("customer", "客户名称", lambda r: r.customer.name),
            conditions.select(
                "association", "关联类型", ASSOCIATIONS, lambda r: r.customer.association
            ),
        ),
        table=Table(
            id="expenditure-refunds",
            columns=(
                Column("month", "账期", lambda r: r.month, 100),
                _customer_column(view),
                Column("account", "客户账号名", lambda r: r.customer.account, 180),
                Column("bill_type", "账单类型", lambda r: r.bill_type, 190),
                Column("trade", "订单号/交易号", lambda r: r.trade_no, 220),
                Column("product_type", "产品类型", lambda r: r.product.kind, 180),
                Column("traded", "退款时间", lambda r: moment(r.traded_at), 180, "datetime"),
                Column("amount", "退款金额(元)", lambda r: money(r.amount), 150, "money"),
            ),
            rows=lambda: [record for record in records_seen(view) if record.is_refund],
            row_id=lambda record: record.trade_no,
        ),
        export=EXPORT_ITEMS,
        export_title="退款账单",
    )


def _customer_column(view: View) -> Column[Expenditure]:
    title = view.generation.customer_header
    return Column("customer", title, lambda r: r.customer.name, 260, masked=True)


def _details(view: View) -> Tab:
    return Tab(
        key="details",
        title="消费明细",
        form=_detail_fields(view),
        table=Table(
            id="expenditure-details",
            columns=_detail_columns(view),
            rows=lambda: records_seen(view),
            row_id=lambda record: record.trade_no,
        ),
        export=EXPORT_ITEMS,
        export_title="消费明细",
    )


def _detail_fields(view: View) -> tuple[Field[Expenditure], ...]:
    partner: Field[Expenditure] = conditions.text(
        "partner", "伙伴名称", lambda r: r.customer.reseller
    )
    return (
        conditions.month(
            "month", "账期", lambda r: r.month, month_of(view.world.today), _limits(view)
        ),
        conditions.text("customer", "客户名称", lambda r: r.customer.name),
        conditions.text("account", "客户账号名", lambda r: r.customer.account),
        *((partner,) if view.role.name == "distributor" else ()),
        conditions.text("manager", "客户经理姓名", lambda r: r.customer.manager),
        conditions.text("trade", "订单号/交易号", lambda r: r.trade_no),
        conditions.text("resource", "资源ID", lambda r: r.resource_id),
        conditions.text("resource_name", "资源名称", lambda r: r.resource_name),
        conditions.select("product_type", "产品类型", PRODUCT_TYPES, lambda r: r.product.kind),
        conditions.select(
            "association", "关联类型", ASSOCIATIONS, lambda r: r.customer.association
        ),
        conditions.select("charge_mode", "计费模式", CHARGE_MODES, lambda r: r.charge_mode),
        conditions.multi_select("bill_type", "账单类型", BILL_TYPES, lambda r: r.bill_type),
        conditions.select("region", "区域", REGIONS, lambda r: r.region),
        conditions.select(
            "payable", "应付金额", (NO_ZERO,), lambda r: NO_ZERO if r.amount else None, NO_ZERO
        ),
    )


def _detail_columns(view: View) -> tuple[Column[Expenditure], ...]:
    partner: Column[Expenditure] = Column(
        "partner", "伙伴名称", lambda r: plain(r.customer.reseller), 220, masked=True
    )
    return (
        Column("month", "账期", lambda r: r.month, 100),
        _customer_column(view),
        Column("account", "客户账号名", lambda r: r.customer.account, 180),
        *((partner,) if view.role.name == "distributor" else ()),
        Column("association", "关联类型", lambda r: r.customer.association, 110),
        Column("manager", "客户经理", lambda r: plain(r.customer.manager), 120),
        Column("traded", "消费时间", lambda r: moment(r.traded_at), 180, "datetime"),
        Column("trade", "订单号/交易号", lambda r: r.trade_no, 220),
        Column("bill_type", "账单类型", lambda r: r.bill_type, 190),
        Column("charge_mode", "计费模式", lambda r: r.charge_mode, 110),
        Column("product_type", "产品类型", lambda r: r.product.kind, 180),
        Column("product", "产品名称", lambda r: r.product.name, 260),
        Column("resource", "资源ID", lambda r: r.resource_id, 290),
        Column("resource_name", "资源名称", lambda r: r.resource_name, 180),
        Column("region", "区域", lambda r: r.region, 140),
        Column("list_price", "官网价(元)", lambda r: money(r.list_price), 140, "money"),
        Column("discount", "优惠金额(元)", lambda r: money(r.discount), 140, "money"),
        Column("amount", "应付金额(元)", lambda r: money(r.amount), 140, "money"),
        Column("payment", "支付方式", lambda r: r.payment_method, 110),
        Column("paid", "支付状态", lambda r: "已支付" if r.is_paid else "未支付", 110, "status"),
    )
