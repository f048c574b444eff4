"""A browser that a run is working in."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page

from rpa.browser.incidents import Incident, Incidents, Kind
from rpa.browser.tabs import Tabs
from rpa.events import Emit

_WORD_OF_CLOSING_MS = 1000


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
        self._ears: list[CDPSession] = []
        self._tabs = Tabs(context, on_page_changed)
        self._tabs.follow(self.listen())

    @property
    def page(self) -> Page:
        """The page the flow is on: the newest open tab, waited for when it is just opening."""
        return self._tabs.current()

    def has_closed(self, page: Page) -> bool:
        """Whether a page that just went was but one tab of several, and not the whole browser."""
        try:
            if not page.is_closed():  # the word of it may come after that of a call in vain
                page.wait_for_event("close", timeout=_WORD_OF_CLOSING_MS)
            return any(one is not page for one in self.context.pages)
        except Error:
            return False

    @property
    def incidents(self) -> Sequence[Incident]:
        """Dialogs, crashes, console errors and failed requests of late, oldest first."""
        return self._incidents.latest

    def forget_incidents(self, kinds: Set[Kind]) -> None:
        """Forget the incidents of some kinds, since they were looked at and let pass."""
        self._incidents.forget(kinds)

    @property
    def own_id(self) -> str:
        """By what Chromium tells this context's tabs from those of others."""
        return self._tabs.own_id

    def listen(self) -> CDPSession:
        """Open a line to the whole browser, which is closed when the session is left."""
        ear = self.browser.new_browser_cdp_session()
        self._ears.append(ear)
        return ear

    def leave(self) -> None:
        """Stop following tabs, because context or browser is about to be closed."""
        self._tabs.leave()
        for ear in self._ears:
            with suppress(Error):
                ear.detach()
