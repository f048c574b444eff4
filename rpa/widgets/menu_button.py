"""A button or link that opens a list of things to do (export, more, account)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import pattern
from rpa.nearest import did_you_mean
from rpa.widgets.panel import Panel
from rpa.widgets.surface import ACT_LIMIT_S, Surface


class ItemMissing(StepFailed):
    """A menu button's list lacks an item, or has it greyed out."""

    def __init__(self, item: str, shown: Sequence[str], *, disabled: bool) -> None:
        found = "is greyed out" if disabled else f"is not in the list; {did_you_mean(item, shown)}"
        super().__init__(f"{item} {found}")
        self.item = item


class ButtonMissing(StepFailed):
    """The button whose list should hold an item is not on the page."""

    def __init__(self, item: str) -> None:
        super().__init__(f"{item}: the button with the list that holds it is not on the page")
        self.item = item


def choose(surface: Surface, toggle: Locator, words: Sequence[str]) -> None:
    """Open the list behind `toggle` and click the item that reads one of `words`, once."""
    if not surface.comes(toggle):
        raise ButtonMissing(words[0])
    choose_behind(surface, lambda left_ms: toggle.click(timeout=left_ms), words)


def choose_behind(surface: Surface, click: Callable[[float], None], words: Sequence[str]) -> None:
    """Do the same with a list that `click` opens, and closes when it is done again."""
    surface = surface.within(ACT_LIMIT_S, f"choose {words[0]}")
    markup = surface.library.menu_button
    panel = Panel(surface, markup.panel, click)
    items = panel.shown.locator(markup.item)
    surface.ensure(
        f"open the list of {words[0]}",
        panel.open,
        lambda within_s: surface.appears(items, within_s=within_s),
        expected="the list",
    )
    item = items.filter(has_text=pattern(words))
    is_there = item.count() > 0
    if is_there and not item.and_(surface.page.locator(markup.disabled)).count():
        item.first.click(timeout=surface.deadline.left_ms())
        return
    shown = surface.texts(items)
    panel.close()
    raise ItemMissing(words[0], shown, disabled=is_there)
