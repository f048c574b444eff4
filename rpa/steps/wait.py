"""`wait`: wait for a state of the page."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View


class Wait(Step):
    """Wait until an element is visible or hidden, or (`for: idle`) until nothing is under way."""

    kind = "wait"
    short = "target"

    target: Text = Field(alias="for", description="Element to wait for, or `idle`")
    state: Literal["visible", "hidden"] = Field("visible", description="State to wait for")

    def describe(self) -> str:
        """Say what for."""
        return f"wait for {self.target}" + (" to go" if self.state == "hidden" else "")

    def tell(self, view: View) -> str:
        """Name what is waited for."""
        if self.target == "idle":
            return "等待页面加载完成"
        end = "消失" if self.state == "hidden" else "出现"
        return f"等待{element_words(view, self.target)}{end}"

    def check(self, view: View) -> None:
        """Note an element that the selectors do not know."""
        if self.target != "idle":
            view.element(self, self.target, "for")

    def run(self, ctx: Context) -> None:
        """Wait, at most as long as the step may take."""
        if self.target == "idle":
            if not ctx.surface.wait_idle():
                raise StepFailed("the page is still loading")
        elif self.state == "visible":
            ctx.find(self.target)
        elif not ctx.surface.vanishes(ctx.matches(self.target)):
            raise StepFailed(f"{self.target} is still visible")
