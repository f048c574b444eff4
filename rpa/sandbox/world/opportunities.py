"""商机报备: deals that the partner hopes to close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rpa.sandbox.world.contacts import contact_of
from rpa.sandbox.world.coupon_book import number_of
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.products import PRODUCT_TYPES, REGIONS
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

STAGES = ("初步接触", "需求确认", "方案交流", "测试验证", "商务谈判", "赢单", "丢单")
CHANCES = ("10%", "30%", "50%", "70%", "90%")

_FEWEST = 12
_TOPICS = (
    "上云",
    "迁云",
    "容灾备份",
    "“一网通办”",
    "等保合规",
    "AI训练",
    "数据中台",
    "=IoT=平台",
    "官网改版",
)
_PHASES = ("", "", "一期", "二期", "（续建）")
_DETAILS = (
    "完成首轮需求调研",
    "POC 环境已交付，客户测试中",
    "客户要求 <信创> 适配清单",
    "=报价已发出=，等待客户内部审批",
    "竞争对手降价 20%",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What happened with an opportunity, as somebody wrote it down."""

    at: datetime
    stage: str
    chance: str
    talks: str
    tests: str
    details: str


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal with one customer; `monthly` and `revenue` are what it may bring in."""

    id: str
    name: str
    customer: Customer
    phone: str
    services: str
    stage: str
    revenue: Decimal | None
    monthly: Decimal | None
    closes: date
    created_at: datetime
    description: str
    task: str | None = None
    progress: tuple[Progress, ...] = ()


def opportunities(world: World, tenant: str) -> Sequence[Opportunity]:
    """Return the opportunities of the partner and its 云经销商, newest first."""
    return _opportunities(world, tenant)


def add_opportunity(world: World, tenant: str, new: Opportunity) -> Opportunity:
    """Put an opportunity on top of all, under an id of its own."""
    kept = _opportunities(world, tenant)
    number = number_of(stream(world.seed, f"{tenant}/new-opportunities/{len(kept)}"))
    kept.insert(0, replace(new, id=number))
    world.changed()
    return kept[0]


def change_opportunity(world: World, tenant: str, old: Opportunity, new: Opportunity) -> None:
    """Put a changed opportunity in the place of what it was."""
    kept = _opportunities(world, tenant)
    kept[kept.index(old)] = new


def _opportunities(world: World, tenant: str) -> list[Opportunity]:
    def build() -> list[Opportunity]:
        rng = stream(world.seed, f"{tenant}/opportunities")
        size = max(_FEWEST, world.count(tenant) // 3)
        return list(_found(rng, size, world.today, world.customers(tenant)))

    return world.once("opportunities", tenant, build)


def _found(
    rng: Chance, size: int, today: date, customers: Sequence[Customer]
) -> Iterator[Opportunity]:
    created_at = datetime.combine(today, time(9))
    gap_s = 500 * 86_400 // size
    for position in range(size):
        created_at -= timedelta(seconds=rng.between(gap_s // 4, gap_s * 7 // 4))
        customer = customers[position] if position < 2 else rng.one_of(customers)
        yield _opportunity(rng, customer, created_at)


def _opportunity(rng: Chance, customer: Customer, created_at: datetime) -> Opportunity:
    stage, services = rng.one_of(STAGES), rng.one_of(PRODUCT_TYPES)
    revenue = Decimal(int(10 ** rng.uniform(5, 9))).scaleb(-2)
    revenue = Decimal("0.00") if stage == "丢单" else revenue
    is_estimated = rng.random() < 0.9
    return Opportunity(
        id=number_of(rng),
        name=f"{rng.one_of(REGIONS)[3:]}{rng.one_of(_TOPICS)}项目{rng.one_of(_PHASES)}",
        customer=customer,
        phone=contact_of(customer).phone,
        services=services,
        stage=stage,
        revenue=revenue if is_estimated else None,
        monthly=(revenue / 12).quantize(Decimal("0.01")) if is_estimated else None,
        closes=created_at.date() + timedelta(days=rng.between(-10, 200)),
        created_at=created_at,
        description=rng.one_of(_DETAILS),
        progress=tuple(_progress(rng, stage, created_at)),
    )


def _progress(rng: Chance, stage: str, created_at: datetime) -> Iterator[Progress]:
    for step, reached in enumerate(STAGES[: STAGES.index(stage)][:5]):
        yield Progress(
            at=created_at + timedelta(days=3 * step, seconds=rng.between(0, 80_000)),
            stage=reached,
            chance=CHANCES[step],
            talks=rng.one_of(("已交流", "未交流")),
            tests=rng.one_of(("未测试", "测试中", "测试通过")),
            details=rng.one_of(_DETAILS),
        )
