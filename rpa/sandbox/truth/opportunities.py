"""The truth of `opportunities` (P14)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.nearest import unknown
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import BadInput, check_names, choice, days
from rpa.sandbox.truth.typed import number, stamp
from rpa.sandbox.world.opportunities import STAGES, Opportunity
from rpa.sandbox.world.opportunities import opportunities as all_opportunities
from rpa.sandbox.world.world import World

_COLUMNS = (
    "商机编号",
    "商机名称",
    "客户名称",
    "云经销商名称",
    "手机号码",
    "拓展阶段",
    "预计收入",
    "客户经理",
    "创建时间",
)
_OWN, _RESOLD = "我的客户", "云经销商的客户"
_TEXTS = ("name", "customer", "manager", "reseller")


def opportunities(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the opportunities that the role sees and the inputs ask for, newest first."""
    scope = _scope(role, inputs)
    is_resold = scope == _RESOLD
    names = ("scope", "name", "customer", "stage", "manager", "created")
    check_names(inputs, (*names, "reseller") if is_resold else names)
    rows = [_row(one) for one in _wanted(world, role, inputs, scope)]
    if is_resold:
        return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}
    hidden = _COLUMNS.index("云经销商名称")
    for row in rows:
        del row[hidden]
    columns = [name for name in _COLUMNS if name != "云经销商名称"]
    return {"columns": columns, "rows": rows, "total": len(rows)}


def _scope(role: Role, inputs: Mapping[str, str]) -> str | None:
    """Return whose customers are meant; only a 总经销商 has two kinds of them."""
    known = (_OWN, _RESOLD) if role.name == "distributor" else (_OWN,)
    scope = inputs.get("scope", "").strip() or _OWN
    if scope not in known:
        raise BadInput(f"scope: {unknown('value', scope, known)}")
    return scope if role.name == "distributor" else None


def _wanted(
    world: World, role: Role, inputs: Mapping[str, str], scope: str | None
) -> Iterator[Opportunity]:
    stage = choice(inputs, "stage", STAGES)
    created = days(inputs, "created", world.today)
    parts = {name: inputs.get(name, "").strip().casefold() for name in _TEXTS}
    for one in all_opportunities(world, role.tenant):
        customer = one.customer
        if not role.sees(customer) or (stage and one.stage != stage):
            continue
        if scope and (customer.reseller is not None) != (scope == _RESOLD):
            continue
        values = {
            "name": one.name,
            "customer": customer.name,
            "manager": customer.manager or "",
            "reseller": customer.reseller or "",
        }
        if any(part not in values[name].casefold() for name, part in parts.items()):
            continue
        if created and not created.first <= one.created_at.date() <= created.last:
            continue
        yield one


def _row(one: Opportunity) -> list[str | float | None]:
    return [
        one.id,
        one.name,
        one.customer.name,
        one.customer.reseller,
        one.phone,
        one.stage,
        number(one.revenue),
        one.customer.manager,
        stamp(one.created_at),
    ]
