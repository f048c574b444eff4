"""What all that `expect` can look at has in common: its words, its checks, and the wait."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from rpa.errors import DeadlinePassed, StepFailed
from rpa.flow.templated import Templated
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.view import View

_LOOK_AGAIN_MS = 100
_SPAN = r"^(\d+\.\.\d*|\.\.\d+)$"


def _amount(value: int | str) -> int | str:
    if isinstance(value, str) and re.match(_SPAN, value) is None:
        raise ValueError(f'found "{value}"; write how many as 10, 1..100, 1.. or ..100')
    return value


_Span = Annotated[str, Field(json_schema_extra={"pattern": _SPAN})]
Amount = Annotated[int | _Span, AfterValidator(_amount), Templated]
"""How many: `10`, `1..100`, `1..` or `..100`."""


class ExpectationFailed(StepFailed):
    """The page or a value is not as a flow expects it."""


class Expectation(Step):
    """One thing that `expect` can look at; each adds its own to what the others say and do."""

    def claims(self) -> Iterator[str]:
        """Yield what is expected, in words for progress and reports."""
        yield from ()

    def told(self, view: View) -> Iterator[str]:  # noqa: ARG002
        """Yield what must be so, as a person is told."""
        yield from ()

    def hold(self, ctx: Context) -> None:
        """Look, and raise `ExpectationFailed` if it is not so."""


def await_claim(ctx: Context, against: Callable[[], str]) -> None:
    """Look until nothing speaks against a claim; raise what does once time is up.

    A page that has come to rest is not looked at for longer than what is late may take.
    """
    surface = ctx.surface
    rests_since = time.monotonic()
    said = against()
    while said:
        if not surface.wait_idle(within_s=_LOOK_AGAIN_MS / 1000):
            rests_since = time.monotonic()
        rested_s = time.monotonic() - rests_since
        if ctx.deadline.is_over or rested_s > surface.patience_s:
            raise ExpectationFailed(said)
        ctx.page.wait_for_timeout(_LOOK_AGAIN_MS)
        try:
            said = against()
        except DeadlinePassed:  # what was seen before says more
            raise ExpectationFailed(said) from None


def check_pattern(step: Step, view: View, pattern: str, *at: str | int) -> None:
    """Note what is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        view.problem(step, f'"{pattern}" is no regular expression', str(error), *at)


def is_amount(found: int, wanted: int | str) -> bool:
    """Whether a number is as wanted: the same, or in a span such as `1..100`."""
    least, most = _ends(wanted)
    return least <= found and (most is None or found <= most)


def amount_words(wanted: int | str) -> str:
    """Return how many are wanted, in words."""
    return _worded(wanted, "at least {}", "at most {}", "{} to {}")


def told_amount(wanted: int | str) -> str:
    """Return how many are wanted, as a person is told."""
    if isinstance(wanted, str) and re.match(_SPAN, wanted) is None:
        return wanted  # an expression
    return _worded(wanted, "至少 {}", "至多 {}", "{} 至 {}")


def _worded(wanted: int | str, at_least: str, at_most: str, between: str) -> str:
    least, most = _ends(wanted)
    if most is None:
        return at_least.format(least)
    if least == most:
        return str(least)
    return between.format(least, most) if least else at_most.format(most)


def _ends(wanted: int | str) -> tuple[int, int | None]:
    """Return the least and the most that is wanted; None where there is no limit."""
    least, dots, most = str(wanted).partition("..")
    return int(least or 0), int(most) if most else None if dots else int(least)
