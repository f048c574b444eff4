"""`text`: keep what an element says."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from rpa.steps.base import ElementStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View


class Text(ElementStep):
    """Keep the text of an element (the value of a field) in a variable."""

    kind = "text"

    into: str = Field(description="Variable that takes the text")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the text."""
        return (self.into,)

    def describe(self) -> str:
        """Say which element."""
        return f"keep the text of {self.target} as {self.into}"

    def tell(self, view: View) -> str:
        """Name the element."""
        return spaced(f"记下{element_words(view, self.target)}显示的文字，称为", self.into)

    def run(self, ctx: Context) -> None:
        """Read it as it is shown."""
        element = ctx.find(self.target)
        is_field = element.evaluate("element => element.matches('input, textarea, select')")
        shown = element.input_value() if is_field else element.inner_text()
        ctx.scope[self.into] = shown.strip()
