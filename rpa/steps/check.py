"""`check`: tick a check-box, or take its tick away."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Flag
from rpa.steps.base import ElementStep
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View

_IS_TICKED = "(element) => (element.control ?? element).checked === true"


class Check(ElementStep):
    """Tick a check-box (or with `ticked: false` untick it); the element may be its label."""

    kind = "check"
    leads = True
    short = "target"

    ticked: Flag = Field(True, description="Whether it is to be ticked")

    def describe(self) -> str:
        """Say which box."""
        return f"{'tick' if self.ticked else 'untick'} {self.target}"

    def tell(self, view: View) -> str:
        """Name the box."""
        deed = "取消勾选" if self.ticked is False else "勾选"
        return f"{deed}{element_words(view, self.target)}"

    def run(self, ctx: Context) -> None:
        """Click what a person would click, unless it is as wanted already."""
        box = ctx.find(self.target)
        ctx.surface.ensure(
            self.describe(),
            lambda left_ms: (
                None if box.evaluate(_IS_TICKED) == self.ticked else box.click(timeout=left_ms)
            ),
            lambda _within_s: bool(box.evaluate(_IS_TICKED) == self.ticked),
        )
