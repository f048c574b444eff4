"""Which step is tried again after which error, and how often."""

from __future__ import annotations

import pytest

from rpa.browser.find import BrowserMissing
from rpa.browser.translate import BrowserGone, PortalUnavailable
from rpa.engine.retry import policy
from rpa.errors import (
    DeadlinePassed,
    InputWrong,
    Interrupted,
    PersonNeeded,
    RpaError,
    StepFailed,
    TableLoadFailed,
    Unproven,
)
from rpa.steps.attempt import Attempt
from rpa.steps.base import Step
from rpa.steps.branch import If
from rpa.steps.call import Call
from rpa.steps.click import Click
from rpa.steps.for_each import ForEach

CLICK = Click(target="x")
PASSING = PortalUnavailable("going", "shop.example", "it did not answer in time")


def _tries(step: Step, error: RpaError, *, only_reads: bool = True) -> tuple[int, list[float]]:
    """Return how often a step is tried that always fails so, and how long was waited between."""
    waits: list[float] = []
    told: list[int] = []
    attempts = policy(
        step,
        only_reads=only_reads,
        wait=waits.append,
        before_wait=lambda state: told.append(state.attempt_number),
    )
    tried = 0

    def fail() -> None:
        nonlocal tried
        tried += 1
        raise error

    with pytest.raises(type(error)) as raised:
        attempts(fail)
    assert raised.value is error
    assert told == list(range(1, tried))
    return tried, waits


@pytest.mark.parametrize(
    ("error", "reading", "writing", "with_retry"),
    [
        (PASSING, 3, 1, 3),
        (TableLoadFailed("Goods", "busy"), 3, 1, 3),
        (StepFailed("not there"), 1, 1, 3),
        (DeadlinePassed("click", 30), 1, 1, 1),
        (BrowserGone("click", "crashed"), 1, 1, 1),
        (BrowserMissing(), 1, 1, 1),
        (PersonNeeded("a code"), 1, 1, 1),
        (Unproven("short"), 1, 1, 1),
        (Interrupted("Ctrl-C"), 1, 1, 1),
        (InputWrong("a file"), 1, 1, 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, RpaError) else None,
)
def test_the_family_of_an_error_decides(error, reading, writing, with_retry):
    twice_more = Click(target="x", retry=2)
    assert [
        _tries(CLICK, error)[0],
        _tries(CLICK, error, only_reads=False)[0],
        _tries(twice_more, error)[0],
        _tries(twice_more, error, only_reads=False)[0],
    ] == [reading, writing, with_retry, with_retry]


@pytest.mark.parametrize(
    "around",
    [
        If(condition=True, then=(CLICK,)),
        ForEach(items={"one": [1]}, do=(CLICK,)),
        Attempt(steps=(CLICK,)),
        Call(flow="other"),
    ],
    ids=lambda step: step.kind,
)
def test_a_step_around_others_leaves_the_trying_to_them_unless_it_says_so(around):
    assert _tries(around, PASSING)[0] == 1
    assert _tries(around.model_copy(update={"retry": 2}), PASSING)[0] == 3


def test_the_waits_grow_up_to_ten_seconds():
    _, waits = _tries(Click(target="x", retry=8), PASSING)
    assert waits == [0.5, 1, 2, 4, 8, 10, 10, 10]


def test_what_goes_well_at_last_is_done():
    left = [PASSING, PASSING]

    def succeed_in_the_end() -> str:
        if left:
            raise left.pop()
        return "done"

    attempts = policy(CLICK, only_reads=True, wait=lambda _: None, before_wait=lambda _: None)
    assert attempts(succeed_in_the_end) == "done"
