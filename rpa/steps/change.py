"""`change`: the one step that may change something in the portal, and does it once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field, field_validator

from rpa.flow.expressions import names_in
from rpa.flow.step import Anything, Steps, Text, every
from rpa.secret import MASK
from rpa.steps.base import Procedure, Step
from rpa.steps.changing import ChangeFailed, make_changes
from rpa.steps.chinese import spaced
from rpa.steps.collect import joined
from rpa.steps.context import Context
from rpa.steps.outcomes import Made, outcome_rows
from rpa.steps.telling import told_text, told_value
from rpa.steps.view import View
from rpa.tables import Rows


class Change(Step):
    """Change something in the portal, once: ask the ledger, look, write down, act, look again.

    `key` tells one change from another, also in later runs. Before and after, `look` goes where
    the page shows how things stand, and `done_when` says whether it is done. With `of` there is
    a change for each of its items, `at_most` of them in one submission (`batch` holds them).
    """

    kind = "change"
    limit_s = None
    brings = frozenset({"batch"})
    late = frozenset({"key", "done_when", "undone_when", "why", "keep"})

    what: Text = Field(description="What is changed, in words")
    of: dict[str, Anything] | None = Field(
        None, description="A variable, and the rows or texts it runs over, one change for each"
    )
    key: Text = Field(description="What makes it the same change, in this run and in any other")
    at_most: int = Field(1, ge=1, description="How many are changed by doing `do` once")
    look: Steps = Field((), description="Steps that go where it can be seen; they change nothing")
    done_when: Anything = Field(description="What holds when it is done")
    undone_when: Anything = Field(
        None, description="What holds when it is not; if neither does, a person is needed"
    )
    do: Steps = Field(description="Steps that make the change; `batch` is what is to be changed")
    why: Anything = Field(None, description="Why one was not done, in the page's words")
    keep: dict[str, Anything] = Field(
        default_factory=dict, description="Further columns of the outcome of what was done now"
    )
    evidence: tuple[str, ...] = Field(
        (), description="Elements whose text is kept before `do`; pictures always are"
    )
    settles_in_s: float = Field(
        10, ge=0, description="Seconds the portal may take to show what was done"
    )
    into: str | None = Field(None, description="Table that gets a row for each, with its outcome")

    @field_validator("of")
    @classmethod
    def _one_variable(cls, of: dict[str, Any] | None) -> dict[str, Any] | None:
        if of is not None and len(of) != 1:
            raise ValueError('one variable is wanted, such as `of: {row: "${rows}"}`')
        return of

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the outcomes."""
        return (self.into,) if self.into else ()

    def inner_names(self, field: str) -> Iterable[str]:
        """Name what runs over the subjects, and in `look` and `do` those of one submission."""
        if field in ("look", "do"):
            return self.brings
        return (self.of or ()) if field in self.late else ()

    def describe(self) -> str:
        """Say what is changed."""
        return f"change: {self.what}"

    def tell(self, view: View) -> str:
        """Say what is changed, and that it is done once only."""
        if not self.of:
            return f"{told_text(view, str(self.what))}（只做一次，之前已完成的跳过）"
        ((name, items),) = self.of.items()
        each = spaced("对每个", f"{name}（来自", told_value(view, items), "）")
        most = f"，每次最多{self.at_most}个" if self.at_most > 1 else ""
        return f"{each}：{told_text(view, str(self.what))}{most}（之前已完成的跳过）"

    def procedures(self, view: View) -> Iterator[Procedure]:
        """Yield how it is looked at, and what is done."""
        walked = view.copied()
        if self.look:
            yield Procedure("先查看是否已完成", self.look, view.copied())
            walked.walk(self.look)
        yield Procedure("未完成且经确认时，执行并再次查看", self.do, walked)

    def check(self, view: View) -> None:
        """Note a change in a flow that says it only reads; check looking and doing."""
        if view.flow.effect == "read":
            found = "a flow that only reads changes something"
            view.problem(self, found, "say `effect: write` at its head")
        for name in sorted(names_in(self.key) & view.flow.inputs.keys()):
            if view.flow.inputs[name].type == "secret":
                found = f"the key holds the secret {name}, which the ledger keeps as {MASK} for all"
                view.problem(self, found, "name what is changed by something else", "key")
        for at, name in enumerate(self.evidence):
            view.element(self, name, "evidence", at)
        view.walk(self.look)
        for step in (self, *every(self.do)):
            if step.retry:
                found = "what makes a change is not tried again by itself: it could be made twice"
                view.problem(step, found, "run the flow again instead: it looks first", "retry")
        view.walk_writing(self.do)
        if self.look:
            view.walk(self.look)

    def run(self, ctx: Context) -> None:
        """Make the changes, and keep what each came to; without `into` a failure is an error."""
        outcomes: list[Made] = []
        try:
            make_changes(self, ctx, outcomes.append)
        finally:
            if self.into:
                before = ctx.scope.get(self.into)
                rows = outcome_rows(outcomes, self)
                ctx.scope[self.into] = joined(before, rows) if isinstance(before, Rows) else rows
        failed = [one for one in outcomes if one.result == "failed"]
        if failed and not self.into:
            raise ChangeFailed(str(self.what), failed[0].detail)
