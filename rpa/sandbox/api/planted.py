"""Differences between the orders of the API and those of the page, planted by a fault."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zlib import crc32

from rpa.sandbox.api.asked import Asked
from rpa.sandbox.world.orders import Order, OrderLine

FAULT = "api_differs"
_ONE_IN = 23
_CENT = Decimal("0.01")


def told_orders(asked: Asked) -> Sequence[Order]:
    """Return the orders of a tenant as the API tells them."""
    orders = asked.world.orders(asked.role.tenant)
    if not asked.sandbox.faults.is_on(FAULT):
        return orders
    return [told for order in orders for told in planted(order)]


def planted(order: Order) -> Iterator[Order]:
    """Yield what the API makes of an order: mostly the same, at times another, none, or two."""
    head = order.head
    match crc32(head.order_no.encode()) % _ONE_IN:
        case 0:
            return
        case 1:
            yield _changed(order, replace(head, amount=(head.amount or Decimal(0)) + _CENT))
        case 2:
            other = "已取消" if head.status == "已完成" else "已完成"
            yield _changed(order, replace(head, status=other))
        case 3:
            yield _changed(order, replace(head, ordered_at=head.ordered_at + timedelta(seconds=1)))
        case 4:
            yield order
            yield Order((replace(head, order_no=f"{head.order_no[:-4]}0000"),))
        case _:
            yield order


def _changed(order: Order, head: OrderLine) -> Order:
    return Order((head, *order.lines[1:]))
