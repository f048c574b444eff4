"""The agreement that `sign-agreement` may sign, and whether it is signed (P02)."""

from collections.abc import Mapping

from rpa.sandbox.agreements import ENTITY, TITLE, Agreements
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names
from rpa.sandbox.truth.typed import stamp
from rpa.sandbox.world.world import World

_COLUMNS = ("协议名称", "签约主体", "状态", "签署时间")


def sign_agreement(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the role's agreement, or no row when it is party to none."""
    check_names(inputs, ("agree",))
    agreements = Agreements(world)
    at = agreements.signed_at(role)
    row = [TITLE, ENTITY, "已签署" if at else "待签署", stamp(at)]
    rows = [row] if agreements.is_party(role) else []
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}
