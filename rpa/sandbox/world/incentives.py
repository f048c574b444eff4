"""激励账单: what a partner earns by the 业绩 of a month, and who has confirmed it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.revenue import (
    Revenue,
    RevenueBill,
    bills,
    long_number,
    months_before,
    published,
)
from rpa.sandbox.world.world import World

WAITING, CONFIRMED, SETTLED = "待确认", "已确认", "已结算"
INCENTIVE_STATUSES = (WAITING, CONFIRMED, "自动确认", SETTLED)
BONUS = "季度业绩达成激励"
INCENTIVES = ("顾问销售激励", "代售业务激励", BONUS)

_RATES = {
    "顾问销售": ("0.06", "0.08", "0.10", "0.12"),
    "代售": ("0.10", "0.15", "0.18"),
    BONUS: ("0.02", "0.03"),
}
_NAMES = {"顾问销售": INCENTIVES[0], "代售": INCENTIVES[1]}
_LATER = ("自动确认", SETTLED, SETTLED, SETTLED)
_MONTHS = 18
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class IncentiveBill:
    """An incentive of one month: what it is reckoned from, at which rate."""

    no: str
    name: str
    basis: RevenueBill
    rate: Decimal
    status: str

    @property
    def amount(self) -> Decimal:
        """Return the basis times the rate."""
        return self.share(self.basis.amount)

    def share(self, amount: Decimal) -> Decimal:
        """Return what this much 业绩 earns."""
        return (amount * self.rate).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class IncentiveLine:
    """What one 业绩 adds to an incentive."""

    bill: IncentiveBill
    revenue: Revenue


def incentive_bills(
    world: World, tenant: str, partner: str, sees: Callable[[Customer], bool]
) -> list[IncentiveBill]:
    """Return the partner's bills, newest first; its customers are those of a tenant it `sees`."""

    def build() -> list[IncentiveBill]:
        entries = [one for one in published(world, tenant) if sees(one.customer)]
        return list(_bills(world, partner, bills(entries, world.today)))

    return world.once("incentive-bills", partner, build)


def confirm(listed: list[IncentiveBill], bill: IncentiveBill) -> None:
    """Note that the partner agrees with a bill."""
    at = listed.index(bill)
    listed[at] = IncentiveBill(bill.no, bill.name, bill.basis, bill.rate, CONFIRMED)


def _bills(world: World, partner: str, months: list[RevenueBill]) -> Iterator[IncentiveBill]:
    for month in months:
        ago = months_before(world.today, month.entries[0].formed_at)
        if not 0 < ago <= _MONTHS:
            continue
        yield _bill(world.seed, partner, month, ago, _NAMES[month.association])
        if date.fromisoformat(f"{month.period}-01").month % 3 == 0:
            yield _bill(world.seed, partner, month, ago, BONUS)


def _bill(seed: int, partner: str, month: RevenueBill, ago: int, name: str) -> IncentiveBill:
    rng = stream(seed, f"{partner}/incentive-bills/{month.association}/{name}/{ago}")
    rates = _RATES[BONUS if name == BONUS else month.association]
    later = rng.one_of(_LATER)
    return IncentiveBill(
        no=long_number(rng),
        name=name,
        basis=month,
        rate=Decimal(rng.one_of(rates)),
        status=WAITING if ago == 1 else CONFIRMED if ago == 2 else later,
    )
