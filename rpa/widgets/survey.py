"""What stands on a page, tab by tab, seen as a person sees it: nothing but tabs is clicked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from rpa.errors import StepFailed
from rpa.locators.book import Tab
from rpa.locators.model import MenuPath, TabSpec
from rpa.locators.wording import normal
from rpa.portal_map.parts import Part
from rpa.widgets import menu, tabs
from rpa.widgets.menu_tree import menu_tree
from rpa.widgets.surface import QUIET_MS, Surface

Around: TypeAlias = tuple[str, ...]
"""The tabs that something stands in, outermost first."""

OPEN_LIMIT_S = 10.0
"""How long a page or a tab may take to come to the front."""

LOAD_LIMIT_S = 30.0
"""How long it may take to come to rest before it is looked at as it is."""

STILL_MS = 100
"""How long it must have shown the same before that is believed to be all."""

_NOTHING = "shows no filters, tables, buttons or facts"
_ID = re.compile(r"\d{4}|^[0-9a-f-]{16,}$")


def menu_paths(surface: Surface) -> list[MenuPath]:
    """Return the way to every page of the menu, in its order."""
    paths: list[MenuPath] = []
    for item, groups in menu_tree(surface.within(LOAD_LIMIT_S, "show the menu")):
        paths += [] if groups else [(item,)]
        for title, leaves in groups:
            paths += [tuple(filter(None, (item, title, leaf))) for leaf in leaves]
    return [tuple(map(normal, path)) for path in paths]


def open_leaf(surface: Surface, path: MenuPath) -> None:
    """Click through the menu until the page is another one, or has opened a window of its own."""
    surface = surface.within(OPEN_LIMIT_S, f"open {path[-1]}")
    library = surface.library.model_dump()
    wish = {"library": library, "was": surface.call("survey.whereabouts", library)}
    windows = len(surface.page.context.pages)

    def is_there(within_s: float) -> bool:
        has_left = surface.until("survey.isElsewhere", wish, within_s=within_s)
        return has_left or len(surface.page.context.pages) > windows

    menu.follow(surface, path, is_there, expected="another page")


def read_page(surface: Surface, name: str) -> Part:
    """Return a page with all its tabs, each of which is opened once."""
    reading = _Reading(surface)
    reading.read()
    while (around := reading.next_tab()) is not None:
        reading.open(around)
    inside = reading.inside(())
    if all(one.kind == "heading" for one in inside):
        inside += (Part("note", _NOTHING),)
    return Part("page", name, address_of(surface.page.url), inside)


def address_of(url: str) -> str:
    """Return the part of an address behind the host, without what tells one visit from another."""
    parts = urlsplit(url)
    fragment = parts.fragment.partition("?")[0]
    steps = f"{parts.path}#{fragment}".removesuffix("#").split("/")
    return "/".join("{id}" if _ID.search(step) else step for step in steps)


@dataclass(slots=True)
class _Reading:
    """A page as far as it was read: what stands in which tab, and which tabs there are."""

    surface: Surface
    parts: dict[Around, list[Part]] = field(default_factory=dict)
    tabs: dict[Around, str] = field(default_factory=dict)
    opened: set[Around] = field(default_factory=set)
    shown: tuple[Around, ...] = ()

    def read(self, around: Around = ()) -> None:
        """Read what the page shows, now that a tab is in front; what was read before stays."""
        library = self.surface.library.model_dump()
        wish = {
            "library": library,
            "ignored": self.surface.ignored,
            "quiet_ms": QUIET_MS,
            "still_ms": STILL_MS,
        }
        is_still = self.surface.until("survey.isStill", wish, within_s=LOAD_LIMIT_S)
        seen = self.surface.call("survey.read", library)
        for place, parts in _by_tab(seen).items():
            self.parts.setdefault(place, parts)
        self._note_tabs(seen["tabs"])
        if not is_still:
            self._note(around, f"still loads after {LOAD_LIMIT_S:g} s")

    def next_tab(self) -> Around | None:
        """Return a tab that was not opened yet: inner ones first, while they can be seen."""
        return max((one for one in self.shown if one not in self.opened), key=len, default=None)

    def open(self, around: Around) -> None:
        """Bring a tab to the front, and read what it holds."""
        self.opened.add(around)
        surface = self.surface.within(OPEN_LIMIT_S, f"open the tab {around[-1]}")
        try:
            tabs.open_tabs(surface, [Tab(title, TabSpec()) for title in around])
        except StepFailed as error:
            if self.surface.deadline.is_over:
                raise
            self._note(around, str(error))
        else:
            self.read(around)

    def inside(self, around: Around) -> tuple[Part, ...]:
        """Return what stands in a tab, or on the page: parts, then further tabs."""
        inner = (
            Part("tab", path[-1], detail, self.inside(path))
            for path, detail in self.tabs.items()
            if path[:-1] == around
        )
        return (*self.parts.get(around, ()), *inner)

    def _note(self, around: Around, words: str) -> None:
        self.parts.setdefault(around, []).append(Part("note", words))

    def _note_tabs(self, shown: Sequence[tuple[Sequence[str], str, bool, bool]]) -> None:
        self.shown = ()
        for around, title, is_active, is_disabled in shown:
            path = _named(*around, title)
            self.tabs.setdefault(path, "disabled" if is_disabled else "")
            self.shown += () if is_disabled else (path,)
            self.opened |= {path} if is_active else set()


def _named(*titles: str) -> Around:
    return tuple(map(normal, titles))


def _by_tab(seen: Mapping[str, Any]) -> dict[Around, list[Part]]:
    found: dict[Around, list[Part]] = {
        (): [Part("heading", normal(one)) for one in seen["headings"]]
    }
    for around, kind, name, detail in seen["parts"]:
        found.setdefault(_named(*around), []).append(Part(kind, normal(name), detail))
    return found
