"""营销任务: what is to be done with customers, and large orders that are to be renewed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from rpa.sandbox.world.coupon_book import number_of
from rpa.sandbox.world.customers import Customer
from rpa.sandbox.world.order_book import order_number
from rpa.sandbox.world.products import PRODUCTS, Product
from rpa.sandbox.world.randomness import Chance, stream
from rpa.sandbox.world.world import World

TASK_KINDS = ("新客拓展", "存量深耕", "产品上新", "流失挽回", "续费提醒")
TASK_STATUSES = ("待处理", "处理中", "已完成", "已关闭")

_FEWEST = 12
_CAMPAIGNS = (
    "“云上新生”新客首购专项",
    "数据库上云推广（第二批）",
    "=CDN 流量包 促销=",
    "AI 算力 · 昇腾专项",
    "安全合规（等保2.0）唤醒",
    "年中大促<618>",
    "双11 大促",
    "沉默客户激活",
)
_RESULTS = (
    "客户有意向，下周上门交流",
    "已下单",
    "暂无预算，明年Q1再联系",
    "电话无人接听",
    "客户已选用其他云，原因：价格；跟进人：待定",
    "=无效线索=",
)


@dataclass(frozen=True, slots=True)
class SalesTask:
    """One task for one customer; tasks of a campaign share their name."""

    id: str
    name: str
    kind: str
    customer: Customer
    product: Product
    begins: date
    ends: date
    status: str
    result: str | None


@dataclass(frozen=True, slots=True)
class RenewalTask:
    """A large order that ends soon, or has ended, and should be renewed."""

    id: str
    order_no: str
    customer: Customer
    product: Product
    amount: Decimal
    ends: date
    status: str
    result: str | None


def sales_tasks(world: World, tenant: str) -> Sequence[SalesTask]:
    """Return the partner's sales tasks, the latest to begin first."""
    return _sales_tasks(world, tenant)


def renewal_tasks(world: World, tenant: str) -> Sequence[RenewalTask]:
    """Return the partner's large renewals, those that end first in front."""
    return _renewal_tasks(world, tenant)


def insert_task(world: World, tenant: str, like: SalesTask) -> SalesTask:
    """Put a task like this one on top of all."""
    tasks = _sales_tasks(world, tenant)
    task = replace(like, id=number_of(stream(world.seed, f"{tenant}/new-tasks/{len(tasks)}")))
    tasks.insert(0, task)
    world.changed()
    return task


def handle_task(world: World, tenant: str, task: SalesTask, status: str, result: str) -> None:
    """Note how far a sales task is."""
    tasks = _sales_tasks(world, tenant)
    tasks[tasks.index(task)] = replace(task, status=status, result=result)


def handle_renewal(world: World, tenant: str, task: RenewalTask, status: str, result: str) -> None:
    """Note how far a renewal is."""
    tasks = _renewal_tasks(world, tenant)
    tasks[tasks.index(task)] = replace(task, status=status, result=result)


def _sales_tasks(world: World, tenant: str) -> list[SalesTask]:
    def build() -> list[SalesTask]:
        rng = stream(world.seed, f"{tenant}/sales-tasks")
        size = max(_FEWEST, world.count(tenant) // 3)
        return list(_tasks(rng, size, world.today, world.customers(tenant)))

    return world.once("sales-tasks", tenant, build)


def _tasks(
    rng: Chance, size: int, today: date, customers: Sequence[Customer]
) -> Iterator[SalesTask]:
    begins = today + timedelta(days=20)
    for position in range(size):
        if position % max(1, size // 40) == 0:
            begins -= timedelta(days=rng.between(3, 24))
            name, kind = rng.one_of(_CAMPAIGNS), rng.one_of(TASK_KINDS)
            ends = begins + timedelta(days=rng.one_of((7, 14, 30, 60)))
        status = _status(rng, begins, ends, today)
        yield SalesTask(
            id=number_of(rng),
            name=name,
            kind=kind,
            customer=rng.one_of(customers),
            product=rng.one_of(PRODUCTS),
            begins=begins,
            ends=ends,
            status=status,
            result=rng.one_of(_RESULTS) if status in {"处理中", "已完成"} else None,
        )


def _status(rng: Chance, begins: date, ends: date, today: date) -> str:
    if begins > today:
        return "待处理"
    if ends < today:
        return rng.one_of(("已完成", "已完成", "已关闭"))
    return rng.one_of(("待处理", "待处理", "处理中", "已完成"))


def _renewal_tasks(world: World, tenant: str) -> list[RenewalTask]:
    def build() -> list[RenewalTask]:
        rng = stream(world.seed, f"{tenant}/renewal-tasks")
        size = max(_FEWEST, world.count(tenant) // 12)
        return list(_renewals(rng, size, world.today, world.customers(tenant)))

    return world.once("renewal-tasks", tenant, build)


def _renewals(
    rng: Chance, size: int, today: date, customers: Sequence[Customer]
) -> Iterator[RenewalTask]:
    ends = today - timedelta(days=15)
    for _ in range(size):
        ends += timedelta(days=rng.between(0, 4))
        status = rng.one_of(("待处理", "待处理", "处理中", "已完成", "已关闭"))
        yield RenewalTask(
            id=number_of(rng),
            order_no=order_number(rng),
            customer=rng.one_of(customers),
            product=rng.one_of(PRODUCTS),
            amount=Decimal(int(10 ** rng.uniform(7, 9))).scaleb(-2),
            ends=ends,
            status=status,
            result=rng.one_of(_RESULTS) if status in {"处理中", "已完成"} else None,
        )
