"""From a candidate of the selector files to what the browser driver calls a locator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal, TypeAlias

from playwright.sync_api import FrameLocator, Locator, Page

from rpa.locators.book import Book
from rpa.locators.model import Candidate, Element, PageSpec
from rpa.locators.wording import holding, pattern

Root: TypeAlias = Page | Locator
State: TypeAlias = Literal["visible", "attached"]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where to look for elements: below which root, by whose names, and in which state."""

    root: Root
    book: Book
    page: PageSpec | None
    state: State = "visible"

    def element(self, name: str) -> Element:
        """Return the ways to find an element: the page's own, else the portal's."""
        return self.book.element(name, self.page)

    def below(self, root: Root) -> Scene:
        """Return the same scene below another root."""
        return replace(self, root=root)

    def around(self) -> Scene:
        """Return the scene for what an element lies within, which must be visible in any case."""
        return replace(self, state="visible")


def candidate_locator(root: Root, candidate: Candidate, state: State = "visible") -> Locator:
    """Return what a candidate finds below `root`; its `within` is the caller's affair."""
    place = root if candidate.frame is None else root.frame_locator(f"css={candidate.frame}")
    found = _by_way(place, candidate, hidden_too=state == "attached")
    if candidate.has_text is not None:
        found = found.filter(has_text=holding(candidate.has_text))
    if state == "visible":
        found = found.filter(visible=True)
    return found if candidate.nth is None else found.nth(candidate.nth)


def element_locator(
    root: Root, name: str, book: Book, page_spec: PageSpec | None, state: State = "visible"
) -> Locator:
    """Return what any candidate of an element finds; the driver allows no `frame` in it."""
    return reduce(Locator.or_, locators_of(Scene(root, book, page_spec, state), name))


def locators_of(scene: Scene, name: str) -> Iterator[Locator]:
    """Yield what each candidate of an element finds, within whatever its `within` may find."""
    for candidate in scene.element(name):
        roots: Iterator[Root] = iter([scene.root])
        if candidate.within is not None:
            roots = locators_of(scene.around(), candidate.within)
        for root in roots:
            yield candidate_locator(root, candidate, scene.state)


def _by_way(place: Root | FrameLocator, one: Candidate, *, hidden_too: bool) -> Locator:
    if one.role is not None:
        name = pattern(one.name) if one.name else None
        return place.get_by_role(one.role, name=name, include_hidden=hidden_too)
    if one.label is not None:
        return place.get_by_label(pattern(one.label))
    if one.placeholder is not None:
        return place.get_by_placeholder(pattern(one.placeholder))
    if one.text is not None:
        return place.get_by_text(pattern(one.text))
    if one.test_id is not None:
        return place.get_by_test_id(one.test_id)
    return place.locator(f"css={one.css}" if one.css is not None else f"xpath={one.xpath}")
