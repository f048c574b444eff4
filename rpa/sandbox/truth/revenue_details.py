"""The truth of `revenue-details` (P04)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, days
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.orders import ORDER_TYPES
from rpa.sandbox.world.products import PRODUCT_TYPES
from rpa.sandbox.world.revenue import BILLING_MODES, Revenue, published
from rpa.sandbox.world.world import World

_TEXTS = ("customer", "account", "order", "bill", "manager", "reseller")
_OPTIONS = {
    "product_type": PRODUCT_TYPES,
    "order_type": ORDER_TYPES,
    "billing_mode": BILLING_MODES,
    "association": ASSOCIATIONS,
}
_COLUMNS = (
    "业绩ID",
    "业绩单ID",
    "客户名称",
    "二级经销商名称",
    "客户经理姓名",
    "订单号",
    "订单类型",
    "产品类型",
    "产品名称",
    "计费模式",
    "关联类型",
    "业绩形成时间",
    "业绩金额",
)
_INPUTS = ("formed", *_TEXTS, *_OPTIONS)
_NOTHING = frozenset[str]()
_HIDDEN_INPUTS = {
    "distributor": _NOTHING,
    "reseller": frozenset({"reseller", "manager", "association"}),
}
_HIDDEN_COLUMNS = {
    "distributor": _NOTHING,
    "reseller": frozenset({"二级经销商名称", "客户经理姓名"}),
}


def revenue_details(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the 业绩 in the role's scope that the inputs ask for, newest first."""
    hidden_inputs = _HIDDEN_INPUTS.get(role.name, frozenset({"reseller"}))
    hidden_columns = _HIDDEN_COLUMNS.get(role.name, frozenset({"二级经销商名称"}))
    check_names(inputs, tuple(name for name in _INPUTS if name not in hidden_inputs))
    columns = [name for name in _COLUMNS if name not in hidden_columns]
    cells = (_cells(one) for one in _wanted(world, role, inputs))
    rows = [[cell[name] for name in columns] for cell in cells]
    return {"columns": columns, "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Revenue]:
    formed = days(inputs, "formed", world.today)
    chosen = {name: choice(inputs, name, options) for name, options in _OPTIONS.items()}
    exact = {name: option for name, option in chosen.items() if option is not None}
    parts = {name: inputs.get(name, "").strip().casefold() for name in _TEXTS}
    for one in published(world, role.tenant):
        values = _values(one)
        if (
            role.sees(one.customer)
            and all(values[name] == option for name, option in exact.items())
            and all(part in (values[name] or "").casefold() for name, part in parts.items())
            and (formed is None or formed.first <= one.formed_at.date() <= formed.last)
        ):
            yield one


def _values(one: Revenue) -> dict[str, str | None]:
    return {
        "customer": one.customer.name,
        "account": one.customer.account,
        "order": one.order_no,
        "bill": one.bill_no,
        "manager": one.customer.manager,
        "reseller": one.customer.reseller,
        "product_type": one.product.kind,
        "order_type": one.order_type,
        "billing_mode": one.billing_mode,
        "association": one.customer.association,
    }


def _cells(one: Revenue) -> dict[str, str | float | None]:
    return {
        "业绩ID": one.id,
        "业绩单ID": one.bill_no,
        "客户名称": one.customer.name,
        "二级经销商名称": one.customer.reseller,
        "客户经理姓名": one.customer.manager,
        "订单号": one.order_no,
        "订单类型": one.order_type,
        "产品类型": one.product.kind,
        "产品名称": one.product.name,
        "计费模式": one.billing_mode,
        "关联类型": one.customer.association,
        "业绩形成时间": stamp(one.formed_at),
        "业绩金额": number(one.amount),
    }
