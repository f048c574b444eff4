"""业绩: what the orders of the partner's customers count for, and the bills that sum it up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from rpa.sandbox.world.customers import ASSOCIATIONS, Customer
from rpa.sandbox.world.orders import OrderLine
from rpa.sandbox.world.products import PRODUCTS, Product
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

BILLING_MODES = ("包年/包月", "按需计费", "一次性")
BILL_STATUSES = ("预估", "初稿", "终稿")

_HISTORY_DAYS = 730
_RECENT_DAYS = 4
_COUNTS_PER_CENT = (100, 100, 100, 100, 80, 50)
_METERED = tuple(
    product for product in PRODUCTS if product.kind in {"内容分发网络CDN", "弹性公网IP"}
)
_BOUGHT_ONCE = frozenset({"域名注册服务", "云商店"})
_CENT = Decimal("0.01")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Revenue:
    """What one order line, or the metered use of one day, counts for; no order then."""

    id: str
    bill_no: str
    customer: Customer
    order_no: str | None
    order_type: str | None
    product: Product
    billing_mode: str
    formed_at: datetime
    amount: Decimal

    @property
    def period(self) -> str:
        """Return the 对账期次 it is billed in."""
        return f"{self.formed_at:%Y-%m}"


@dataclass(frozen=True, slots=True)
class RevenueBill:
    """All that was formed in a month by customers of one association."""

    no: str
    period: str
    association: str
    status: str
    entries: tuple[Revenue, ...]

    @property
    def amount(self) -> Decimal:
        """Return the sum of what it bills."""
        return sum((entry.amount for entry in self.entries), Decimal("0.00"))


def revenues(world: World, tenant: str) -> Sequence[Revenue]:
    """Return all 业绩 of the partner up to this minute, newest first, shown or not."""
    return world.once("revenues", tenant, lambda: _build(world, tenant))


def published(world: World, tenant: str) -> Sequence[Revenue]:
    """Return the 业绩 that the portal shows: each appears a working day after its own day."""
    return world.once(
        "published-revenues",
        tenant,
        lambda: [
            one for one in revenues(world, tenant) if next_workday(one.formed_at) <= world.today
        ],
    )


def next_workday(moment: datetime) -> date:
    """Return the first day from Monday to Friday after this one."""
    day = moment.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def bills(entries: Iterable[Revenue], today: date) -> list[RevenueBill]:
    """Return what these are billed in, the newest month first."""
    listed = sorted(entries, key=lambda one: one.customer.association)
    listed.sort(key=lambda one: one.period, reverse=True)
    grouped = groupby(listed, key=lambda one: one.bill_no)
    return [_bill(no, tuple(entries), today) for no, entries in grouped]


def _bill(no: str, entries: tuple[Revenue, ...], today: date) -> RevenueBill:
    head = entries[0]
    association, ago = head.customer.association, months_before(today, head.formed_at)
    return RevenueBill(no, head.period, association, _status(association, ago), entries)


def _status(association: str, months_ago: int) -> str:
    """Return how far a bill is; of last month's bills those of 代售 are reviewed already."""
    if months_ago == 0:
        return "预估"
    return "初稿" if months_ago == 1 and association == ASSOCIATIONS[0] else "终稿"


def months_before(today: date, moment: datetime) -> int:
    """Return how many months ago it was, 0 in the month of today."""
    return (today.year - moment.year) * 12 + today.month - moment.month


def _build(world: World, tenant: str) -> list[Revenue]:
    rng = stream(world.seed, f"{tenant}/revenues")
    book = _Book(world, tenant, rng)
    found = [*book.of_orders(), *book.of_metered_use()]
    return sorted(found, key=lambda one: one.formed_at, reverse=True)


@dataclass(frozen=True, slots=True)
class _Book:
    world: World
    tenant: str
    rng: Chance

    def of_orders(self) -> Iterator[Revenue]:
        """Yield what the paid order lines of two years count for."""
        oldest = self.world.today - timedelta(days=_HISTORY_DAYS)
        for line in self.world.order_lines(self.tenant):
            if line.status != "已完成" or line.paid_at is None or line.amount is None:
                continue
            formed_at = line.paid_at + timedelta(seconds=self.rng.between(60, 9000))
            entry = self._of_line(line, line.amount, formed_at)
            if formed_at.date() > oldest:
                yield entry

    def of_metered_use(self) -> Iterator[Revenue]:
        """Yield what was used on demand."""
        rng = self.rng
        for day, buyers in self._days_of_use():
            formed_at = datetime.combine(day, time(0, 5)) + timedelta(seconds=rng.between(0, 14400))
            yield self._entry(
                rng.one_of(buyers),
                rng.one_of(_METERED),
                formed_at,
                Decimal(int(10 ** rng.uniform(2, 6))).scaleb(-2),
            )

    def _days_of_use(self) -> Iterator[tuple[date, Sequence[Customer]]]:
        """Yield each of the last days, last month for each association, and chance days."""
        today, everyone = self.world.today, self.world.customers(self.tenant)
        for ago in range(_RECENT_DAYS):
            yield today - timedelta(days=ago), everyone
        middle_of_last_month = today.replace(day=1) - timedelta(days=15)
        for association in ASSOCIATIONS:
            buyers = [one for one in everyone if one.association == association]
            yield middle_of_last_month, buyers or everyone
        for _ in range(self.world.count(self.tenant) // 25):
            yield today - timedelta(days=self.rng.between(1, _HISTORY_DAYS)), everyone

    def _of_line(self, line: OrderLine, amount: Decimal, formed_at: datetime) -> Revenue:
        share = Decimal(self.rng.one_of(_COUNTS_PER_CENT)).scaleb(-2)
        return self._entry(
            line.customer,
            line.product,
            formed_at,
            (amount * share).quantize(_CENT, ROUND_HALF_UP),
            line,
        )

    def _entry(
        self,
        customer: Customer,
        product: Product,
        formed_at: datetime,
        amount: Decimal,
        line: OrderLine | None = None,
    ) -> Revenue:
        return Revenue(
            id=long_number(self.rng),
            bill_no=self._bill_no(customer.association, formed_at),
            customer=customer,
            order_no=line.order_no if line else None,
            order_type=line.order_type if line else None,
            product=product,
            billing_mode=_billing_mode(line),
            formed_at=formed_at,
            amount=amount,
        )

    def _bill_no(self, association: str, formed_at: datetime) -> str:
        ago = months_before(self.world.today, formed_at)
        name = f"{self.tenant}/revenue-bills/{association}/{ago}"
        return long_number(stream(self.world.seed, name))


def _billing_mode(line: OrderLine | None) -> str:
    if line is None or line.order_type == "包年/包月转按需":
        return "按需计费"
    return "一次性" if line.product.kind in _BOUGHT_ONCE else "包年/包月"


def long_number(rng: Chance) -> str:
    """Return 18 to 20 digits, more than a float can keep."""
    first = 10 ** (17 + rng.between(0, 3))
    return str(first + rng.getrandbits(80) % (9 * first))
