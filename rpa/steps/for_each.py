"""`for_each`: run steps once for every item of a list or row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import Field, field_validator

from rpa.errors import StepFailed, Unavailable
from rpa.events import ItemFinished
from rpa.flow.step import Anything, Steps, every
from rpa.flow.words import kind_of
from rpa.sinks.wording import wording
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.collect import Collect
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View
from rpa.tables import Column, Rows


class ForEach(Step):
    """Run `do` for every item; with `on_error: continue` a failing one does not stop the others."""

    kind = "for_each"
    whole = "items"
    brings = frozenset({"index"})
    limit_s = None

    items: dict[str, Anything] = Field(description="The loop variable, and what it runs over")
    do: Steps = Field(description="Steps of a round")
    on_error: Literal["stop", "continue"] = Field(
        "stop", description="What a failed round does to the others"
    )
    failures: str | None = Field(
        None, description="Variable that takes a table of what failed: 对象, 错误"
    )

    @field_validator("items")
    @classmethod
    def _one_variable(cls, items: dict[str, Any]) -> dict[str, Any]:
        if len(items) != 1:
            raise ValueError('one loop variable is wanted, such as `for_each: {row: "${rows}"}`')
        return items

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the failures."""
        return (self.failures,) if self.failures else ()

    def inner_names(self, field: str) -> Iterable[str]:
        """Name the loop variable and `index`, which counts the rounds from 1."""
        return (*self.items, *self.brings) if field == "do" else ()

    def describe(self) -> str:
        """Say over what."""
        return f"for each {next(iter(self.items))}"

    def tell(self, view: View) -> str:
        """Say over what, and what becomes of the others when one fails."""
        ((name, items),) = self.items.items()
        goes_on = "，其中一个失败时继续下一个" if self.on_error == "continue" else ""
        return spaced("对每个", f"{name}（来自", told_value(view, items), "）") + goes_on

    def check(self, view: View) -> None:
        """Check the steps as they run the first time, and as they run after themselves."""
        before = (view.place, view.is_lost, view.revealed)
        found = len(view.problems)
        view.walk(self.do)
        if len(view.problems) == found and (view.place, view.is_lost, view.revealed) != before:
            view.walk(self.do)

    def run(self, ctx: Context) -> None:
        """Run the rounds in order."""
        ((name, items),) = self.items.items()
        if not isinstance(items, Sequence) or isinstance(items, str):
            raise StepFailed(f"{name}: a list or rows are wanted, not {kind_of(items)}")
        for step in every(self.do):
            if isinstance(step, Collect):  # there may be no round at all
                ctx.scope.setdefault(step.into, Rows((), []))
        failures: list[tuple[str, str]] = []
        for at, item in enumerate(items, start=1):
            error = self._round(ctx, name, item, at)
            if error:
                failures.append((_label(item), error))
            ctx.emit(
                ItemFinished(
                    path=ctx.path,
                    item=at,
                    items=len(items),
                    label=_label(item),
                    error=error,
                )
            )
        if self.failures:
            words = wording().rounds
            columns = tuple(Column(words[name]) for name in ("item", "error"))
            ctx.scope[self.failures] = Rows(columns, failures)

    def _round(self, ctx: Context, name: str, item: Any, at: int) -> str:
        try:
            ctx.run(self.do, **{name: item, "index": at})
        except (StepFailed, Unavailable) as error:
            if self.on_error == "stop" or ctx.is_ending:
                raise
            return str(error)
        return ""


def _label(item: Any) -> str:
    return str(next(iter(item.values()), "")) if hasattr(item, "values") else str(item)
