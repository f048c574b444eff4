"""`click`: click an element."""

from __future__ import annotations

from playwright.sync_api import Error

from rpa.browser.translate import is_gone
from rpa.steps.base import ElementStep
from rpa.steps.context import Context
from rpa.steps.telling import element_words
from rpa.steps.view import View


class Click(ElementStep):
    """Click an element once."""

    kind = "click"
    short = "target"
    leads = True

    def describe(self) -> str:
        """Say which element."""
        return f"click {self.target}"

    def tell(self, view: View) -> str:
        """Name the element."""
        return f"单击{element_words(view, self.target)}"

    def run(self, ctx: Context) -> None:
        """Find it and click; a tab that goes with the click is what the click was for."""
        page = ctx.page
        try:
            ctx.find(self.target).click(timeout=ctx.deadline.left_ms())
        except Error as error:
            if not (is_gone(error) and ctx.session.has_closed(page)):
                raise
