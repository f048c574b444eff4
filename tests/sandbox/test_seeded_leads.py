"""Coupons, tasks, opportunities and leads: the same seed gives the same, whatever day it is."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rpa.sandbox.world.coupons import coupon_book
from rpa.sandbox.world.leads import leads
from rpa.sandbox.world.opportunities import opportunities
from rpa.sandbox.world.sales_tasks import renewal_tasks, sales_tasks
from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)


def quota_numbers(world: World, tenant: str) -> list[str]:
    return [f"{one.number} {one.status} {one.balance}" for one in coupon_book(world, tenant).quotas]


def coupon_ids(world: World, tenant: str) -> list[str]:
    return [f"{one.id} {one.status} {one.balance}" for one in coupon_book(world, tenant).coupons]


def lead_ids(world: World, tenant: str) -> list[str]:
    return [f"{one.id} {one.status} {one.mail}" for one in leads(world, tenant)]


def task_ids(world: World, tenant: str) -> list[str]:
    return [f"{one.id} {one.status} {one.result}" for one in sales_tasks(world, tenant)]


def renewal_ids(world: World, tenant: str) -> list[str]:
    return [f"{one.id} {one.status} {one.amount}" for one in renewal_tasks(world, tenant)]


def opportunity_ids(world: World, tenant: str) -> list[str]:
    return [f"{one.id} {one.stage} {one.revenue}" for one in opportunities(world, tenant)]


TABLES = [quota_numbers, coupon_ids, lead_ids, task_ids, renewal_ids, opportunity_ids]


@pytest.mark.parametrize("tenant", ["distributor", "solution"])
@pytest.mark.parametrize("table", TABLES)
def test_only_dates_depend_on_today(table: Callable[[World, str], list[str]], tenant):
    given = table(World(3, 1286, TODAY), tenant)
    assert given == table(World(3, 1286, TODAY + timedelta(days=400)), tenant)
    assert given != table(World(4, 1286, TODAY), tenant)
    assert len({line.split()[0] for line in given}) == len(given)


@pytest.mark.parametrize("table", TABLES)
def test_the_smallest_world_has_more_than_a_page(table):
    assert len(table(World(1, 10, TODAY), "solution")) >= 12


@pytest.mark.parametrize("table", TABLES)
def test_the_default_world_is_built_at_once(table):
    world = World(1, 1286, TODAY)
    world.customers("distributor")
    begun = time.process_time()
    table(world, "distributor")
    assert time.process_time() - begun < 0.5
