"""`choose`: choose an option of a select."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.base import ElementStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words, told_value
from rpa.steps.view import View
from rpa.widgets import dropdown


class Choose(ElementStep):
    """Choose an option of a select, a native one or the component library's."""

    kind = "choose"
    leads = True

    option: Text = Field(description="What the option reads")

    def describe(self) -> str:
        """Say which option of which select."""
        return f"choose {self.option} in {self.target}"

    def tell(self, view: View) -> str:
        """Name the select and its option."""
        option = told_value(view, self.option)
        return spaced(f"在{element_words(view, self.target)}下拉框中选择", option)

    def run(self, ctx: Context) -> None:
        """Choose it by its wording."""
        control = ctx.find(self.target)
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(label=self.option, timeout=ctx.deadline.left_ms())
        else:
            dropdown.choose(ctx.surface, self.target, control, [self.option])
