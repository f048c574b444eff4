"""The hover menu: from the top item over a group to the leaf that opens a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed, Unavailable
from rpa.locators.model import MenuPath
from rpa.locators.wording import pattern
from rpa.nearest import nearest
from rpa.widgets.surface import Surface

UNFOLDED_MS = 100
"""How long a panel must have been open before it is clicked: one that unfolds may not hear it."""


class MenuPathMissing(StepFailed):
    """The menu of this account has none of the paths that lead to a page."""

    def __init__(self, page: str, paths: Sequence[MenuPath], shown: Sequence[str]) -> None:
        tried = " or ".join(" > ".join(path) for path in paths)
        near = nearest(paths[0][-1], shown)
        held = ", ".join(near or shown[:12]) or "nothing"
        super().__init__(
            f"{page}: this account has no such menu ({tried}); the nearest in its menu: {held}"
        )
        self.page, self.paths = page, tuple(paths)


class MenuMissing(Unavailable):
    """What the browser shows has no menu, so it is no page of the portal."""

    def __init__(self, page: str) -> None:
        super().__init__(f"{page}: the portal did not load: what it shows has no menu")
        self.page = page


class PageNotOpen(StepFailed):
    """What was done before did not lead to the page."""

    def __init__(self, page: str, shown: Sequence[str]) -> None:
        held = shown[-1] if shown else "none"
        super().__init__(f"{page}: this page is not open; the heading of the open one: {held}")
        self.page = page


class MenuPathAmbiguous(StepFailed):
    """Several entries of the menu bear the name that a path ends with."""

    def __init__(self, path: MenuPath, count: int) -> None:
        words = " > ".join(path)
        super().__init__(f"{words}: {count} entries of the menu bear this name; name its group too")
        self.path, self.count = path, count


def open_page(surface: Surface, page: str, paths: Sequence[MenuPath], title: Sequence[str]) -> None:
    """Walk the first of `paths` that the menu has, until the heading shows one of `title`."""
    items = surface.page.locator(surface.library.menu.item).filter(visible=True)
    if not surface.appears(items):
        raise MenuMissing(page)
    path = _first(surface, paths)
    if path is None:
        surface.wait_idle(within_s=surface.patience_s)  # the menu may be on its way
        path = _first(surface, paths)
    if path is None:
        shown = _shown(surface)
        surface.page.mouse.move(0, 0)
        raise MenuPathMissing(page, paths, shown)
    _walk(surface, path, title)


def await_page(surface: Surface, page: str, title: Sequence[str]) -> None:
    """Wait until the heading shows one of `title`, where an act before leads to."""
    if not surface.comes(_heading(surface, title)):
        shown = surface.texts(surface.page.locator(surface.library.page.heading))
        raise PageNotOpen(page, shown)


def is_open(surface: Surface, title: Sequence[str]) -> bool:
    """Whether the page's heading is one of `title` at this moment."""
    return _heading(surface, title).count() > 0


def shows(surface: Surface, title: Sequence[str], within_s: float) -> bool:
    """Wait until the heading is one of `title`; return whether it was in time."""
    return surface.appears(_heading(surface, title), within_s=within_s)


def _heading(surface: Surface, title: Sequence[str]) -> Locator:
    headings = surface.page.locator(surface.library.page.heading)
    return headings.filter(has_text=pattern(title)).filter(visible=True)


def _walk(surface: Surface, path: MenuPath, title: Sequence[str]) -> None:
    follow(
        surface,
        path,
        lambda within_s: shows(surface, title, within_s),
        expected=f"the heading {title[0]}",
    )


def follow(
    surface: Surface, path: MenuPath, is_there: Callable[[float], bool], *, expected: str
) -> None:
    """Click through a path that the menu has, until `is_there`, which takes what it may wait."""
    markup = surface.library.menu
    top = _top(surface, path)

    def act(left_ms: float) -> None:
        if len(path) == 1:
            top.locator(markup.label).click(timeout=left_ms)
            return
        # A panel that is still open after a swallowed click has to be entered anew.
        top.locator(markup.label).hover(timeout=left_ms)
        top.locator(markup.panel).filter(visible=True).wait_for(timeout=left_ms)
        unfolded = {"css": markup.panel, "still_ms": UNFOLDED_MS}
        surface.until("hasStayed", unfolded, within_s=left_ms / 1000)
        leaf = _leaf(top, surface, path).filter(visible=True)
        if (count := leaf.count()) > 1:
            raise MenuPathAmbiguous(path, count)
        leaf.click(timeout=left_ms)

    surface.ensure(" > ".join(path), act, is_there, expected=expected)
    surface.page.mouse.move(0, 0)  # else the panel stays open over the page
    surface.vanishes(
        surface.page.locator(markup.panel).filter(visible=True), within_s=surface.patience_s
    )


def _top(surface: Surface, path: MenuPath) -> Locator:
    markup = surface.library.menu
    label = surface.page.locator(markup.label).filter(has_text=pattern([path[0]]))
    return surface.page.locator(markup.item).filter(visible=True).filter(has=label)


def _first(surface: Surface, paths: Sequence[MenuPath]) -> MenuPath | None:
    return next((path for path in paths if _has(surface, path)), None)


def _has(surface: Surface, path: MenuPath) -> bool:
    """Whether the menu has the path at this moment."""
    top = _top(surface, path)
    if len(path) == 1 or not top.count():
        return top.count() > 0
    leaves = top.locator(surface.library.menu.leaf)
    if not leaves.count():
        # Some consoles build a panel only when it is first opened.
        top.hover(timeout=surface.deadline.left_ms())
        surface.comes(leaves)
    return _leaf(top, surface, path).count() > 0


def _leaf(top: Locator, surface: Surface, path: MenuPath) -> Locator:
    markup = surface.library.menu
    leaves = surface.page.locator(markup.leaf).filter(has_text=pattern([path[-1]]))
    if len(path) == 2:
        return top.locator(leaves)
    title = surface.page.locator(markup.group_title).filter(has_text=pattern([path[-2]]))
    return top.locator(markup.group).filter(has=title).locator(leaves)


def _shown(surface: Surface) -> list[str]:
    markup = surface.library.menu
    tops = surface.page.locator(markup.item).filter(visible=True)
    return surface.texts(tops.locator(markup.leaf))
