"""`set`: give variables values."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from rpa.flow.step import Anything
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View


class Set(Step):
    """Give one or several variables a value for the steps that follow."""

    kind = "set"
    whole = "values"

    values: dict[str, Anything] = Field(description="Values by variable")

    def outputs(self) -> Iterable[str]:
        """Name the variables."""
        return tuple(self.values)

    def describe(self) -> str:
        """Say which variables; their values may be data."""
        return f"set {', '.join(self.values)}"

    def tell(self, view: View) -> str:
        """Name the variables and their values."""
        values = self.values.items()
        return "，".join(spaced("令", k, "为", told_value(view, one)) for k, one in values)

    def run(self, ctx: Context) -> None:
        """Set them."""
        ctx.scope.update(self.values)
