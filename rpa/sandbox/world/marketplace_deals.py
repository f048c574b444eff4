"""云商店机会点专项激励: deals on joint 云商店 goods, and what the partner's share of them is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from rpa.sandbox.world.marketplace_goods import GOODS, Good
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

DEAL_STATUSES = ("待结算", "已结算", "已退款")
SETTLEMENT_STATUSES = ("待出账", "待确认", "已确认", "已付款")

_HISTORY_DAYS = 540
_LEAST = 24
_RECENT_DAYS = 3
_REFUND_CHANCE = 0.07
_LINES_PER_ORDER = (1, 1, 1, 2, 3)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Deal:
    """One line of an order on joint goods; a refund has a negative amount."""

    order_no: str
    line_no: str
    good: Good
    dealt_on: date
    amount: Decimal
    share: Decimal
    status: str

    @property
    def period(self) -> str:
        """Return the 账期 it is settled in."""
        return f"{self.dealt_on:%Y-%m}"

    @property
    def incentive(self) -> Decimal:
        """Return what the partner gets of it."""
        return (self.amount * self.share).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Settlement:
    """All deals of a month."""

    no: str
    status: str
    deals: tuple[Deal, ...]

    @property
    def period(self) -> str:
        """Return the 账期."""
        return self.deals[0].period

    @property
    def incentive(self) -> Decimal:
        """Return what the partner gets of all deals."""
        return sum((deal.incentive for deal in self.deals), Decimal("0.00"))


def deals(world: World, tenant: str) -> Sequence[Deal]:
    """Return all deals of the partner up to this minute, newest first, shown or not."""
    return world.once("marketplace-deals", tenant, lambda: _build(world, tenant))


def listed_deals(world: World, tenant: str) -> list[Deal]:
    """Return the deals that the portal lists: those up to 24:00 of yesterday."""
    return [deal for deal in deals(world, tenant) if deal.dealt_on < world.today]


def settlements(world: World, tenant: str) -> list[Settlement]:
    """Return the months that the listed deals are settled in, newest first."""
    months = groupby(listed_deals(world, tenant), key=lambda deal: deal.period)
    return [_settlement(world, tenant, tuple(grouped)) for _, grouped in months]


def _settlement(world: World, tenant: str, grouped: tuple[Deal, ...]) -> Settlement:
    dealt_on, today = grouped[0].dealt_on, world.today
    ago = (today.year - dealt_on.year) * 12 + today.month - dealt_on.month
    rng = stream(world.seed, f"{tenant}/marketplace-settlements/{ago}")
    number = f"{10**18 + rng.getrandbits(62)}"
    return Settlement(number, SETTLEMENT_STATUSES[min(ago, 3)], grouped)


def _build(world: World, tenant: str) -> list[Deal]:
    rng = stream(world.seed, f"{tenant}/marketplace-deals")
    count = max(_LEAST, world.count(tenant) // 4)
    found: list[Deal] = []
    for number in range(count):
        if len(found) < count:
            found += _order(rng, world.today, number)
    return sorted(found, key=lambda deal: deal.dealt_on, reverse=True)


def _order(rng: Chance, today: date, number: int) -> Iterator[Deal]:
    """Yield the lines of an order; the first orders are of the last days, today included."""
    chance = rng.between(0, _HISTORY_DAYS)
    dealt_on = today - timedelta(days=number if number < _RECENT_DAYS else chance)
    order_no = f"CS{10**17 + rng.getrandbits(70) % (9 * 10**18)}"
    for at in range(rng.one_of(_LINES_PER_ORDER)):
        good = rng.one_of(GOODS)
        amount = Decimal(int(10 ** rng.uniform(4, 8))).scaleb(-2)
        is_refund = rng.random() < _REFUND_CHANCE
        is_trial = rng.random() < _REFUND_CHANCE
        yield Deal(
            order_no=order_no,
            line_no=f"{order_no}-{at + 1:06d}",
            good=good,
            dealt_on=dealt_on,
            amount=Decimal("0.00") if is_trial else -amount if is_refund else amount,
            share=good.share,
            status=_status(dealt_on, today, is_refund=is_refund),
        )


def _status(dealt_on: date, today: date, *, is_refund: bool) -> str:
    if is_refund:
        return "已退款"
    first_open = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return "待结算" if dealt_on >= first_open else "已结算"
