"""What to say when the page does not hold an element once, and only once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from playwright.sync_api import Error as DriverError
from playwright.sync_api import Page

from rpa.errors import StepFailed
from rpa.locators.candidates import Scene, candidate_locator, element_locator
from rpa.locators.look import Several
from rpa.locators.model import Candidate
from rpa.locators.scripts import OUTLINES, VISIBLE_TEXTS
from rpa.locators.wording import normal

_NEAR = 0.6
_MOST_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate that did not do, and how many things it matches all the same."""

    candidate: Candidate
    visible: int = 0
    hidden: int = 0
    missing: str | None = None  # the element it should lie within, if that is not there

    def __str__(self) -> str:
        if self.missing is not None:
            return f'{self.candidate}: nothing, for there is no "{self.missing}"'
        counts = {"visible": self.visible, "hidden": self.hidden}
        found = ", ".join(f"{count} {how}" for how, count in counts.items() if count)
        return f"{self.candidate}: {found or 'nothing'}"


class ElementNotFound(StepFailed):
    """No way that the selectors give for an element finds it on the page."""

    def __init__(
        self,
        element: str,
        tried: Sequence[Tried],
        *,
        url: str,
        title: str,
        near: Sequence[str],
        within_s: float,
    ) -> None:
        self.element, self.tried, self.near = element, tuple(tried), tuple(near)
        self.url, self.title = url, title
        place = f"{url} ({title})" if title else url
        lines = [f"{element}: not found within {round(within_s, 1):g} s on {place}"]
        lines += [f"tried {one}" for one in tried]
        lines += [f"nearest texts on the page: {', '.join(near) or 'none is like it'}"]
        super().__init__("\n  ".join(lines))


class ElementAmbiguous(StepFailed):
    """A way that the selectors give for an element finds more than one thing."""

    def __init__(
        self, element: str, candidate: Candidate, count: int, matches: Sequence[str]
    ) -> None:
        self.element, self.candidate = element, candidate
        self.count, self.matches = count, tuple(matches)
        found = f"{element}: {candidate} matches {count} things on the page, among them"
        super().__init__("\n  ".join([found, *matches]))


def ambiguous(seen: Several) -> ElementAmbiguous:
    """Return the error that names the things which one candidate matches."""
    matches = seen.locator.evaluate_all(OUTLINES)[:2]
    return ElementAmbiguous(seen.element, seen.candidate, seen.count, matches)


def not_found(scene: Scene, name: str, within_s: float) -> ElementNotFound:
    """Return the error that says what was tried, and what the page holds instead."""
    page = scene.root if isinstance(scene.root, Page) else scene.root.page
    element = scene.element(name)
    sought = {normal(word) for word in (name, *(w for one in element for w in _words(one)))}
    title, texts = _shown(page)
    return ElementNotFound(
        name,
        [_tried(scene, one) for one in element],
        url=page.url,
        title=title,
        near=_nearest(sought, texts),
        within_s=within_s,
    )


def _shown(page: Page) -> tuple[str, list[str]]:
    """Return the page's title and visible texts; nothing of a page that is just going away."""
    try:
        return page.title(), page.evaluate(VISIBLE_TEXTS)
    except DriverError:
        return "", []


def _tried(scene: Scene, candidate: Candidate) -> Tried:
    root = scene.root
    if candidate.within is not None:
        around = element_locator(root, candidate.within, scene.book, scene.page)
        if around.count() == 0:
            return Tried(candidate, missing=candidate.within)
        root = around
    anywhere = candidate.model_copy(update={"nth": None})
    visible = candidate_locator(root, anywhere, "visible").count()
    attached = candidate_locator(root, anywhere, "attached").count()
    return Tried(candidate, visible, attached - visible)


def _words(candidate: Candidate) -> Iterator[str]:
    for words in (candidate.name, candidate.label, candidate.placeholder, candidate.text):
        yield from words or ()
    yield from candidate.has_text or ()


def _nearest(sought: set[str], texts: Sequence[str]) -> list[str]:
    """Rank the page's texts; only likely ones, for a page's texts may be nobody's business."""
    rated = {
        text: max(SequenceMatcher(None, word, normal(text)).ratio() for word in sought)
        for text in texts
    }
    near = sorted((text for text in rated if rated[text] >= _NEAR), key=lambda text: -rated[text])
    return near[:_MOST_TEXTS]
