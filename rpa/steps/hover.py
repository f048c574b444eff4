"""`hover`: rest the pointer on an element."""

from __future__ import annotations

from rpa.steps.base import ElementStep
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View


class Hover(ElementStep):
    """Rest the pointer on an element, so that what it hides appears."""

    kind = "hover"
    leads = True
    short = "target"

    def describe(self) -> str:
        """Say which element."""
        return f"hover {self.target}"

    def tell(self, view: View) -> str:
        """Name the element."""
        return f"将鼠标移到{element_words(view, self.target)}上"

    def run(self, ctx: Context) -> None:
        """Find it and rest there."""
        ctx.find(self.target).hover(timeout=ctx.deadline.left_ms())
