"""Finding the secret texts that a page shows, so that a picture of it can cover them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, Frame, Locator, Page

from rpa.secret import Redactor

_MARK = "data-rpa-covered"
_ROOTS = """
    const roots = [root];
    for (const one of roots)
        for (const element of one.querySelectorAll("*"))
            if (element.shadowRoot) roots.push(element.shadowRoot);
"""
_SHOWN = f"""root => {{{_ROOTS}
    const shown = [];
    for (const one of roots) {{
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());)
            shown.push([node.data, node.parentElement ?? one.host]);
        for (const field of one.querySelectorAll("input, textarea"))
            shown.push([field.value, field]);
    }}
"""
_READ = _SHOWN + "return shown.map(([text]) => text); }"
_SET = (
    _SHOWN.replace("root =>", "(root, places) =>")
    + f"for (const place of places) shown[place]?.[1]?.setAttribute('{_MARK}', ''); }}"
)
_UNSET = f"""root => {{{_ROOTS}
    for (const one of roots)
        for (const marked of one.querySelectorAll("[{_MARK}]")) marked.removeAttribute("{_MARK}");
}}"""


@contextmanager
def marked(page: Page, redactor: Redactor | None, *, timeout_ms: float) -> Iterator[list[Locator]]:
    """Give what finds the elements that show a secret, which bear a mark meanwhile.

    The secrets are compared here: a page that was handed them could do anything with them.
    """
    if redactor is None:
        yield []
        return
    frames: list[Frame] = []
    try:
        frames.extend(frame for frame in page.frames if _mark(frame, redactor, timeout_ms))
        yield [frame.locator(f"[{_MARK}]") for frame in frames]
    finally:
        for frame in frames:
            with suppress(Error):
                _root(frame).evaluate(_UNSET, timeout=timeout_ms)


def _mark(frame: Frame, redactor: Redactor, timeout_ms: float) -> bool:
    texts: Sequence[str] = _root(frame).evaluate(_READ, timeout=timeout_ms)
    places = _places(texts, redactor.texts)
    if places:
        _root(frame).evaluate(_SET, places, timeout=timeout_ms)
    return bool(places)


def _places(texts: Sequence[str], secrets: Set[str]) -> list[int]:
    """Return the places of the texts that hold a secret; there may be thousands of either."""
    everything = "\0".join(texts)
    shown = [secret for secret in secrets if secret in everything]
    return [place for place, text in enumerate(texts) if any(one in text for one in shown)]


def _root(frame: Frame) -> Locator:
    # A page that does not answer does not resolve a locator, so the timeout holds there as well.
    return frame.locator(":root")
