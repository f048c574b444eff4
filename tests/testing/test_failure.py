"""What is said of a flow that failed: the step's lines, the page, what is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rpa.events import Event, FileWritten, RunStarted, StepFailedEvent, StepStarted
from rpa.tables import Proof
from rpa.testing.failure import FlowFailed, excerpt
from rpa.testing.result import Result

FLOW = """\
title: Orders
steps:
  - open: Orders
  - expect:
      element: Total

      text: "7"

  - excel: {sheet: Orders}
"""


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("orders.yaml").write_text(FLOW)
    return "orders.yaml"


def result(events: tuple[Event, ...] = (), proofs: tuple[Proof, ...] = ()) -> Result:
    error = "Total: expected the text 7, found 8" if events else ""
    return Result(
        flow="orders",
        account="clerk",
        site="sandbox",
        exit_code=1 if events else 0,
        error=error,
        folder=Path.cwd() / "output" / "r1",
        events=events,
        proofs=proofs,
    )


def test_a_failure_shows_the_step_and_the_page(flow: str):
    error = "Total: expected the text 7, found 8"
    events = (
        RunStarted(
            run="r1",
            flow="orders",
            title="Orders",
            portal="shop",
            site="sandbox",
            account="clerk",
            folder=Path("output/r1"),
            inputs={"customer": "Li"},
            steps=3,
        ),
        StepStarted(path="steps[1]", kind="expect", words="", place=f"{flow}:4:5"),
        StepFailedEvent(
            path="steps[1]",
            error=error,
            url="http://localhost/orders",
            title="Orders",
            screenshot=Path.cwd() / "failure-1.png",
        ),
        FileWritten(path=Path.cwd() / "trace.zip", kind="trace"),
    )
    proofs = (Proof("Orders", "count", "fails", "9 rows, 10 by the pager"),)
    assert (
        str(FlowFailed(result(events, proofs)))
        == """\
Total: expected the text 7, found 8

orders.yaml:4:5
     2 | steps:
     3 |   - open: Orders
>    4 |   - expect:
>    5 |       element: Total
>    6 |
>    7 |       text: "7"

flow        orders as clerk on sandbox
inputs      customer Li
page        Orders http://localhost/orders
proof       Orders: count: 9 rows, 10 by the pager
screenshot  failure-1.png
trace       trace.zip
folder      output/r1"""
    )


def test_each_step_that_only_noted_its_failure_is_shown(flow: str):
    noted = ("Total: expected the text 7, found 8", "the title: expected to hold Chair")
    events = [
        event
        for at, error in enumerate(noted, 1)
        for event in (
            StepStarted(path=f"steps[{at}]", kind="expect", words="", place=f"{flow}:{at + 2}:5"),
            StepFailedEvent(path=f"steps[{at}]", error=error, url=f"http://localhost/{at}"),
        )
    ]
    rescued = StepFailedEvent(path="steps[3]", error="nothing to sell")
    told = replace(
        result((*events, rescued)),
        error=f"2 things are not as expected:\n1. {noted[0]}\n2. {noted[1]}",
    )
    assert str(FlowFailed(told)).splitlines()[3:] == [
        "",
        f"1. {flow}:3:5",
        "     1 | title: Orders",
        "     2 | steps:",
        ">    3 |   - open: Orders",
        "",
        f"2. {flow}:4:5",
        "     2 | steps:",
        "     3 |   - open: Orders",
        ">    4 |   - expect:",
        ">    5 |       element: Total",
        ">    6 |",
        '>    7 |       text: "7"',
        "",
        "flow        orders as clerk on sandbox",
        "page        http://localhost/1",
        "page        http://localhost/2",
        "folder      output/r1",
    ]


def test_a_flow_that_should_fail_and_does_not_is_told(flow: str):
    assert (
        str(FlowFailed(result(), exit_code=4))
        == """\
it ended well
expected exit code 4, found 0

flow        orders as clerk on sandbox
folder      output/r1"""
    )


def test_rows_that_could_not_be_proved_are_the_cause_where_nothing_else_is(flow: str):
    proofs = (
        Proof("Orders", "count", "fails", "9 rows, 10 by the pager"),
        Proof("Orders", "keys", "holds", "9 keys"),
    )
    unproved = replace(result((), proofs), exit_code=3)
    assert str(FlowFailed(unproved)).splitlines()[:2] == [
        "Orders: 9 rows, 10 by the pager",
        "expected exit code 0, found 3",
    ]


def test_an_error_that_says_something_else_is_told(flow: str):
    failed = (StepFailedEvent(path="", error="Total: expected the text 7, found 8"),)
    assert str(FlowFailed(result(failed), exit_code=1, error="no menu")).splitlines()[:2] == [
        "Total: expected the text 7, found 8",
        "expected an error that says: no menu",
    ]


def test_a_file_that_cannot_be_read_is_still_named(tmp_path: Path):
    assert list(excerpt(str(tmp_path / "gone.yaml"), 3, 5)) == [f"{tmp_path}/gone.yaml:3:5"]
