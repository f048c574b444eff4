"""`goto`: load an address."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urljoin

from playwright.sync_api import Error, Page
from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View


class Goto(Step):
    """Load an address: a whole one, one relative to the site's start, or `start` itself."""

    kind = "goto"
    leads = True
    short = "address"

    address: Text = Field(
        description="Whole address, one relative to the start of the site, or `start`"
    )

    def describe(self) -> str:
        """Say which address."""
        return f"go to {self.address}"

    def tell(self, view: View) -> str:
        """Name the address."""
        is_start = self.address == "start"
        return "打开门户的起始页面" if is_start else f"打开地址{told_value(view, self.address)}"

    def check(self, view: View) -> None:
        """Note that no page of the selectors is open then."""
        view.left()

    def begins_anew(self, _ctx: Context) -> bool:
        """It does: an address leads there from anywhere."""
        return True

    def run(self, ctx: Context) -> None:
        """Load it; the flow is then on no page that the selectors know."""
        address = "" if self.address == "start" else self.address
        url = urljoin(ctx.site.start, address)
        _stop_loading(ctx.page)
        ctx.page.goto(url, wait_until="domcontentloaded", timeout=ctx.deadline.left_ms())
        ctx.position.place, ctx.position.revealed = None, ()


def _stop_loading(page: Page) -> None:
    # Chromium breaks off a navigation to where an earlier one, which timed out, is still going. It
    # refuses to stop a page that is just being replaced, and there is nothing to stop then.
    with suppress(Error):
        chromium = page.context.new_cdp_session(page)
        chromium.send("Page.stopLoading")
        chromium.detach()
