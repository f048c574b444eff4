"""`if`: run steps only when something holds."""

from __future__ import annotations

from types import MappingProxyType

from pydantic import Field

from rpa.flow.step import Anything, Steps, Text
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words, told_condition
from rpa.steps.view import View


class If(Step):
    """Run `then` if an expression holds or an element is visible (`sees`), else run `else`."""

    kind = "if"
    short = "condition"
    limit_s = None
    headings = MappingProxyType({"otherwise": "否则"})

    condition: Anything = Field(True, description="What must hold")
    sees: Text | None = Field(None, description="Element that must be visible now")
    then: Steps = Field((), description="Steps if it holds")
    otherwise: Steps = Field((), alias="else", description="Steps if it does not")

    def describe(self) -> str:
        """Say on what it depends, or, once that is known, whether it holds."""
        if self.sees:
            return f"if {self.sees} is visible"
        return f"if {self.condition}" if isinstance(self.condition, str) else f"if: {self._holds}"

    def tell(self, view: View) -> str:
        """Say on what it depends."""
        seen = [f"看到{element_words(view, self.sees)}"] if self.sees else []
        is_open = self.condition is not True or not seen
        held = [told_condition(view, self.condition)] if is_open else []
        return spaced("如果", "，并且".join(held + seen))

    @property
    def _holds(self) -> str:
        return "yes" if self.condition else "no"

    def check(self, view: View) -> None:
        """Check both branches from here."""
        view.element(self, self.sees, "sees")
        view.walk_branches(self.then, self.otherwise)

    def run(self, ctx: Context) -> None:
        """Decide now, without waiting, and run one branch."""
        holds = bool(self.condition) and (self.sees is None or ctx.sees(self.sees))
        ctx.run(self.then if holds else self.otherwise)
