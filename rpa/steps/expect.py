"""`expect`: check that the page, a table or a value is as it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from pydantic import Field, PrivateAttr, model_validator

from rpa.flow.expressions import Scope
from rpa.flow.step import Anything
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.expect_actions import OfActions
from rpa.steps.expect_baseline import OfBaseline
from rpa.steps.expect_field import OfField
from rpa.steps.expect_table import ROW
from rpa.steps.expecting import ExpectationFailed
from rpa.steps.telling import told_condition
from rpa.steps.view import View

_OF_ROWS = ("table", "rows", "file")
_NEEDS = (
    (("state", "text"), ("element", "dialog")),
    (("value", "options"), ("element", "field")),
    (("count",), ("element", *_OF_ROWS)),
    (("columns", "contains", "sorted_by", "every", "any", "sum", "each"), _OF_ROWS),
    (("actions",), ("table",)),
    (("extra",), ("columns",)),
    (("of", "mask"), ("snapshot", "screenshot")),
    (("ignore",), ("console", "requests", "snapshot")),
)
"""Keys that mean nothing without one of others."""

_ALONE = ("url", "title", "message", "dialog", "console", "requests", "snapshot", "screenshot")
_SUBJECTS = ("that", "element", "field", *_OF_ROWS, *_ALONE)


class Expect(OfBaseline, OfActions, OfField):
    """Wait until the page, an element, a table or a value is as it should be.

    What is on the page is waited for; `rows` that were read are judged as they are. A cell must be
    the value that is given, one of a list, in a span of numbers or dates such as `1..100` (an end
    may be left out), or fit `/a regular expression/`. With `soft` the flow goes on, and fails at
    its end with all that was not as expected.

    Baselines lie beside the flow, in `<flow>.baselines/`; `rpa run --update-baselines` makes them.
    """

    kind = "expect"
    short = "that"
    secret_texts = frozenset({"text", "value"})
    late = frozenset({"each"})

    that: Anything = Field(None, description="An expression that must hold")
    soft: bool = Field(False, description="Go on if it does not hold; the flow fails at its end")

    _that: str = PrivateAttr("")

    @model_validator(mode="after")
    def _something(self) -> Self:
        given = self._given
        for keys, needed in _NEEDS:
            if not given(*needed) and (lost := [key for key in keys if given(key)]):
                raise ValueError(f"`{lost[0]}` needs {' or '.join(f'`{one}`' for one in needed)}")
        if sum(map(given, _OF_ROWS)) > 1:
            raise ValueError("give `table`, `rows` that were read, or `file`; how many is `count`")
        if not given("element") and self.state not in (None, "visible", "hidden"):
            raise ValueError("a dialog is visible or hidden")
        if given("screenshot") and (self.of == "menu" or given("table")):
            raise ValueError("a screenshot is of the page, a dialog or an element")
        if not given(*_SUBJECTS):
            raise ValueError(f"say what is expected: {', '.join(_SUBJECTS)}")
        return self

    def _given(self, *names: str) -> bool:
        return any(getattr(self, name) not in (None, (), {}) for name in names)

    @property
    def is_soft(self) -> bool:
        """Whether the flow goes on when it does not hold."""
        return self.soft

    @property
    def has_baseline(self) -> bool:
        """Whether it looks at how something looked before."""
        return self._given("snapshot", "screenshot")

    def inner_names(self, field: str) -> Iterable[str]:
        """Name the row that `each` looks at."""
        return (ROW,) if field == "each" else ()

    def filled(self, scope: Scope) -> Self:
        """Fill in, and keep how `that` is written, since its value is no more than false."""
        step = super().filled(scope)
        step._that = str(self.that)  # noqa: SLF001
        return step

    def describe(self) -> str:
        """Say what is expected."""
        return f"expect {', '.join(self.claims())}"

    def tell(self, view: View) -> str:
        """Say what must be so."""
        return spaced("核实", "，".join(self.told(view)))

    def claims(self) -> Iterator[str]:
        """Name all that must be so."""
        if self.that is not None:
            yield self._that or str(self.that)
        yield from super().claims()

    def told(self, view: View) -> Iterator[str]:
        """Name all that must be so, as a person is told."""
        if self.that is not None:
            yield told_condition(view, self.that)
        yield from super().told(view)

    def check(self, view: View) -> None:
        """Note unknown names, and what is soft though a change depends on it."""
        super().check(view)
        if self.soft and view.is_writing:
            found = "inside a change nothing is soft: it would be made all the same"
            view.problem(self, found, "leave `soft` out", "soft")

    def hold(self, ctx: Context) -> None:
        """Judge the expression, then look at the rest."""
        if self.that is not None and not self.that:
            raise ExpectationFailed(f"{self._that} does not hold")
        super().hold(ctx)

    def run(self, ctx: Context) -> None:
        """Check everything that is given; the first that does not hold fails the step."""
        self.hold(ctx)
