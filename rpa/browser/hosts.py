"""Which hosts a run may go to: a page elsewhere is not the portal, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from rpa.errors import StepFailed

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

    from rpa.browser.session import BrowserSession

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WITHOUT_HOST = ("about", "data", "blob", "chrome-error")


class HostRefused(StepFailed):
    """A page wanted to go to a host that is not one of the portal's."""

    def __init__(self, host: str, allowed: Sequence[str]) -> None:
        listed = ", ".join(allowed) or "none"
        super().__init__(f"{host}: not one of the portal's hosts, so not opened; allowed: {listed}")
        self.host, self.allowed = host, tuple(allowed)


def is_allowed(url: str, allowed: Sequence[str]) -> bool:
    """Say whether a page at `url` may be given a password: http(s), and its host is listed.

    A listed host is `www.example.com`, with a port where that is not the scheme's own, or
    `*.example.com` for all hosts below it.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return False
    host, own_port = parts.hostname.rstrip("."), _DEFAULT_PORTS[parts.scheme]
    return any(_matches(host, parts.port or own_port, own_port, one) for one in allowed)


def may_open(url: str, allowed: Sequence[str]) -> bool:
    """Say whether a tab may go to `url`: a listed host, or no host at all (about:blank, data:)."""
    parts = _split(url)
    return (parts is not None and parts.scheme in _WITHOUT_HOST) or is_allowed(url, allowed)


def _split(url: str) -> SplitResult | None:
    # Browsers read a backslash as a slash, and Python does not: such a URL is nobody's friend.
    if "\\" in url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _matches(host: str, port: int, own_port: int, listed: str) -> bool:
    listed = listed.strip().lower()
    if listed.startswith("*."):
        below, _, listed_port = listed[1:].partition(":")
        return host.endswith(below) and listed_port in ("", str(port))
    named = f"[{host}]" if ":" in host else host
    return listed == f"{named}:{port}" or (listed == named and port == own_port)


class Refusals:
    """What was refused; `check` is for whoever acts next."""

    def __init__(self) -> None:
        self.first: HostRefused | None = None

    def check(self) -> None:
        """Raise the first refusal since the last check, if there was one."""
        refused, self.first = self.first, None
        if refused:
            raise refused


def restrict_hosts(
    session: BrowserSession,
    allowed: Sequence[str],
    on_refused: Callable[[HostRefused], None] | None = None,
) -> Refusals:
    """Keep every tab of the session on the listed hosts; frames and subresources are left alone."""
    return _Warden(session.listen(), session.own_id, tuple(allowed), on_refused).refusals


class _Warden:
    """Decides each document request of a tab before it is sent.

    Chromium is asked to stop requests for documents only; any other just takes a turn through its
    main process. Playwright's own `route` would stop every request, and switch off the cache.
    """

    def __init__(
        self,
        chromium: CDPSession,
        own_id: str,
        allowed: Sequence[str],
        on_refused: Callable[[HostRefused], None] | None,
    ) -> None:
        self.refusals = Refusals()
        self._chromium = chromium
        self._own_id = own_id
        self._allowed = allowed
        self._on_refused = on_refused
        self._tabs: set[str] = set()
        self._empty_tabs: set[str] = set()
        chromium.on("Target.targetCreated", self._on_tab)
        chromium.on("Fetch.requestPaused", self._on_request)
        only_tabs = {"discover": True, "filter": [{"type": "page"}]}
        chromium.send("Target.setDiscoverTargets", only_tabs)
        only_documents = {"urlPattern": "*", "resourceType": "Document", "requestStage": "Request"}
        chromium.send("Fetch.enable", {"patterns": [only_documents]})

    def _on_tab(self, event: dict[str, Any]) -> None:
        if event["targetInfo"].get("browserContextId") != self._own_id:
            return
        # The id of a tab is that of its main frame.
        tab = event["targetInfo"]["targetId"]
        self._tabs.add(tab)
        self._empty_tabs.add(tab)

    def _on_request(self, event: dict[str, Any]) -> None:
        url, frame = event["request"]["url"], event.get("frameId")
        is_first = frame in self._empty_tabs
        self._empty_tabs.discard(frame)
        if frame not in self._tabs or may_open(url, self._allowed):
            self._answer("Fetch.continueRequest", event)
            return
        # A tab keeps the page it has. A new one has none, and Playwright shows it only when it got
        # something, were it an error page.
        reason = "BlockedByClient" if is_first else "Aborted"
        self._answer("Fetch.failRequest", event, errorReason=reason)
        self._remember(HostRefused(urlsplit(url).netloc.rpartition("@")[2] or url, self._allowed))

    def _answer(self, command: str, event: dict[str, Any], **more: str) -> None:
        from playwright.sync_api import Error

        with suppress(Error):
            self._chromium.send(command, {"requestId": event["requestId"], **more})

    def _remember(self, refused: HostRefused) -> None:
        self.refusals.first = self.refusals.first or refused
        if self._on_refused:
            self._on_refused(refused)
