"""A 财务托管 sub-account that was taken out of the partner's customers; its master stayed."""

from dataclasses import dataclass
from datetime import datetime, time

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.months import MONTHS_KEPT, first_of, month_of
from rpa.sandbox.world.people import MANAGERS
from rpa.sandbox.world.world import World

_IN_THE_GUIDE = datetime(2024, 3, 14, 15, 25, 30)
"""When it happens in the portal's own example."""

_MONTHS_AGO = 8
_SUB = Customer(
    id="5f0c2a9d7b3e4c1f8a6d90e1b2c3d4e5",
    name="广州云舟智造有限公司南沙子公司",
    account="yunzhou-nansha",
    association="顾问销售",
    reseller=None,
    manager=MANAGERS[0],
)


@dataclass(frozen=True, slots=True)
class Unbinding:
    """Up to and including the second `at` 消费明细 names the sub-account, then its master."""

    sub: Customer
    master: Customer
    at: datetime


def unbinding(world: World, tenant: str) -> Unbinding:
    """Return the partner's one case: that of the guide while it is shown, else one alike."""
    directs = [customer for customer in world.customers(tenant) if customer.reseller is None]
    masters = [one for one in directs if one.manager == MANAGERS[0]] or directs
    earliest, guide = first_of(world.today, MONTHS_KEPT), _IN_THE_GUIDE.date()
    is_shown = earliest <= guide and month_of(guide) < month_of(world.today)
    day = first_of(world.today, _MONTHS_AGO).replace(day=guide.day)
    at = _IN_THE_GUIDE if is_shown else datetime.combine(day, time(15, 25, 30))
    return Unbinding(_SUB, masters[0], at)
