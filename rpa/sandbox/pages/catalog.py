"""All pages there are: one module each, found by route or by the table they hold."""

from collections.abc import Callable, Iterator

from rpa.sandbox.pages import customer_orders, export_records, home
from rpa.sandbox.pages.view import View
from rpa.sandbox.schema import Page, Tab

_PAGES: dict[str, Callable[[View], Page | None]] = {
    home.ROUTE: home.build,
    customer_orders.ROUTE: customer_orders.build,
    export_records.ROUTE: export_records.build,
}

ROUTES = frozenset(_PAGES)


def page_at(route: str, view: View) -> Page | None:
    """Return the page at a route, or None when this view has no such page."""
    build = _PAGES.get(route)
    return build(view) if build else None


def tab_of(table_id: str, view: View) -> Tab | None:
    """Return the tab of this key or with this table, or None when this view has none."""
    pages = (build(view) for build in _PAGES.values())
    tabs = (tab for page in pages if page for tab in _leaves(page.tabs))
    return next((tab for tab in tabs if table_id == (tab.table.id if tab.table else tab.key)), None)


def _leaves(tabs: tuple[Tab, ...]) -> Iterator[Tab]:
    for tab in tabs:
        if tab.tabs:
            yield from _leaves(tab.tabs)
        else:
            yield tab
