"""The truth of `order-resources` (P03)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, choices, days
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.orders import ORDER_STATUSES, ORDER_TYPES, OrderLine
from rpa.sandbox.world.products import PRODUCT_TYPES
from rpa.sandbox.world.world import World

_COLUMNS = (
    "订单号",
    "客户名称",
    "云经销商名称",
    "产品类型",
    "产品名称",
    "资源ID",
    "订单类型",
    "关联类型",
    "订单行生效时间",
    "订单行失效时间",
    "是否续订",
    "订单状态",
    "订单金额",
)
_SHORT = ("expires", "customer", "order", "product_type", "order_type", "status")
_COMMON = (*_SHORT, "account", "association", "renewal")
_INPUTS = {"distributor": (*_COMMON, "reseller"), "reseller": _SHORT}


def order_resources(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the order lines that the role sees and the inputs ask for, newest first."""
    check_names(inputs, _INPUTS.get(role.name, _COMMON))
    with_reseller = role.name == "distributor"
    rows = [_row(line) for line in _wanted(world, role, inputs)]
    if with_reseller:
        return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}
    hidden = _COLUMNS.index("云经销商名称")
    for row in rows:
        del row[hidden]
    columns = [name for name in _COLUMNS if name != "云经销商名称"]
    return {"columns": columns, "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[OrderLine]:
    expires = days(inputs, "expires", world.today)
    order_types = choices(inputs, "order_type", ORDER_TYPES)
    exact = {
        "product_type": choice(inputs, "product_type", PRODUCT_TYPES),
        "association": choice(inputs, "association", ASSOCIATIONS),
        "renewal": choice(inputs, "renewal", ("是", "否")),
        "status": choice(inputs, "status", ORDER_STATUSES),
    }
    exact = {name: value for name, value in exact.items() if value is not None}
    parts = {name: inputs.get(name, "").strip() for name in _TEXTS}
    parts = {name: part.casefold() for name, part in parts.items() if part}
    for line in world.order_lines(role.tenant):
        if not role.sees(line.customer):
            continue
        values = _values(line)
        if any(values[name] != value for name, value in exact.items()):
            continue
        if any(part not in (values[name] or "").casefold() for name, part in parts.items()):
            continue
        if order_types and line.order_type not in order_types:
            continue
        if expires and not (
            line.expires_at and expires.first <= line.expires_at.date() <= expires.last
        ):
            continue
        yield line


_TEXTS = ("customer", "account", "reseller", "order")


def _values(line: OrderLine) -> dict[str, str | None]:
    customer = line.customer
    return {
        "customer": customer.name,
        "account": customer.account,
        "reseller": customer.reseller,
        "order": line.order_no,
        "product_type": line.product.kind,
        "association": customer.association,
        "renewal": line.renewal,
        "status": line.status,
    }


def _row(line: OrderLine) -> list[str | float | None]:
    customer, product = line.customer, line.product
    return [
        line.order_no,
        customer.name,
        customer.reseller,
        product.kind,
        product.name,
        line.resource_id,
        line.order_type,
        customer.association,
        stamp(line.effective_at),
        stamp(line.expires_at),
        line.renewal,
        line.status,
        number(line.amount),
    ]
