from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from rpa.sandbox.roles import ROLES
from rpa.sandbox.world.companies import AWKWARD
from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)


def lines_of(role, world):
    return [line for line in world.order_lines(role.tenant) if role.sees(line.customer)]


@pytest.mark.parametrize("tenant", ["distributor", "solution"])
def test_same_seed_and_same_today_give_the_same_data(tenant):
    one, other = World(7, 300, TODAY), World(7, 300, TODAY)
    assert one.order_lines(tenant) == other.order_lines(tenant)
    assert one.customers(tenant) == other.customers(tenant)


def test_another_seed_gives_other_data():
    assert World(1, 50, TODAY).order_lines("solution") != World(2, 50, TODAY).order_lines(
        "solution"
    )


def test_tables_do_not_depend_on_which_is_asked_for_first():
    one, other = World(1, 300, TODAY), World(1, 300, TODAY)
    one.customers("solution")
    one.order_lines("solution")
    assert one.order_lines("distributor") == other.order_lines("distributor")


def test_another_today_moves_dates_and_nothing_else():
    early = World(1, 300, TODAY).order_lines("distributor")
    late = World(1, 300, date(2027, 1, 2)).order_lines("distributor")
    assert [(a.order_no, a.resource_id, a.customer, a.amount) for a in early] == [
        (b.order_no, b.resource_id, b.customer, b.amount) for b in late
    ]
    assert {b.ordered_at - a.ordered_at for a, b in zip(early, late, strict=True)} == {
        date(2027, 1, 2) - TODAY
    }


def test_the_distributor_has_exactly_the_rows_asked_for_and_others_have_fewer():
    world = World(1, 1286, TODAY)
    counts = {role.name: len(lines_of(role, world)) for role in ROLES.values()}
    assert counts["distributor"] == 1286
    assert counts["solution"] == 514
    assert 0 < counts["manager"] < counts["supervisor"] < 1286
    assert 0 < counts["reseller"] < 1286


def test_what_the_manager_sees_the_supervisor_sees_too():
    world = World(1, 1286, TODAY)
    assert set(lines_of(ROLES["manager"], world)) < set(lines_of(ROLES["supervisor"], world))


def test_no_rows_is_a_world_too():
    assert list(World(1, 0, TODAY).order_lines("distributor")) == []


def test_order_number_and_resource_are_a_key_and_newest_comes_first():
    lines = World(1, 1286, TODAY).order_lines("distributor")
    assert len({(line.order_no, line.resource_id) for line in lines}) == 1286
    times = [line.ordered_at for line in lines]
    assert times == sorted(times, reverse=True)


def test_identifiers_have_the_shape_of_the_portals():
    lines = World(1, 1286, TODAY).order_lines("distributor")
    assert {line.order_no[:2] for line in lines} == {"CS"}
    assert {len(line.order_no) for line in lines} == {20, 21, 22}
    assert {len(line.resource_id) for line in lines} == {32}
    assert any(line.resource_id.isdigit() for line in lines)


def test_the_data_holds_what_breaks_exports():
    lines = World(1, 1286, TODAY).order_lines("distributor")
    assert {line.customer.name for line in lines} >= set(AWKWARD)
    assert max(len(name) for name in AWKWARD) == 40
    assert {name[0] for name in AWKWARD} >= set("=+-@")
    amounts = [line.amount for line in lines]
    assert None in amounts
    assert Decimal("0.00") in amounts
    assert any(amount < 0 for amount in amounts if amount is not None)
    expiries = [line.expires_at.date() for line in lines if line.expires_at]
    assert min(expiries) < TODAY < max(expiries)
    assert len(expiries) < len(lines)


def test_different_customers_may_bear_the_same_name_but_never_the_same_account():
    customers = World(1, 1286, TODAY).customers("distributor")
    assert Counter(customer.name for customer in customers).most_common(1)[0][1] > 1
    assert len({customer.account for customer in customers}) == len(customers)


def test_orders_are_the_lines_grouped_by_order_number():
    world = World(1, 300, TODAY)
    orders = world.orders("distributor")
    assert [line for order in orders for line in order.lines] == list(
        world.order_lines("distributor")
    )
    assert len({order.head.order_no for order in orders}) == len(orders)
    order = next(order for order in orders if len(order.lines) > 2 and order.amount)
    assert order.amount == sum(line.amount for line in order.lines)


def test_an_inserted_row_is_the_newest_and_else_like_its_model():
    world = World(1, 300, TODAY)
    before = list(world.order_lines("distributor"))
    line = world.insert_newest("distributor", before[40])
    assert list(world.order_lines("distributor")) == [line, *before]
    assert world.orders("distributor")[0].lines == (line,)
    assert line.ordered_at > before[0].ordered_at
    assert (line.customer, line.amount) == (before[40].customer, before[40].amount)
    assert line.order_no not in {other.order_no for other in before}
