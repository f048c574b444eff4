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
    the current page waits for a tab that was announced. Of several, the one announced last is the
    newest, in whatever order their responses come.
    """

    def __init__(
        self,
        context: BrowserContext,
        on_changed: Callable[[Page], None] | None = None,
    ) -> None:
        self._context = context
        self._on_changed = on_changed
        self._announced: list[str] = []
        self._arrived: list[Page] = []
        self._opened_from: dict[Page, Page | None] = {}
        self._newest: Page | None = None
        self._told: Page | None = None
        self._is_left = False
        context.on("page", self._arrives)
        self._told = context.new_page()
        self.own_id = self._target_of(self._told)["browserContextId"]

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
        self._go_to_arrived()
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

    def _target_of(self, page: Page) -> dict[str, str]:
        chromium = self._context.new_cdp_session(page)
        target: dict[str, str] = chromium.send("Target.getTargetInfo")["targetInfo"]
        chromium.detach()
        return target

    def _created(self, event: dict[str, Any]) -> None:
        target = event["targetInfo"]
        if target.get("browserContextId") == self.own_id:
            self._announced.append(target["targetId"])

    def _destroyed(self, event: dict[str, Any]) -> None:
        if event["targetId"] in self._announced:
            self._announced.remove(event["targetId"])

    def _await_announced(self) -> None:
        until = time.monotonic() + _ARRIVAL_LIMIT_S
        while len(self._announced) > len(self._arrived) and time.monotonic() < until:
            with suppress(PlaywrightTimeout):
                self._context.wait_for_event("page", timeout=100)

    def _go_to_arrived(self) -> None:
        arrived, self._arrived = self._arrived, []
        if len(arrived) > 1:
            arrived.sort(key=self._rank)
        for page in arrived:
            if not page.is_closed():
                self._opened_from[page] = self._newest
                self._newest = page
        self._announced.clear()

    def _rank(self, page: Page) -> int:
        """Return its place among the announced tabs; one that is gone or unannounced is first."""
        try:
            return self._announced.index(self._target_of(page)["targetId"])
        except (Error, ValueError):
            return -1

    def _arrives(self, page: Page) -> None:
        self._arrived.append(page)
        page.once("close", self._closed)

    def _closed(self, page: Page) -> None:
        if self._is_left:
            return
        if page in self._arrived:
            self._arrived.remove(page)
        before = self._opened_from.pop(page, None)
        # Tabs that this one opened go on from where this one came.
        for other, opener in self._opened_from.items():
            if opener is page:
                self._opened_from[other] = before
        if self._newest is page:
            self._newest = before
