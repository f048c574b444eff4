"""业绩转移记录: 业绩 that went from one 客户经理 to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rpa.sandbox.world.people import MANAGERS
from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.revenue import Revenue, long_number, next_workday, revenues
from rpa.sandbox.world.world import World

REASONS = ("客户重新分配", "客户经理离职", "业绩归属调整")

_SHARE = 4
_LEAST = 14


@dataclass(frozen=True, slots=True)
class Transfer:
    """One entry that the customer's present 客户经理 took over."""

    no: str
    revenue: Revenue
    giver: str
    taker: str
    reason: str
    moved_at: datetime


def transfers(world: World, tenant: str) -> Sequence[Transfer]:
    """Return the partner's transfers, newest first."""
    return world.once("revenue-transfers", tenant, lambda: _build(world, tenant))


def _build(world: World, tenant: str) -> list[Transfer]:
    managed = [one for one in revenues(world, tenant) if one.customer.manager]
    most = max(_LEAST, len(managed) // _SHARE)
    found = [one for one in _chances(world, tenant, managed) if _is_past(one, world)]
    return sorted(found[:most], key=lambda one: one.moved_at, reverse=True)


def _is_past(transfer: Transfer, world: World) -> bool:
    is_shown = next_workday(transfer.revenue.formed_at) <= world.today
    return is_shown and transfer.moved_at.date() < world.today


def _chances(world: World, tenant: str, managed: Sequence[Revenue]) -> Iterator[Transfer]:
    rng = stream(world.seed, f"{tenant}/revenue-transfers")
    for revenue in managed:
        taker = revenue.customer.manager or ""
        yield Transfer(
            no=long_number(rng),
            revenue=revenue,
            giver=rng.one_of([name for name in MANAGERS if name != taker]),
            taker=taker,
            reason=rng.one_of(REASONS),
            moved_at=revenue.formed_at + timedelta(hours=rng.between(24, 24 * 60)),
        )
