"""客户订单: the orders of the partner's customers, and their resource lines (P03)."""

from rpa.sandbox import conditions
from rpa.sandbox.display import moment, money, plain
from rpa.sandbox.pages.view import View
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import EXPORT_ITEMS, Column, Field, Page, RowAction, Tab, Table
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.orders import ORDER_STATUSES, ORDER_TYPES, Order, OrderLine
from rpa.sandbox.world.products import PRODUCT_TYPES

ROUTE = "sales/customer-orders"


def build(view: View) -> Page:
    """Return the page as this view sees it."""
    crumbs = ("销售", view.generation.customer_group, "客户订单")
    return Page(ROUTE, "客户订单", crumbs, (_orders(view), _resources(view)))


def _orders(view: View) -> Tab:
    return Tab(
        key="orders",
        title="客户订单",
        form=(
            conditions.text("customer", "客户名称", lambda o: o.head.customer.name),
            conditions.text("order", "订单号", lambda o: o.head.order_no),
            conditions.select("status", "订单状态", ORDER_STATUSES, lambda o: o.head.status),
            conditions.select(
                "product_type", "产品类型", PRODUCT_TYPES, lambda o: o.head.product.kind
            ),
            conditions.select("order_type", "订单类型", ORDER_TYPES, lambda o: o.head.order_type),
            conditions.date_range("ordered", "下单时间", lambda o: o.head.ordered_at),
        ),
        table=Table(
            id="customer-orders",
            columns=_ORDER_COLUMNS,
            rows=view.orders,
            row_id=lambda order: order.head.order_no,
            insert=lambda order: view.insert_line(order.head),
            row_actions=(
                RowAction("details", "查看订单详情"),
                RowAction("change-price", "修改价格", inline=False, is_enabled=_is_negotiable),
                RowAction("price-changes", "改价记录", inline=False, is_enabled=_is_negotiable),
            ),
        ),
        export=EXPORT_ITEMS,
        export_title="客户订单",
    )


def _is_negotiable(order: Order) -> bool:
    return order.head.customer.association == "顾问销售" and order.head.status == "待支付"


_ORDER_COLUMNS: tuple[Column[Order], ...] = (
    Column("order", "订单号", lambda o: o.head.order_no, 210),
    Column("customer", "客户名称", lambda o: o.head.customer.name, 230, masked=True),
    Column("product_type", "产品类型", lambda o: o.head.product.kind, 180),
    Column("order_type", "订单类型", lambda o: o.head.order_type),
    Column("status", "订单状态", lambda o: o.head.status, 110, "status"),
    Column("ordered", "下单时间", lambda o: moment(o.head.ordered_at), 180, "datetime"),
    Column("paid", "支付时间", lambda o: moment(o.head.paid_at), 180, "datetime"),
    Column("list_price", "官网价(元)", lambda o: money(o.list_price), 140, "money"),
    Column("amount", "实付金额(元)", lambda o: money(o.amount), 140, "money"),
)


def _resources(view: View) -> Tab:
    return Tab(
        key="resources",
        title="订单资源明细",
        form=_form(view.role),
        table=Table(
            id="order-resources",
            columns=_resource_columns(view),
            rows=view.order_lines,
            row_id=lambda line: f"{line.order_no}.{line.resource_id}",
            insert=view.insert_line,
        ),
        export=EXPORT_ITEMS,
        export_title="客户订单资源明细",
    )


_FIELDS: tuple[Field[OrderLine], ...] = (
    conditions.date_range("expires", "订单行失效时间", lambda line: line.expires_at),
    conditions.text("customer", "客户名称", lambda line: line.customer.name),
    conditions.text("account", "客户账号名", lambda line: line.customer.account),
    conditions.text("reseller", "云经销商名称", lambda line: line.customer.reseller),
    conditions.text("order", "订单号", lambda line: line.order_no),
    conditions.select("product_type", "产品类型", PRODUCT_TYPES, lambda line: line.product.kind),
    conditions.multi_select("order_type", "订单类型", ORDER_TYPES, lambda line: line.order_type),
    conditions.select(
        "association", "关联类型", ASSOCIATIONS, lambda line: line.customer.association
    ),
    conditions.select("renewal", "是否续订", ("是", "否"), lambda line: line.renewal),
    conditions.select("status", "订单状态", ORDER_STATUSES, lambda line: line.status),
)
_HIDDEN_FIELDS = {
    "distributor": frozenset[str](),
    "reseller": frozenset({"account", "reseller", "association", "renewal"}),
}


def _form(role: Role) -> tuple[Field[OrderLine], ...]:
    hidden = _HIDDEN_FIELDS.get(role.name, frozenset({"reseller"}))
    return tuple(field for field in _FIELDS if field.key not in hidden)


def _resource_columns(view: View) -> tuple[Column[OrderLine], ...]:
    name = view.generation.customer_header
    reseller: Column[OrderLine] = Column(
        "reseller", "云经销商名称", lambda line: plain(line.customer.reseller), 220, masked=True
    )
    return (
        Column("order", "订单号", lambda line: line.order_no, 210),
        Column("customer", name, lambda line: line.customer.name, 230, masked=True),
        *((reseller,) if view.role.name == "distributor" else ()),
        Column("product_type", "产品类型", lambda line: line.product.kind, 180),
        Column("product", "产品名称", lambda line: line.product.name, 260),
        Column("resource", "资源ID", lambda line: line.resource_id, 290),
        Column("order_type", "订单类型", lambda line: line.order_type),
        Column("association", "关联类型", lambda line: line.customer.association, 110),
        Column("effective", "订单行生效时间", lambda li: moment(li.effective_at), 180, "datetime"),
        Column("expires", "订单行失效时间", lambda li: moment(li.expires_at), 180, "datetime"),
        Column("renewal", "是否续订", lambda line: plain(line.renewal), 100),
        Column("status", "订单状态", lambda line: line.status, 110, "status"),
        Column("amount", "订单金额", lambda line: money(line.amount), 140, "money"),
    )
