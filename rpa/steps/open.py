"""`open`: walk the portal's menu to a page, and open a tab of it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from rpa.locators.book import UnknownName
from rpa.locators.model import PageSpec
from rpa.locators.resolve import is_visible, resolve
from rpa.nearest import did_you_mean
from rpa.steps.base import Step
from rpa.steps.chinese import quoted
from rpa.steps.click import Click
from rpa.steps.context import Context
from rpa.steps.hover import Hover
from rpa.steps.view import View
from rpa.widgets import menu, tabs


class Open(Step):
    """Open a page of the portal through its menu, and a tab of it: `页面 / 页签 / 内层页签`.

    Where no menu path leads to a page, the selectors may give the way there, such as through the
    drop-down of the account; it is taken as often as it has to be. A page with neither is one that
    a link or a button leads to: it is waited for.
    """

    kind = "open"
    short = "page"
    leads = True

    page: str = Field(description="Page, and its tabs if it has any: `page / tab / inner tab`")

    def describe(self) -> str:
        """Say which page."""
        return f"open {self.page}"

    def tell(self, view: View) -> str:
        """Name the menu path, the page and its tabs."""
        try:
            place = view.book.place(self.page)
        except UnknownName:
            return f"进入“{self.page}”页面"
        page = place.page
        way = "".join(f"{words}，" for words in _way_in_words(view, page))
        tabs = quoted(tab.words[0] for tab in place.tabs)
        then = f"，单击{tabs}页签" if tabs else ""
        return f"{way}进入“{page.title[0] if page.title else page.page}”页面{then}"

    def check(self, view: View) -> None:
        """Note an unknown page or tab."""
        try:
            view.opened(view.book.place(self.page))
        except UnknownName as error:
            found = f'unknown {error.what} "{error.name}"'
            view.problem(self, found, did_you_mean(error.name, error.known), "page")
            view.place, view.is_lost = None, True

    def begins_anew(self, ctx: Context) -> bool:
        """Whether the menu leads there, or a way from any page."""
        page = ctx.book.place(self.page).page
        return page.menu is not None or bool(page.way)

    def run(self, ctx: Context) -> None:
        """Walk there, and wait until nothing is under way."""
        place = ctx.book.place(self.page)
        surface = ctx.surface
        page, title = place.page, _title(place.page)
        if self.begins_anew(ctx) and menu.is_open(surface, title):
            ctx.page.reload(timeout=ctx.deadline.left_ms())  # what was queried there is undone
        if page.menu is not None:
            menu.open_page(surface, page.page, page.menu, title)
        elif page.way:
            _take_way(ctx, page, title)
        else:
            menu.await_page(surface, page.page, title)
        surface.wait_idle()
        if place.tabs:
            tabs.open_tabs(surface, place.tabs)
            surface.wait_idle()
        ctx.position.arrive(place)


def _title(page: PageSpec) -> tuple[str, ...]:
    """Return the headings that prove a page: as a rule, what the menu or else flows call it."""
    paths = page.menu or ((page.page,),)
    return page.title or tuple(dict.fromkeys(path[-1] for path in paths))


def _way_in_words(view: View, page: PageSpec) -> Iterator[str]:
    if page.menu:
        yield f"选择“{' > '.join(page.menu[0])}”"
    for move in page.way:
        yield (Click if move.click else Hover)(target=move.element).tell(view)


def _take_way(ctx: Context, page: PageSpec, title: tuple[str, ...]) -> None:
    """Go the way to a page; what shuts a drop-down on the way, such as a guard, costs one try."""

    def act(left_ms: float) -> None:
        limit = ctx.deadline.sooner(left_ms / 1000, page.page)
        for move in page.way[_stage(ctx, page) :]:
            target = resolve(ctx.page, move.element, ctx.book, None, deadline=limit, emit=ctx.emit)
            make = target.click if move.click else target.hover
            make(timeout=max(1.0, 1000 * limit.left_s))

    ctx.surface.ensure(
        " > ".join(move.element for move in page.way),
        act,
        lambda within_s: menu.shows(ctx.surface, title, within_s),
        expected=f"the heading {title[0]}",
    )
    ctx.page.mouse.move(0, 0)  # else what opens under the pointer stays open over the page


def _stage(ctx: Context, page: PageSpec) -> int:
    """Return the last move that can be made now; another click on the first would shut a menu."""
    can = [
        at for at, move in enumerate(page.way) if is_visible(ctx.page, move.element, ctx.book, None)
    ]
    return max(can, default=0)
