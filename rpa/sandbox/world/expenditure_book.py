"""How fee records come about, month by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.expenditures import DISCOUNTS, PAYMENT_METHODS, Expenditure
from rpa.sandbox.world.months import MONTHS_KEPT, first_of
from rpa.sandbox.world.products import PRODUCTS, REGIONS
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.unbinding import unbinding
from rpa.sandbox.world.world import World

_LEAST_PER_MONTH, _MOST_PER_MONTH = 16, 2000
_HIDDEN_MONTHS = 2
"""Months that are there, but too old for the portal to show."""

_BILL_TYPE_CHANCES = (
    ["消费-使用"] * 50
    + ["消费-新购"] * 12
    + ["消费-续订"] * 10
    + ["消费-自动续订"] * 6
    + ["消费-变更"] * 5
    + ["消费-按月付费", "消费-按年付费", "消费-抹零补扣"]
    + ["退款-退订"] * 5
    + ["退款-变更"] * 3
    + ["退款-包年/包月转按需"] * 2
    + ["调账-补偿"] * 2
    + ["调账-扣费"] * 2
)
_ON_DEMAND = frozenset({"消费-使用", "消费-抹零补扣"})
_SHARES_OFF = (0, 0, 5, 12, 15, 20, 30, 100)  # per cent; what is free of charge is off whole


def expenditures(world: World, tenant: str) -> Sequence[Expenditure]:
    """Return the fee records of the partner's customers up to this morning, newest first."""
    return world.once("expenditures", tenant, lambda: _build(world, tenant))


def _build(world: World, tenant: str) -> list[Expenditure]:
    if not world.count(tenant):
        return []
    book = _Book(stream(world.seed, f"{tenant}/expenditures"), world.customers(tenant))
    per_month = min(_MOST_PER_MONTH, max(_LEAST_PER_MONTH, world.count(tenant) // 6))
    records = [*book.records(world, per_month), *_of_subaccount(world, tenant)]
    return sorted(records, key=lambda record: record.traded_at, reverse=True)


@dataclass
class _Book:
    rng: Chance
    customers: Sequence[Customer]
    resources: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def records(self, world: World, per_month: int) -> Iterator[Expenditure]:
        """Yield so many records of every month, this month's first."""
        for back in range(MONTHS_KEPT + _HIDDEN_MONTHS + 1):
            begin, end = month_span(world, back)
            for _ in range(per_month):
                passed_s = int((end - begin).total_seconds() * self.rng.random())
                at = begin + timedelta(seconds=passed_s)
                yield self.record(self.rng.one_of(self.customers), at)

    def record(
        self,
        customer: Customer,
        traded_at: datetime,
        bill_types: Sequence[str] = _BILL_TYPE_CHANCES,
    ) -> Expenditure:
        """Return a fee record of a customer, of one of the bill types."""
        rng = self.rng
        bill_type = rng.one_of(bill_types)
        is_on_demand = bill_type in _ON_DEMAND
        product, region = rng.one_of(PRODUCTS), rng.one_of(REGIONS)
        resource_id, resource_name = self._resource(customer, product.name)
        list_price, discount = self._prices(bill_type)
        return Expenditure(
            trade_no=_trade_no(rng, is_order=not is_on_demand),
            customer=customer,
            summed_for=customer,
            traded_at=traded_at,
            bill_type=bill_type,
            charge_mode="按需" if is_on_demand else "包年/包月",
            product=product,
            region=region,
            resource_id=resource_id,
            resource_name=resource_name,
            payment_method=rng.one_of(PAYMENT_METHODS),
            discount_kind=rng.one_of(DISCOUNTS) if discount else None,
            list_price=list_price,
            discount=discount,
            is_paid=rng.random() < 0.94,
        )

    def _resource(self, customer: Customer, product: str) -> tuple[str, str]:
        known = self.resources.setdefault(customer.id, [])
        fresh = (
            f"{self.rng.getrandbits(128):032x}",
            f"{product[:8].strip()}-{self.rng.between(1, 10_000):04d}",
        )
        if known and self.rng.random() < 0.4:
            return self.rng.one_of(known)
        known.append(fresh)
        return fresh

    def _prices(self, bill_type: str) -> tuple[Decimal, Decimal]:
        rng = self.rng
        cents = int(10 ** rng.uniform(1, 5.5 if bill_type in _ON_DEMAND else 7))
        off = (
            cents * rng.one_of(_SHARES_OFF if bill_type == "消费-使用" else _SHARES_OFF[:-1]) // 100
        )
        if bill_type.startswith("调账"):
            off = 0
        if bill_type.startswith("退款") or bill_type == "调账-补偿":
            cents, off = -cents, -off
        return Decimal(cents).scaleb(-2), Decimal(off).scaleb(-2)


def month_span(world: World, back: int) -> tuple[datetime, datetime]:
    """Return begin and end of a month so many months ago; this one ends this morning."""
    begin = datetime.combine(first_of(world.today, back), time())
    if not back:
        return begin, datetime.combine(world.today, time(9))
    return begin, datetime.combine(first_of(world.today, back - 1), time())


def _trade_no(rng: Chance, *, is_order: bool) -> str:
    digits = f"{10**17 + rng.getrandbits(80) % (9 * 10**17)}"
    return f"CS{digits}" if is_order else f"{digits}{rng.between(0, 100):02d}"


_SECONDS_FROM_UNBINDING = (-700_000, -432_000, -86_399, -3_600, -1, 0)
_SECONDS_AFTER_UNBINDING = (1, 2, 1_800, 86_400, 604_800)
_GOES_ON = ("消费-使用", "消费-使用", "消费-使用", "消费-续订", "退款-变更")
_MONTHS_BEFORE = 3
_PER_MONTH_BEFORE = 6


def _of_subaccount(world: World, tenant: str) -> Iterator[Expenditure]:
    """Yield what the sub-account consumed until it was taken out, and after it on its resources."""
    unbound = unbinding(world, tenant)
    book = _Book(stream(world.seed, f"{tenant}/subaccount-expenditures"), ())
    for back in range(1, _MONTHS_BEFORE + 1):
        begin = datetime.combine(first_of(unbound.at.date(), back), time(8, 30))
        for number in range(_PER_MONTH_BEFORE):
            yield book.record(unbound.sub, begin + timedelta(days=4 * number, seconds=number))
    before = [
        book.record(unbound.sub, unbound.at + timedelta(seconds=seconds), _GOES_ON)
        for seconds in _SECONDS_FROM_UNBINDING
    ]
    yield from before
    for seconds, like in zip(_SECONDS_AFTER_UNBINDING, before, strict=False):
        yield replace(
            book.record(unbound.sub, unbound.at + timedelta(seconds=seconds), _GOES_ON),
            customer=unbound.master,
            product=like.product,
            region=like.region,
            resource_id=like.resource_id,
            resource_name=like.resource_name,
        )
