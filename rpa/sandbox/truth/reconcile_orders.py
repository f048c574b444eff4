"""The truth of `reconcile-orders` (P17): where the API differs from the page."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rpa.sandbox.api.planted import FAULT, planted
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import Days, check_names, days
from rpa.sandbox.truth.typed import stamp
from rpa.sandbox.world.orders import Order
from rpa.sandbox.world.world import World

_COLUMNS = ["订单号", "差异", "页面", "接口"]
_COMPARED: Mapping[str, Callable[[Order], object]] = {
    "订单类型": lambda order: order.head.order_type,
    "订单状态": lambda order: order.head.status,
    "下单时间": lambda order: stamp(order.head.ordered_at),
    "支付时间": lambda order: stamp(order.head.paid_at),
    "官网价": lambda order: order.list_price,
    "实付金额": lambda order: order.amount,
}


def reconcile_orders(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the differences, as the page is ordered; there are none unless they are planted.

    The truth does not know which faults are on: whoever plants differences says so here.
    """
    check_names(inputs, ("ordered", FAULT))
    ordered = days(inputs, "ordered", world.today) or Days()
    seen = [one for one in world.orders(role.tenant) if role.sees(one.head.customer)]
    told = [one for order in seen for one in planted(order)] if FAULT in inputs else seen
    rows = list(_differences(_during(ordered, seen), _during(ordered, told)))
    return {"columns": _COLUMNS, "rows": rows, "total": len(rows)}


def _during(ordered: Days, orders: Sequence[Order]) -> dict[str, Order]:
    return {
        one.head.order_no: one
        for one in orders
        if ordered.first <= one.head.ordered_at.date() <= ordered.last
    }


def _differences(page: Mapping[str, Order], api: Mapping[str, Order]) -> Iterator[list[str | None]]:
    for number, order in page.items():
        if number not in api:
            yield [number, "仅页面有", None, None]
            continue
        for name, read in _COMPARED.items():
            one, other = read(order), read(api[number])
            if one != other:
                yield [number, name, _shown(one), _shown(other)]
    yield from ([number, "仅接口有", None, None] for number in api if number not in page)


def _shown(value: object) -> str | None:
    return None if value is None else str(value)
