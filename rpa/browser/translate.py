"""What Playwright says, in our words: the one place where its errors become ours.

Playwright's own texts are never passed on whole: a call log quotes the text that was typed and the
element that was met, and either may be secret.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rpa.errors import RpaError, StepFailed, Unavailable

_NETWORK_CAUSES = {
    "ERR_CONNECTION_REFUSED": "the connection was refused",
    "ERR_CONNECTION_RESET": "the connection was broken off",
    "ERR_CONNECTION_CLOSED": "the connection was broken off",
    "ERR_CONNECTION_ABORTED": "the connection was broken off",
    "ERR_CONNECTION_TIMED_OUT": "it did not answer in time",
    "ERR_CONNECTION_FAILED": "no connection could be made",
    "ERR_TIMED_OUT": "it did not answer in time",
    "ERR_EMPTY_RESPONSE": "it answered with nothing",
    "ERR_NAME_NOT_RESOLVED": "its name is not known here (DNS)",
    "ERR_NAME_RESOLUTION_FAILED": "its name could not be looked up (DNS)",
    "ERR_DNS_TIMED_OUT": "its name could not be looked up in time (DNS)",
    "ERR_INTERNET_DISCONNECTED": "this machine is not connected to a network",
    "ERR_NETWORK_CHANGED": "the network changed while the page was loading",
    "ERR_NETWORK_IO_SUSPENDED": "the network was suspended",
    "ERR_NETWORK_ACCESS_DENIED": "access to the network was denied",
    "ERR_ADDRESS_UNREACHABLE": "there is no way to it from this network",
    "ERR_PROXY_CONNECTION_FAILED": "the proxy cannot be reached",
    "ERR_TUNNEL_CONNECTION_FAILED": "the proxy refused to connect to it",
    "ERR_TOO_MANY_REDIRECTS": "it redirects in a circle",
    "ERR_HTTP_RESPONSE_CODE_FAILURE": "it answered with an HTTP error and no page",
    "ERR_HTTP2_PROTOCOL_ERROR": "the connection was broken off",
    "ERR_SSL_PROTOCOL_ERROR": "no secure connection could be made",
    "ERR_CERT_DATE_INVALID": "its certificate has expired or is not valid yet",
    "ERR_CERT_AUTHORITY_INVALID": "its certificate is not trusted on this machine",
    "ERR_CERT_COMMON_NAME_INVALID": "its certificate is for another name",
}
_GONE = re.compile(
    r"(Target|Page|Browser|Context)[^\n]{0,40}(has been closed|crashed)|Target closed"
    r"|Connection closed|Page crashed|Browser closed|Event loop is closed"
    r"|connection was closed|Playwright already stopped",
    re.IGNORECASE,
)
_NO_FFMPEG = re.compile(r"Executable doesn't exist at \S*ffmpeg")
_NETWORK = re.compile(r"net::(ERR_[A-Z0-9_]+)(?: at (\S+))?")
_TIMEOUT = re.compile(r"Timeout ([\d.]+)ms exceeded")
_NAVIGATING = re.compile(r'navigating to "([^"]+)"')
_COVERING = re.compile(r"<(\w+)([^>]*)>.* intercepts pointer events")
_ATTRIBUTE = re.compile(r'\b(id|class)="([^"]{1,60})"')
_AWAITED = re.compile(r"waiting for .* to be (visible|hidden|attached|detached)$")
_STRICT = re.compile(r"strict mode violation:.* resolved to (\d+) elements")
# Checked from the end of the call log, because the last cause is what still held.
_CAUSES = (
    ("element is outside of the viewport", "the element is outside of the window"),
    ("element is not visible", "the element is not visible"),
    ("element is not enabled", "the element is disabled"),
    ("element is not editable", "the element is read-only"),
    ("element is not stable", "the element keeps moving"),
    ("element was detached from the DOM", "the page keeps replacing the element"),
    ("did not find some options", "the list does not have that option"),
)


class PortalUnavailable(Unavailable):
    """The portal did not answer, or could not be reached."""

    def __init__(self, doing: str, host: str, cause: str) -> None:
        super().__init__(f"{doing}: {host or 'the portal'} cannot be reached: {cause}")
        self.host, self.cause = host, cause


class BrowserGone(Unavailable):
    """The page, the browser or its driver ended while we needed it."""

    def __init__(self, doing: str, cause: str) -> None:
        super().__init__(f"{doing}: {cause}")


def is_gone(error: Error) -> bool:
    """Whether an error says that the page, its context or the browser is not there any more."""
    return bool(_GONE.search(error.message))


def translate(error: Error, *, doing: str) -> RpaError:
    """Return what `error` means to a user, beginning with what we were doing."""
    text = error.message
    if network := _NETWORK.search(text):
        return _network_error(network[1], network[2] or "", doing)
    if isinstance(error, PlaywrightTimeout):
        return _timeout_error(text, doing)
    if is_gone(error):
        crashed = "crashed" in text.lower()
        return BrowserGone(doing, f"the page or the browser {'crashed' if crashed else 'is gone'}")
    if _NO_FFMPEG.search(text):
        remedy = 'run "playwright install ffmpeg"'
        return StepFailed(f"{doing}: no video can be taken without Playwright's ffmpeg; {remedy}")
    if strict := _STRICT.search(text):
        return StepFailed(f"{doing}: {strict[1]} elements match where one was expected")
    return StepFailed(f"{doing}: {_first_line(text)}")


def _network_error(code: str, url: str, doing: str) -> RpaError:
    host = urlsplit(url).netloc.rpartition("@")[2]
    if code in _NETWORK_CAUSES:
        return PortalUnavailable(doing, host, _NETWORK_CAUSES[code])
    if code == "ERR_ABORTED":
        return StepFailed(f"{doing}: the page was not loaded: the navigation was broken off")
    if code == "ERR_BLOCKED_BY_CLIENT":
        return StepFailed(f"{doing}: the page was not loaded: {host} is refused here")
    if code.startswith("ERR_CERT_"):
        return PortalUnavailable(doing, host, f"its certificate is not accepted ({code})")
    return PortalUnavailable(doing, host, code)


def _timeout_error(text: str, doing: str) -> RpaError:
    found = _TIMEOUT.search(text)
    within = f" within {round(float(found[1]) / 1000, 1):g} s" if found else " in time"
    if page := _NAVIGATING.search(text):
        host = urlsplit(page[1]).netloc.rpartition("@")[2]
        return PortalUnavailable(doing, host, f"the page was not loaded{within}")
    return StepFailed(f"{doing}: not done{within}{_cause_of(text)}")


def _cause_of(text: str) -> str:
    lines = text.splitlines()
    for line in reversed(lines):
        if covering := _COVERING.search(line):
            return f": {_element(covering[1], covering[2])} is in the way"
        for said, meaning in _CAUSES:
            if said in line:
                return f": {meaning}"
    if awaited := next((found for line in lines if (found := _AWAITED.search(line))), None):
        return f": the element did not become {awaited[1]}"
    if any(line.lstrip(" -").startswith("waiting for locator") for line in lines):
        is_there = any("locator resolved to" in line for line in lines)
        return "" if is_there else ": the element was not found"
    return ""


def _element(tag: str, attributes: str) -> str:
    """Return an element's tag with id and class only; the rest may hold customers' data."""
    kept = "".join(f' {name}="{value}"' for name, value in _ATTRIBUTE.findall(attributes))
    return f"<{tag}{kept}>"


def _first_line(text: str) -> str:
    line = next((one.strip() for one in text.splitlines() if one.strip()), "the browser failed")
    line = re.sub(r"^[A-Z]\w*\.\w+: ", "", line)
    line = re.sub(r"^Error: ", "", line)
    return line if len(line) <= 200 else line[:199] + "…"
