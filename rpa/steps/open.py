"""`open`: walk the portal's menu to a page, and open a tab of it."""

from __future__ import annotations

from pydantic import Field

from rpa.locators.book import UnknownName
from rpa.nearest import did_you_mean
from rpa.steps.base import Step
from rpa.steps.chinese import quoted
from rpa.steps.context import Context
from rpa.steps.view import View
from rpa.widgets import menu, tabs


class Open(Step):
    """Open a page of the portal through its menu, and a tab of it: `页面 / 页签 / 内层页签`.

    A page without a menu path is one that a link or a button leads to: it is waited for.
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
        way = f"选择“{' > '.join(page.menu[0])}”，" if page.menu else ""
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
        """Whether the menu leads there."""
        return ctx.book.place(self.page).page.menu is not None

    def run(self, ctx: Context) -> None:
        """Walk there, and wait until nothing is under way."""
        place = ctx.book.place(self.page)
        surface = ctx.surface
        page = place.page
        if page.menu is None:
            menu.await_page(surface, page.page, page.title or (page.page,))
        else:
            title = page.title or tuple(dict.fromkeys(path[-1] for path in page.menu))
            if menu.is_open(surface, title):
                ctx.page.reload(timeout=ctx.deadline.left_ms())  # what was queried there is undone
            menu.open_page(surface, page.page, page.menu, title)
        surface.wait_idle()
        if place.tabs:
            tabs.open_tabs(surface, place.tabs)
            surface.wait_idle()
        ctx.position.arrive(place)
