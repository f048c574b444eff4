"""Which of a browser's tabs a run is on: always an open one, usually the newest."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# A tab that was announced never comes when its address turns out to be no page (204, mailto:).
_ARRIVAL_LIMIT_S = 15.0
_LOAD_LIMIT_S = 30.0


class Tabs:
    """Follows the tabs of a context: to a tab that the page opens, and back when it closes.

    Chromium announces a new tab before it answers the click that opened it, but Playwright shows
    the tab only when its first response is there. So we listen to Chromium, and whoever asks for
    the current page waits for a tab that was announced.
    """

    def __init__(
        self,
        context: BrowserContext,
        on_changed: Callable[[Page], None] | None = None,
    ) -> None:
        self._context = context
        self._on_changed = on_changed
        self._announced: list[str] = []
        self._opened_from: dict[Page, Page | None] = {}
        self._newest: Page | None = None
        self._told: Page | None = None
        self._is_left = False
        context.on("page", self._arrived)
        self._told = context.new_page()
        self.own_id = self._id_of_context(self._told)

    def follow(self, chromium: CDPSession) -> None:
        """Hear from the whole browser of tabs that this context opens from now on."""
        # Tabs that are there already are announced at once; the listeners come after that.
        only_tabs = {"discover": True, "filter": [{"type": "page"}]}
        chromium.send("Target.setDiscoverTargets", only_tabs)
        chromium.on("Target.targetCreated", self._created)
        chromium.on("Target.targetDestroyed", self._destroyed)

    def current(self) -> Page:
        """Return the page the run is on, once it is there and its document has been read."""
        self._await_announced()
        page = self._newest
        if page is None:
            page = self._context.new_page()
        if page is not self._told:
            with suppress(Error):
                page.wait_for_load_state("domcontentloaded", timeout=_LOAD_LIMIT_S * 1000)
            if page.is_closed():
                return self.current()
            self._told = page
            if self._on_changed:
                self._on_changed(page)
        return page

    def leave(self) -> None:
        """Stop following: the browser is about to be closed."""
        self._is_left = True

    def _id_of_context(self, page: Page) -> str:
        chromium = self._context.new_cdp_session(page)
        target = chromium.send("Target.getTargetInfo")["targetInfo"]
        chromium.detach()
        return str(target["browserContextId"])

    def _created(self, event: dict[str, Any]) -> None:
        target = event["targetInfo"]
        if target.get("browserContextId") == self.own_id:
            self._announced.append(target["targetId"])

    def _destroyed(self, event: dict[str, Any]) -> None:
        if event["targetId"] in self._announced:
            self._announced.remove(event["targetId"])

    def _await_announced(self) -> None:
        until = time.monotonic() + _ARRIVAL_LIMIT_S
        while self._announced and time.monotonic() < until:
            with suppress(PlaywrightTimeout):
                self._context.wait_for_event("page", timeout=100)
        self._announced.clear()

    def _arrived(self, page: Page) -> None:
        if self._announced:
            self._announced.pop(0)
        self._opened_from[page] = self._newest
        self._newest = page
        page.once("close", self._closed)

    def _closed(self, page: Page) -> None:
        if self._is_left:
            return
        before = self._opened_from.pop(page, None)
        # Tabs that this one opened go on from where this one came.
        for other, opener in self._opened_from.items():
            if opener is page:
                self._opened_from[other] = before
        if self._newest is page:
            self._newest = before
