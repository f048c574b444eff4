"""The resources that customers hold, by term or on demand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.months import first_of
from rpa.sandbox.world.products import PRODUCTS, REGIONS, Product
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

BY_TERM, ON_DEMAND = "包年/包月", "按需"
TERM_STATUSES = ("使用中", "已过期", "已冻结")
DEMAND_STATUSES = ("正常", "宽限期", "冻结中", "变更中", "正在关闭", "已关闭")
EXPIRY_POLICIES = ("进入宽限期", "转按需", "自动退订", "自动续订")

_MOST_BY_TERM = 8
_MOST_ON_DEMAND = 6
_TERM_DAYS = (30, 90, 365, 365, 1095)
_STAGES = ("prod", "test", "dev", "=demo")
_SYSTEMS = ("CentOS 7.9", "Ubuntu 22.04", "Huawei Cloud EulerOS 2.0", "Windows Server 2022")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a customer; what is charged on demand has no term and no policy."""

    customer: Customer
    mode: str
    id: str
    name: str
    product: Product
    region: str
    status: str
    opened_at: datetime
    expires_at: datetime | None
    policy: str | None
    order_no: str | None
    instance: str
    monthly: Decimal


def resources_of(world: World, tenant: str, customer: Customer) -> Sequence[Resource]:
    """Return a customer's resources, by term first, each newest first."""
    return world.once(
        f"customer-resources/{customer.id}",
        tenant,
        lambda: list(_resources(world, tenant, customer)),
    )


def by_term(world: World, tenant: str, customer: Customer) -> list[Resource]:
    """Return what 包年/包月资源 lists: all that is not closed."""
    return [one for one in resources_of(world, tenant, customer) if one.mode == BY_TERM]


def on_demand(world: World, tenant: str, customer: Customer) -> list[Resource]:
    """Return what 按需资源 lists."""
    return [one for one in resources_of(world, tenant, customer) if one.mode == ON_DEMAND]


def next_expiry(world: World, tenant: str, customer: Customer) -> datetime | None:
    """Return when the first of the customer's resources that are in use runs out."""
    ends = [
        one.expires_at
        for one in by_term(world, tenant, customer)
        if one.expires_at is not None and one.status == TERM_STATUSES[0]
    ]
    return min(ends, default=None)


def _resources(world: World, tenant: str, customer: Customer) -> Iterator[Resource]:
    rng = stream(world.seed, f"{tenant}/customer-resources/{customer.id}")
    counts = rng.between(0, _MOST_BY_TERM), rng.between(0, _MOST_ON_DEMAND)
    if rng.random() < 0.1:
        counts = 0, 0
    clock = datetime.combine(world.today, time(9))
    yield from sorted(
        (_by_term(rng, customer, clock) for _ in range(counts[0])),
        key=lambda one: one.opened_at,
        reverse=True,
    )
    last_month = datetime.combine(first_of(world.today, 1), time())
    yield from sorted(
        (_on_demand(rng, customer, clock, last_month) for _ in range(counts[1])),
        key=lambda one: one.opened_at,
        reverse=True,
    )


def _by_term(rng: Chance, customer: Customer, clock: datetime) -> Resource:
    opened_at = clock - timedelta(seconds=rng.between(1, 700 * 86_400))
    expires_at = opened_at + timedelta(days=rng.one_of(_TERM_DAYS))
    while expires_at < clock - timedelta(days=20):
        expires_at += timedelta(days=365)
    is_over = expires_at < clock
    is_frozen = rng.random() < (0.5 if is_over else 0.05)
    status = "已冻结" if is_frozen else "已过期" if is_over else "使用中"
    return _resource(
        rng,
        customer,
        BY_TERM,
        status,
        opened_at,
        expires_at=expires_at,
        policy=rng.one_of(EXPIRY_POLICIES),
    )


def _on_demand(rng: Chance, customer: Customer, clock: datetime, last_month: datetime) -> Resource:
    days, seconds = rng.between(0, 28), rng.between(0, 86_400)
    opened_at = last_month + timedelta(days=days, seconds=seconds)
    if rng.random() < 0.45:
        opened_at = clock - timedelta(days=60 + 12 * days, seconds=seconds)
    status = rng.one_of(DEMAND_STATUSES[:1] * 6 + DEMAND_STATUSES[1:])
    return _resource(rng, customer, ON_DEMAND, status, opened_at)


def _resource(
    rng: Chance,
    customer: Customer,
    mode: str,
    status: str,
    opened_at: datetime,
    *,
    expires_at: datetime | None = None,
    policy: str | None = None,
) -> Resource:
    product = rng.one_of(PRODUCTS)
    bits = rng.getrandbits(128)
    cores = 2 ** rng.between(0, 6)
    return Resource(
        customer=customer,
        mode=mode,
        # A resource id of digits only is what a spreadsheet turns into a number.
        id=f"{bits % 10**32:032d}" if bits % 20 == 0 else f"{bits:032x}",
        name=f"{rng.one_of(_STAGES)}-{product.kind[-3:].lower()}-{bits % 9000:04d}",
        product=product,
        region=rng.one_of(REGIONS),
        status=status,
        opened_at=opened_at,
        expires_at=expires_at,
        policy=policy,
        order_no=f"CS{10**17 + bits % (9 * 10**18)}" if mode == BY_TERM else None,
        instance=f"{cores} vCPUs | {cores * 2} GiB | {rng.one_of(_SYSTEMS)}",
        monthly=Decimal(rng.between(100, 900_000)).scaleb(-2),
    )
