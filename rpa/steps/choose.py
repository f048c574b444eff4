"""`choose`: choose an option of a select."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.base import ElementStep
from rpa.steps.context import Context
from rpa.widgets import dropdown


class Choose(ElementStep):
    """Choose an option of a select, a native one or the component library's."""

    kind = "choose"

    option: Text = Field(description="What the option reads")

    def describe(self) -> str:
        """Say which option of which select."""
        return f"choose {self.option} in {self.target}"

    def run(self, ctx: Context) -> None:
        """Choose it by its wording."""
        control = ctx.find(self.target)
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(label=self.option, timeout=ctx.deadline.left_ms())
        else:
            dropdown.choose(ctx.surface, self.target, control, [self.option])
