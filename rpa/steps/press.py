"""`press`: press a key."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View


class Press(Step):
    """Press a key such as `Enter` or `Control+A`, on an element or where the focus is."""

    kind = "press"
    short = "key"
    leads = True

    key: Text = Field(description="Key, such as `Enter` or `Control+A`")
    target: Text | None = Field(
        None, description="Element to press it on, if not where the focus is"
    )

    def describe(self) -> str:
        """Say which key."""
        return f"press {self.key}" + (f" on {self.target}" if self.target else "")

    def tell(self, view: View) -> str:
        """Name the key."""
        where = f"在{element_words(view, self.target)}上" if self.target else ""
        return spaced(f"{where}按", self.key, "键")

    def check(self, view: View) -> None:
        """Note a target that the selectors do not know."""
        view.element(self, self.target, "target")
        view.changes_nothing(self, self.target, "target")

    def run(self, ctx: Context) -> None:
        """Press it."""
        if self.target is None:
            ctx.page.keyboard.press(self.key)
        else:
            ctx.find(self.target).press(self.key, timeout=ctx.deadline.left_ms())
