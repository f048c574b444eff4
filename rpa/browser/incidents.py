"""What a page does that nobody asked for: dialogs, crashes, errors, requests that fail."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, TypeAlias

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    WebError,
)

from rpa.events import Emit, Noticed

_MOST = 100
_MOST_CHARACTERS = 500
# Chromium says so on the console, of any request; to hear of each response would take time.
_REQUEST_FAILED = re.compile(
    r"Failed to load resource: (?:the server responded with a status of )?(.*)"
)

Kind: TypeAlias = Literal["dialog", "crash", "console", "error", "request"]


@dataclass(frozen=True, slots=True)
class Incident:
    """Something a page did by itself, in its own words."""

    kind: Kind
    text: str
    url: str


class Incidents:
    """Remembers the latest incidents of a context, and answers dialogs so that none blocks."""

    def __init__(self, context: BrowserContext, emit: Emit | None = None) -> None:
        self._latest: deque[Incident] = deque(maxlen=_MOST)
        self._emit = emit
        context.on("dialog", self._on_dialog)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("page", lambda page: page.on("crash", self._on_crash))

    @property
    def latest(self) -> Sequence[Incident]:
        """The latest incidents, oldest first."""
        return tuple(self._latest)

    def forget(self, kinds: Set[Kind]) -> None:
        """Forget the incidents of some kinds, since they were looked at and let pass."""
        kept = [one for one in self._latest if one.kind not in kinds]
        self._latest = deque(kept, maxlen=_MOST)

    def _remember(self, kind: Kind, text: str, url: str) -> None:
        self._latest.append(Incident(kind, text[:_MOST_CHARACTERS], url))

    def _notice(self, message: str) -> None:
        if self._emit:
            self._emit(Noticed(message=message))

    def _on_dialog(self, dialog: Dialog) -> None:
        self._remember("dialog", dialog.message, _url(dialog.page))
        with suppress(Error):
            if dialog.type == "beforeunload":
                # A flow that goes on to another page means it.
                dialog.accept()
                self._notice("the page asked whether to leave it; the run left it")
            else:
                dialog.dismiss()
                said = dialog.message[:_MOST_CHARACTERS]
                self._notice(f"the page opened a dialog ({dialog.type}), dismissed: {said}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if failed := _REQUEST_FAILED.match(message.text):
            asked = message.location["url"]
            # What comes after the question mark may be data.
            self._remember("request", f"{failed[1]}: {asked.partition('?')[0]}", asked)
        else:
            self._remember("console", message.text, _url(message.page))

    def _on_error(self, error: WebError) -> None:
        self._remember("error", error.error.message, _url(error.page))

    def _on_crash(self, page: Page) -> None:
        self._remember("crash", "the page crashed", _url(page))
        self._notice(f"the page crashed: {_url(page)}")


def _url(page: Page | None) -> str:
    return page.url if page else ""
