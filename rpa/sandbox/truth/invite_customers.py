"""The reported customers that `invite-customers` may invite, as they are now (P11)."""

from collections.abc import Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice, names
from rpa.sandbox.truth.typed import stamp
from rpa.sandbox.world.leads import LEAD_STATUSES, Lead, leads
from rpa.sandbox.world.world import World

_COLUMNS = (
    "报备编号",
    "客户名称",
    "联系人",
    "手机号码",
    "邮箱",
    "报备状态",
    "报备时间",
    "有效期",
    "客户经理",
    "邀请时间",
    "审核意见",
)
# How a customer is invited says nothing of who is reported.
_IGNORED = ("association", "email")


def invite_customers(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the customers that the role has reported, newest first."""
    check_names(inputs, ("customers", "status", *_IGNORED))
    rows = [_row(lead) for lead in _wanted(world, role, inputs)]
    return {"columns": list(_COLUMNS), "rows": rows, "total": len(rows)}


def _wanted(world: World, role: Role, inputs: Mapping[str, str]) -> Iterator[Lead]:
    customers = names(inputs, "customers")
    status = choice(inputs, "status", LEAD_STATUSES)
    for lead in leads(world, role.tenant):
        if (
            lead.customer.reseller == role.only_reseller
            and role.sees(lead.customer)
            and status in (None, lead.status)
            and (not customers or customers & {lead.id, lead.customer.name})
        ):
            yield lead


def _row(lead: Lead) -> list[str | None]:
    return [
        lead.id,
        lead.customer.name,
        lead.contact.name,
        lead.contact.phone,
        lead.mail,
        lead.status,
        stamp(lead.reported_at),
        stamp(lead.expires_at),
        lead.customer.manager,
        stamp(lead.invited_at),
        lead.reason,
    ]
