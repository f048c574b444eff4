"""A button or link that opens a list of things to do (export, more, account)."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets.surface import Surface


class ItemMissing(StepFailed):
    """A menu button's list lacks an item, or has it greyed out."""

    def __init__(self, item: str, shown: Sequence[str], *, disabled: bool) -> None:
        found = "is greyed out" if disabled else f"is not in the list; {did_you_mean(item, shown)}"
        super().__init__(f"{item} {found}")
        self.item = item


def choose(surface: Surface, toggle: Locator, words: Sequence[str]) -> None:
    """Open the list behind `toggle` and click the item that reads one of `words`, once."""
    markup = surface.library.menu_button
    panel = surface.page.locator(markup.panel).filter(visible=True)
    items = panel.locator(markup.item)

    def open_list(left_ms: float) -> None:
        if not panel.count():
            toggle.click(timeout=left_ms)

    surface.ensure("open the list", open_list, lambda s: surface.appears(items, within_s=s))
    item = items.filter(has_text=pattern(words))
    if not item.count():
        raise ItemMissing(words[0], [normal(t) for t in items.all_text_contents()], disabled=False)
    if item.and_(surface.page.locator(markup.disabled)).count():
        raise ItemMissing(words[0], [], disabled=True)
    item.first.click(timeout=surface.deadline.left_ms())
