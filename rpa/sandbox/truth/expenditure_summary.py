"""The truth of `expenditure-summary` (P09)."""

from collections.abc import Iterable, Iterator, Mapping

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json
from rpa.sandbox.truth.inputs import check_names, choice
from rpa.sandbox.truth.months import month
from rpa.sandbox.truth.typed import number
from rpa.sandbox.world.customers import ASSOCIATIONS
from rpa.sandbox.world.expenditure_sums import ExpenditureSum, by_association, by_payment_method
from rpa.sandbox.world.months import earliest_month, month_of
from rpa.sandbox.world.world import World

GROUPINGS = ("按支付方式", "按关联类型")
COLUMNS = (
    "消费时间",
    "客户名称",
    "客户账号名",
    "客户经理",
    "分组",
    "消费金额",
    "本月已优惠金额",
    "退款金额",
)


def expenditure_summary(world: World, role: Role, inputs: Mapping[str, str]) -> Json:
    """Return the sums of one month that the role sees, by account."""
    check_names(inputs, ("month", "customer", "manager", "association", "grouping"))
    grouping = choice(inputs, "grouping", GROUPINGS) or GROUPINGS[0]
    find = by_payment_method if grouping == GROUPINGS[0] else by_association
    rows = [sum_row(one) for one in _wanted(find(world, role.tenant), world, role, inputs)]
    return {"columns": list(COLUMNS), "rows": rows, "total": len(rows)}


def asked_month(inputs: Mapping[str, str], world: World) -> str:
    """Return the month that is asked for, this one by default, and none that is too old."""
    asked = month(inputs, "month", world.today) or month_of(world.today)
    return max(asked, earliest_month(world.today))


def sum_row(one: ExpenditureSum) -> list[str | float | None]:
    """Return a sum as a row of the workbook."""
    return [
        one.month,
        one.customer.name,
        one.customer.account,
        one.customer.manager,
        one.group,
        number(one.consumed),
        number(one.discounted),
        number(one.refunded),
    ]


def _wanted(
    sums: Iterable[ExpenditureSum], world: World, role: Role, inputs: Mapping[str, str]
) -> Iterator[ExpenditureSum]:
    asked = asked_month(inputs, world)
    association = choice(inputs, "association", ASSOCIATIONS)
    name, manager = (inputs.get(key, "").strip().casefold() for key in ("customer", "manager"))
    for one in sums:
        customer = one.customer
        if (
            one.month == asked
            and role.sees(customer)
            and association in (None, customer.association)
            and name in customer.name.casefold()
            and manager in (customer.manager or "").casefold()
        ):
            yield one
