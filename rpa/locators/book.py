"""A portal's selector files as one value, and the way from a name to what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rpa.errors import InputWrong
from rpa.locators.model import Element, PageSpec, TabSpec, wordings
from rpa.locators.portal import PortalSpec
from rpa.nearest import did_you_mean

# A page's name may itself hold a slash (such as customers/details), so blanks are needed.
_SLASH = re.compile(r"\s+/\s+")


class UnknownName(InputWrong):
    """A flow names something that the selector files do not."""

    def __init__(self, what: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        self.found = f'unknown {what} "{name}"{where}'
        self.remedy = did_you_mean(name, self.known)
        super().__init__(f"{self.found}; {self.remedy}")


class Tab(NamedTuple):
    """A tab and what flows call it."""

    name: str
    spec: TabSpec

    @property
    def words(self) -> tuple[str, ...]:
        """Its titles on the page, the newest first."""
        return wordings(self.name, self.spec.label)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a flow wants to be: a page, and the tabs to open on it, the outer one first."""

    page: PageSpec
    tabs: tuple[Tab, ...] = ()

    @property
    def name(self) -> str:
        """The place as flows write it: `page / tab / inner tab`."""
        return " / ".join((self.page.page, *(tab.name for tab in self.tabs)))

    @property
    def main_table(self) -> str | None:
        """The table that is meant where none is named: the open tab's, or the page's only one."""
        tables = self.page.tables
        open_ones = [tab.name for tab in reversed(self.tabs)] or [self.page.page]
        named = next((name for name in open_ones if name in tables), None)
        return named or (next(iter(tables)) if len(tables) == 1 else None)


@dataclass(frozen=True, slots=True)
class Book:
    """All that the selector files say of one portal."""

    portal: PortalSpec
    pages: Mapping[str, PageSpec]
    files: Mapping[str, Path]

    def page(self, name: str) -> PageSpec:
        """Return the page of that name."""
        if name not in self.pages:
            raise UnknownName("page", name, self.pages)
        return self.pages[name]

    def file_of(self, page: str) -> Path:
        """Return the file that describes a page."""
        return self.files[self.page(page).page]

    def element(self, name: str, page: PageSpec | None) -> Element:
        """Return the ways to find an element: the page's own, else the portal's."""
        if page is not None and name in page.elements:
            return page.elements[name]
        if name not in self.portal.elements:
            raise UnknownName("element", name, self.element_names(page), where=_on(page))
        return self.portal.elements[name]

    def element_names(self, page: PageSpec | None) -> tuple[str, ...]:
        """Return the names of all elements that can be met on a page, its own first."""
        own = page.elements if page is not None else {}
        return tuple(dict.fromkeys([*own, *self.portal.elements]))

    def tab_path(self, page: PageSpec, names: Sequence[str]) -> tuple[Tab, ...]:
        """Return the tabs of those names, each one inside the one before."""
        tabs, path = page.tabs, list[Tab]()
        for name in names:
            if name not in tabs:
                where = f' in the tab "{path[-1].name}"' if path else _on(page)
                raise UnknownName("tab", name, tabs, where=where)
            path.append(Tab(name, tabs[name]))
            tabs = tabs[name].tabs
        return tuple(path)

    def place(self, text: str) -> Place:
        """Return the place that a flow writes as `page / tab / inner tab`."""
        name, *tabs = _SLASH.split(text.strip())
        page = self.page(name)
        return Place(page, self.tab_path(page, tabs))


def _on(page: PageSpec | None) -> str:
    return f' on the page "{page.page}"' if page is not None else ""
