"""A session may end at any request: the flow signs in again, goes back, and reads all the same.

`RPA_FULL=1` ends it at each request of each reading flow; without it at some of one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from rpa.events import Noticed, PageRead

pytestmark = pytest.mark.browser

IS_FULL = bool(os.environ.get("RPA_FULL"))
FLOWS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yaml").read_text()
)
AGAIN = "the portal has ended the session; signing in again"
OPTIONS = {"seed": 5, "rows": 120}
# Who goes from customer to customer asks the same of each.
FEW = {"seed": 5, "rows": 12}


@contextmanager
def ending_session(replica: Any, after: int) -> Iterator[None]:
    """Let the session end after so many requests from now on."""
    replica.end_session(after)
    try:
        yield
    finally:
        replica.fault("session_expires", on=False)


@pytest.fixture
def times_ended(
    replicas: Callable[..., Any],
    signed_in: Callable[..., Any],
    workbook: Callable[..., Path],
    sheet: Callable[..., dict[str, Any]],
) -> Callable[[str, int], int]:
    """Run a flow whose session ends, see that it reads all, and count the new sign-ins."""

    def run(slug: str, after: int) -> int:
        flow = FLOWS[slug]
        options = FEW if flow.get("slow") else OPTIONS
        role, given = flow["roles"][0], flow.get("given", {})
        replica, session = replicas(**options), signed_in(role, **options)
        session.loop.sign_in._times = 0  # a run has but so many, and this browser many runs
        with ending_session(replica, after):
            sheets = session.run(slug, given)
        truth = replica.truth(slug, role=role, **given)
        further = truth.pop("sheets", {})
        book = workbook(sheets)
        assert sheet(book, sheets[0].name) == truth
        assert {one: sheet(book, one) for one in further} == further
        assert session.verdicts() == {"holds"}
        return again_in(session.events)

    return run


def again_in(events: list[Any]) -> int:
    return [one.message for one in events if isinstance(one, Noticed)].count(AGAIN)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 3, 6])
def test_a_session_that_ends_while_reading_costs_one_sign_in_and_no_row(times_ended, after):
    assert times_ended("order-resources", after) == 1


@pytest.mark.slow
def test_reading_goes_on_after_the_last_page_that_was_read(replicas, signed_in, workbook, sheet):
    options = {"seed": 2, "rows": 460}
    replica, session = replicas(**options), signed_in("distributor", **options)
    # Five requests come before the second page is asked for; the last page that was read is asked
    # for again, to see that it is still the same.
    with ending_session(replica, 7):
        sheets = session.run("order-resources", {})
    assert sheet(workbook(sheets), sheets[0].name) == replica.truth("order-resources")
    assert again_in(session.events) == 1
    assert [one.page for one in session.events if isinstance(one, PageRead)] == [1, 2, 3, 4, 5]
    said = [one.message for one in session.events if isinstance(one, Noticed)]
    assert any("going on after page" in message for message in said)


@pytest.mark.slow
@pytest.mark.parametrize("after", [1])
def test_a_session_that_ends_while_signing_in_costs_another_sign_in(fresh_replica, run_flow, after):
    replica = fresh_replica(**OPTIONS, fault=f"session_expires={after}")
    ended = run_flow("revenue-summary", replica)
    assert (ended.finished.exit_code, ended.finished.error) == (0, "")
    assert ended.sheet("业绩汇总") == replica.truth("revenue-summary")
    assert again_in(ended.events) == 1


@pytest.mark.skipif(not IS_FULL, reason="takes long; RPA_FULL=1 runs it")
@pytest.mark.parametrize("slug", FLOWS)
def test_a_session_may_end_at_every_request_of_every_reading_flow(times_ended, slug):
    for after in count():
        if (times := times_ended(slug, after)) == 0:
            assert after > 2
            return
        assert times == 1, f"after {after} requests"


@pytest.mark.skipif(not IS_FULL, reason="takes long; RPA_FULL=1 runs it")
def test_a_session_may_end_at_every_request_while_orders_are_reconciled(replicas, signed_in):
    options = {"seed": 5, "rows": 200}
    replica, session = replicas(**options), signed_in("solution", **options)
    for after in count():
        session.loop.sign_in._times = 0
        with ending_session(replica, after):
            differences, shown, told = session.run(
                "reconcile-orders", {"ordered": "2026-01-01..2026-10-31"}
            )
        assert (list(differences.rows.cells), session.verdicts()) == ([], {"holds"}), after
        assert len(shown.rows) == len(told.rows) > 0
        if (times := again_in(session.events)) == 0:
            assert after > 2
            return
        assert times == 1, f"after {after} requests"
