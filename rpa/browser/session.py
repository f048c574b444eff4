"""A browser that a run is working in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Browser, BrowserContext, Page

from rpa.browser.incidents import Incident, Incidents
from rpa.browser.tabs import Tabs
from rpa.events import Emit


class BrowserSession:
    """One browser with one context, and the page that the flow is on."""

    def __init__(
        self,
        browser: Browser,
        context: BrowserContext,
        *,
        emit: Emit | None = None,
        on_page_changed: Callable[[Page], None] | None = None,
    ) -> None:
        self.browser = browser
        self.context = context
        self.version = browser.version
        self._incidents = Incidents(context, emit)
        self._tabs = Tabs(browser, context, on_page_changed)

    @property
    def page(self) -> Page:
        """The page the flow is on: the newest open tab, waited for when it is just opening."""
        return self._tabs.current()

    @property
    def incidents(self) -> Sequence[Incident]:
        """Dialogs, crashes and console errors of late, oldest first."""
        return self._incidents.latest

    def leave(self) -> None:
        """Stop following tabs, because the browser is about to be closed."""
        self._tabs.leave()
