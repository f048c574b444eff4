"""The hover menu: from the top item over a group to the leaf that opens a page."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.errors import ActWithoutEffect, StepFailed
from rpa.locators.model import MenuPath
from rpa.locators.wording import pattern
from rpa.nearest import nearest
from rpa.widgets.surface import PATIENCE_S, Surface


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


def open_page(surface: Surface, page: str, paths: Sequence[MenuPath], title: Sequence[str]) -> None:
    """Walk the first of `paths` that the menu has, until the heading shows one of `title`."""
    markup = surface.library.menu
    items = surface.page.locator(markup.item).filter(visible=True)
    if not surface.appears(items):
        raise ActWithoutEffect(f"open {page}", "a menu", within_s=surface.deadline.limit_s)
    for path in paths:
        if _walk(surface, path, title):
            return
    raise MenuPathMissing(page, paths, _shown(surface))


def is_open(surface: Surface, title: Sequence[str]) -> bool:
    """Whether the page's heading is one of `title` at this moment."""
    return _heading(surface, title).count() > 0


def _heading(surface: Surface, title: Sequence[str]) -> Locator:
    headings = surface.page.locator(surface.library.page.heading)
    return headings.filter(has_text=pattern(title)).filter(visible=True)


def _walk(surface: Surface, path: MenuPath, title: Sequence[str]) -> bool:
    """Return False if the menu lacks the path; else walk it until the page is open."""
    markup = surface.library.menu
    top = _named(surface.page.locator(markup.item), markup.label, path[0])
    if not top.count() or not _has_leaf(top, surface, path):
        return False

    def act(left_ms: float) -> None:
        if len(path) == 1:
            top.locator(markup.label).click(timeout=left_ms)
            return
        # A panel that is still open after a swallowed click has to be entered anew.
        top.locator(markup.label).hover(timeout=left_ms)
        top.locator(markup.panel).filter(visible=True).wait_for(timeout=left_ms)
        _leaf(top, surface, path).filter(visible=True).click(timeout=left_ms)

    heading = _heading(surface, title)
    surface.ensure(
        " > ".join(path), act, lambda within_s: surface.appears(heading, within_s=within_s)
    )
    surface.page.mouse.move(0, 0)  # else the panel stays open over the page
    surface.vanishes(surface.page.locator(markup.panel).filter(visible=True), within_s=PATIENCE_S)
    return True


def _named(items: Locator, label: str, name: str) -> Locator:
    return items.filter(visible=True).filter(
        has=items.page.locator(label).filter(has_text=pattern([name]))
    )


def _has_leaf(top: Locator, surface: Surface, path: MenuPath) -> bool:
    if len(path) == 1:
        return True
    leaf = _leaf(top, surface, path)
    if leaf.count():
        return True
    # Some consoles build a panel only when it is first opened.
    top.hover(timeout=surface.deadline.left_ms())
    top.locator(surface.library.menu.panel).first.wait_for(timeout=surface.deadline.left_ms(5))
    return leaf.count() > 0


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
    return [text.strip() for text in tops.locator(markup.leaf).all_text_contents()]
