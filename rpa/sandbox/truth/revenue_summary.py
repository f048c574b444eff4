"""The truth of `revenue-summary` (P04)."""

from collections.abc import Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names
from rpa.sandbox.truth.months import month
from rpa.sandbox.truth.typed import number
from rpa.sandbox.world.revenue import bills, published
from rpa.sandbox.world.world import World

_COLUMNS = ("业绩单ID", "对账期次", "关联类型", "业绩总金额", "状态")


def revenue_summary(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the 业绩单 in the role's scope, the newest month first."""
    check_names(inputs, ("period",))
    period = month(inputs, "period", world.today)
    seen = [one for one in published(world, role.tenant) if role.sees(one.customer)]
    rows = [
        [bill.no, bill.period, bill.association, number(bill.amount), bill.status]
        for bill in bills(seen, world.today)
        if period is None or bill.period == period
    ]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}
