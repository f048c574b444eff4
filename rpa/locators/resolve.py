"""From the name of an element to the one thing on the page that it means."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as Elapsed

from rpa.deadline import Deadline
from rpa.events import Emit
from rpa.locators.book import Book
from rpa.locators.candidates import Root, Scene, State, locators_of
from rpa.locators.look import Absent, Found, Seen, Several, look
from rpa.locators.missing import ambiguous, not_found
from rpa.locators.model import PageSpec

# One wait of the driver looks after 0, 20, 120 and 220 ms, and then only twice a second.
_SLICE_MS = 250


def resolve(
    root: Root,
    name: str,
    book: Book,
    page_spec: PageSpec | None,
    *,
    deadline: Deadline,
    emit: Emit,
    state: State = "visible",
    limit_s: float = 10.0,
    patience_s: float = 1.0,
) -> Locator:
    """Return the one thing on the page that the selectors call `name`, waiting `limit_s` for it.

    The first candidate that matches wins. A later one, and a second match, are only believed once
    they have stood for `patience_s`, so that a page in the making does not look like a changed one.
    """
    scene = Scene(root, book, page_spec, state)
    within_s = min(limit_s, deadline.left_s)
    limit = deadline.sooner(limit_s, name)
    watch = _Watch(deadline, patience_s)
    while True:
        seen = look(scene, name)
        match seen:
            case Found(fallbacks=()):
                return seen.locator
            case Found() if watch.has_stood(seen):
                for fallback in seen.fallbacks:
                    emit(fallback)
                return seen.locator
            case Several() if watch.has_stood(seen):
                raise ambiguous(seen)
            case Absent() if limit.is_over:
                raise not_found(scene, name, within_s)
        watch.wait(seen)


class _Watch:
    """Waits for something better than what was seen, and knows how long that has stood."""

    def __init__(self, deadline: Deadline, patience_s: float) -> None:
        self._deadline, self._patience_s = deadline, patience_s
        self._kind: type[Seen] | None = None
        self._stands: Deadline = deadline

    def has_stood(self, seen: Seen) -> bool:
        """Whether this kind of thing has been seen all through the patience, or time is up."""
        return self._deadline.is_over or (self._kind is type(seen) and self._stands.is_over)

    def wait(self, seen: Seen) -> None:
        """Wait until something better may be there, or a moment has passed."""
        if self._kind is not type(seen):
            self._kind = type(seen)
            self._stands = self._deadline.sooner(self._patience_s, "patience")
        timeout_ms = max(1, min(_SLICE_MS, 1000 * self._deadline.left_s))
        with suppress(Elapsed):
            if isinstance(seen, Several):
                seen.locator.nth(1).wait_for(state="detached", timeout=timeout_ms)
            else:
                seen.awaited.first.wait_for(state="attached", timeout=timeout_ms)


def is_visible(root: Root, name: str, book: Book, page_spec: PageSpec | None) -> bool:
    """Whether any candidate of an element is visible at this moment."""
    return any(one.count() for one in locators_of(Scene(root, book, page_spec), name))
