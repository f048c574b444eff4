"""The walk of a survey: leaf by leaf through the menu, whatever the pages are like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from playwright.sync_api import Page

from rpa.errors import StepFailed
from rpa.events import PageRead
from rpa.locators.model import MenuPath
from rpa.portal_map.parts import Part, below_menus, walked
from rpa.steps.context import Context
from rpa.widgets.menu import MenuMissing
from rpa.widgets.surface import Surface
from rpa.widgets.survey import address_of, menu_paths, open_leaf, read_page

_TRIES = 2
"""From how many other pages a leaf is tried again: the page it leads to may have been one."""


def survey(ctx: Context) -> tuple[Part, ...]:
    """Return the portal as its menu leads to it; a page that does not open has a note."""
    return _Walk(ctx, ctx.page, ctx.page.url).taken()


@dataclass(slots=True)
class _Walk:
    """A walk through the menu, begun on a page at an address, and what was found so far."""

    ctx: Context
    page: Page
    start: str
    found: dict[MenuPath, Part] = field(default_factory=dict)

    def taken(self) -> tuple[Part, ...]:
        """Visit every leaf, and those that do not open again, coming from elsewhere."""
        paths = tuple(dict.fromkeys(menu_paths(self.ctx.surface)))
        if not paths:
            raise MenuMissing(self.ctx.book.portal.title)
        # What is in front already would not be seen to come there: that is mostly the first.
        for path in (*paths[1:], paths[0]):
            self._visit(path, len(paths))
        start = address_of(self.start)
        sure = [one for one in paths if self.found[one].detail not in ("", start)]
        for over in sure[:_TRIES]:
            for path in [one for one in paths if not self.found[one].detail]:
                self._visit(path, len(paths), over)
        return below_menus([(path[:-1], self.found[path]) for path in paths])

    def _visit(self, path: MenuPath, count: int, over: MenuPath = ()) -> None:
        self.found[path] = self._as_known(self._tried(path, over))
        rows = sum(1 for _ in walked(tuple(self.found.values())))
        self.ctx.emit(
            PageRead(
                table=" > ".join(path), page=len(self.found), pages=count, rows=rows, total=None
            )
        )

    def _tried(self, path: MenuPath, over: MenuPath) -> Part:
        """Open a leaf; where that fails go back to the start, and return a page with a note."""
        try:
            if over:
                open_leaf(self._surface, over)
            page = self._read(path)
            self.ctx.hooks.check_hosts()
        except StepFailed as error:
            if self.ctx.is_ending:
                raise
            page = _noted(path, "", str(error))
        if page.detail == "" or not self._has_menu():
            self._begin_anew()
        return page

    def _read(self, path: MenuPath) -> Part:
        open_leaf(self._surface, path)
        if (window := self.ctx.page) is not self.page:
            return _noted(path, address_of(window.url), "opens a window of its own")
        return read_page(self._surface, path[-1])

    @property
    def _surface(self) -> Surface:
        return replace(self.ctx.surface, check=self._check)

    def _check(self) -> None:
        self.ctx.hooks.check_session(self.ctx)
        self.ctx.hooks.check_hosts()

    def _has_menu(self) -> bool:
        menu = self.ctx.page.locator(self.ctx.library.menu.item)
        return self.ctx.page is self.page and menu.filter(visible=True).count() > 0

    def _begin_anew(self) -> None:
        self.ctx.hooks.check_session(self.ctx)
        while (window := self.ctx.page) is not self.page:
            window.close()
        # An address that differs behind the # only would load nothing.
        self.page.goto(self.start, timeout=self.ctx.deadline.left_ms())
        self.page.reload(timeout=self.ctx.deadline.left_ms())

    def _as_known(self, page: Part) -> Part:
        """Return a page that another leaf leads to as well as no more than a note of that."""
        for path, known in self.found.items():
            if page.inside == known.inside and page.detail == known.detail != "":
                return _noted((page.name,), page.detail, f"the same as {' > '.join(path)}")
        return page


def _noted(path: MenuPath, address: str, words: str) -> Part:
    return Part("page", path[-1], address, (Part("note", words),))
