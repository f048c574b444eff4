"""客户订单, as the API tells them."""

from rpa.sandbox.api.asked import Asked, Denied, Tests, amount, bad_parameter, found, listing, utc
from rpa.sandbox.api.codes import ORDER_STATUS, ORDER_TYPE, SERVICE
from rpa.sandbox.api.planted import told_orders
from rpa.sandbox.schema import Json
from rpa.sandbox.world.orders import Order, OrderLine

_CNY = {"measure_id": 1, "currency": "CNY"}
_ORDERS = {None: True, "-createtime": True, "createtime": False}


def list_orders(asked: Asked) -> Json:
    """ListCustomerOrders."""
    is_asked, newest_first = asked.scope(), _newest_first(asked)
    tests: Tests[Order] = (
        lambda one: is_asked(one.head.customer),
        asked.same("order_id", lambda one: one.head.order_no),
        asked.same("customer_id", lambda one: one.head.customer.id),
        asked.same("service_type_code", lambda one: SERVICE[one.head.product.kind]),
        asked.same("status", lambda one: ORDER_STATUS[one.head.status]),
        asked.same("order_type", lambda one: ORDER_TYPE[one.head.order_type]),
        asked.during("create_time", lambda one: one.head.ordered_at),
        asked.during("payment_time", lambda one: one.head.paid_at),
    )
    matching = found(told_orders(asked), tests)
    matching.sort(key=lambda one: one.head.ordered_at, reverse=newest_first)
    return listing("order_infos", "total_count", asked, matching, _order)


def show_order(asked: Asked) -> Json:
    """ShowCustomerOrderDetails."""
    is_asked, number = asked.scope(), asked.needed("order_id")
    order = next((one for one in told_orders(asked) if one.head.order_no == number), None)
    if order is None or not is_asked(order.head.customer):
        raise Denied(400, "CBC.30000010", f"The order {number} does not exist.")
    lines = listing("order_line_items", "total_count", asked, order.lines, _line)
    return lines | {"order_info": _order(order) | {"user_name": order.head.customer.account}}


def _newest_first(asked: Asked) -> bool:
    wanted = asked.text("order_by")
    if (key := wanted and wanted.casefold()) not in _ORDERS:
        raise bad_parameter("order_by")
    return _ORDERS[key]


def _order(order: Order) -> Json:
    head = order.head
    return {
        "order_id": head.order_no,
        "customer_id": head.customer.id,
        "service_type_code": SERVICE[head.product.kind],
        "service_type_name": head.product.kind,
        "source_type": 1,
        "status": ORDER_STATUS[head.status],
        "order_type": ORDER_TYPE[head.order_type],
        "amount_after_discount": amount(order.amount),
        "official_amount": amount(order.list_price),
        **_CNY,
        "create_time": utc(head.ordered_at),
        "payment_time": utc(head.paid_at),
        "sub_order_infos": None,
    }


def _line(line: OrderLine) -> Json:
    return {
        "order_line_item_id": line.resource_id,
        "order_id": line.order_no,
        "service_type_code": SERVICE[line.product.kind],
        "service_type_name": line.product.kind,
        "product_spec_desc": line.product.name,
        "effective_time": utc(line.effective_at),
        "expire_time": utc(line.expires_at),
        "subscription_num": 1,
        "amount_after_discount": amount(line.amount),
        "official_amount": amount(line.list_price),
        "currency": "CNY",
    }
