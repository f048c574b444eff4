"""Flows grouped by the portal's own menu: a flow belongs where the first page that it opens is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpa.locators.model import MenuPath
    from rpa.steps.view import View


def by_menu(views: Iterable[View], menu_order: Sequence[str]) -> list[tuple[str, list[View]]]:
    """Return flows by the menu path above their page, in the portal's order; none comes first.

    What `menu_order` does not name stands behind what it does.
    """
    placed = [(next(_menus(view), ()), view) for view in views]
    met = [name for path, _ in placed for name in path]
    order = list(dict.fromkeys((*menu_order, *met)))
    placed.sort(key=lambda one: [order.index(name) for name in one[0]])
    grouped = groupby(placed, key=lambda one: one[0])
    return [(" > ".join(path), [view for _, view in group]) for path, group in grouped]


def _menus(view: View) -> Iterator[MenuPath]:
    """Yield the menu above every page that a flow opens, or a flow that it calls."""
    from rpa.flow.step import every
    from rpa.locators.book import UnknownName
    from rpa.steps.call import Call
    from rpa.steps.open import Open

    for step in every(view.flow.steps):
        if isinstance(step, Call):
            called = None if step.flow in view.callers else view.load_flow(step.flow)
            if called is not None:
                yield from _menus(view.inside(called))
        elif isinstance(step, Open):
            try:
                menu = view.book.place(step.page).page.menu
            except UnknownName:
                continue
            if menu:
                yield menu[0][:-1]
