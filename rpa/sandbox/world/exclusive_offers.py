"""专属优惠: discounts on 云商店 goods that merchants granted to a customer or a 云经销商."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.marketplace_goods import GOODS, Good
from rpa.sandbox.world.people import RESELLERS
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

WAITING, ACTIVE, EXPIRED = "待生效", "生效中", "已失效"
OFFER_STATUSES = (WAITING, ACTIVE, EXPIRED)
TRADE_MODES = ("代售", "转售", "直接交易")
OPERATIONS = ("失效", "删除")

_LEAST = 34
_PERIOD_DAYS = (30, 90, 180, 365, 730)
_FOR_RESELLER_CHANCE = 0.3
_NO_DISCOUNT_CHANCE = 0.15
_OPEN_END_CHANCE = 0.1


@dataclass(frozen=True, slots=True)
class ExclusiveOffer:
    """An approved offer, either to a customer or to a 云经销商; some have no end or no discount."""

    no: str
    good: Good
    customer: Customer | None
    reseller: str | None
    trade_mode: str
    discount_tenths: int | None
    begins_on: date
    ends_on: date | None

    @property
    def target(self) -> str:
        """Return whom it is for."""
        return self.customer.name if self.customer else self.reseller or ""

    @property
    def discount(self) -> str | None:
        """Return the 折扣 as it is spoken of, such as 8.5折."""
        return None if self.discount_tenths is None else f"{self.discount_tenths / 10:g}折"

    def status(self, today: date) -> str:
        """Return how it stands on a day."""
        if self.begins_on > today:
            return WAITING
        return EXPIRED if self.ends_on and self.ends_on < today else ACTIVE


@dataclass(frozen=True, slots=True)
class OfferOperation:
    """An offer that came to its end, or was deleted by somebody."""

    offer: ExclusiveOffer
    operation: str
    at: datetime
    operator: str


def exclusive_offers(world: World, tenant: str) -> list[ExclusiveOffer]:
    """Return the partner's approved offers, those that begin last first; one may be taken out."""
    return world.once("exclusive-offers", tenant, lambda: _build(world, tenant))


def offer_operations(world: World, tenant: str) -> list[OfferOperation]:
    """Return what happened to offers, newest first; more may be put in."""

    def build() -> list[OfferOperation]:
        ended = [
            OfferOperation(offer, OPERATIONS[0], _midnight_after(offer.ends_on), "系统")
            for offer in exclusive_offers(world, tenant)
            if offer.ends_on and offer.ends_on < world.today
        ]
        return sorted(ended, key=lambda one: one.at, reverse=True)

    return world.once("offer-operations", tenant, build)


def delete(world: World, tenant: str, offer: ExclusiveOffer, at: datetime, operator: str) -> None:
    """Take an offer out and note that it was deleted."""
    operations = offer_operations(world, tenant)
    exclusive_offers(world, tenant).remove(offer)
    operations.insert(0, OfferOperation(offer, OPERATIONS[1], at, operator))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _build(world: World, tenant: str) -> list[ExclusiveOffer]:
    rng = stream(world.seed, f"{tenant}/exclusive-offers")
    count = max(_LEAST, world.count(tenant) // 6)
    resold = tenant == "distributor"
    customers = world.customers(tenant)
    found = list(_offers(rng, world.today, count, customers, resold=resold))
    return sorted(found, key=lambda offer: offer.begins_on, reverse=True)


def _offers(
    rng: Chance, today: date, count: int, customers: Sequence[Customer], *, resold: bool
) -> Iterator[ExclusiveOffer]:
    """Yield offers, every third of which begins in the days to come or lately."""
    for number in range(count):
        ago = rng.between(-60, 40) if number % 3 == 0 else rng.between(0, 800)
        begins_on, period = today - timedelta(days=ago), rng.one_of(_PERIOD_DAYS)
        for_reseller = rng.random() < _FOR_RESELLER_CHANCE and resold
        customer, reseller = rng.one_of(customers), rng.one_of((*RESELLERS, RESELLERS[0]))
        yield ExclusiveOffer(
            no=f"ZS{10**17 + rng.getrandbits(80) % (9 * 10**18)}",
            good=rng.one_of(GOODS),
            customer=None if for_reseller else customer,
            reseller=reseller if for_reseller else None,
            trade_mode=rng.one_of(TRADE_MODES),
            discount_tenths=_discount(rng),
            begins_on=begins_on,
            ends_on=_end(rng, begins_on, period),
        )


def _discount(rng: Chance) -> int | None:
    tenths = rng.between(50, 100)
    return None if rng.random() < _NO_DISCOUNT_CHANCE else tenths


def _end(rng: Chance, begins_on: date, period: int) -> date | None:
    return None if rng.random() < _OPEN_END_CHANCE else begins_on + timedelta(days=period)
