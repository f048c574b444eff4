"""Radio buttons: choose by wording, judge by which one is filled."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.locators.wording import pattern
from rpa.widgets.dropdown import OptionDisabled, OptionMissing
from rpa.widgets.surface import Surface


def choose(surface: Surface, field: str, control: Locator, words: Sequence[str]) -> None:
    """Choose the option that reads one of `words`."""
    markup = surface.library.radio
    options = control.locator(markup.option)
    option = options.filter(has_text=pattern(words)).first
    if not surface.comes(option):
        raise OptionMissing(field, words[0], surface.texts(options))
    if option.and_(surface.page.locator(markup.disabled)).count():
        raise OptionDisabled(field, words[0])
    chosen = option.and_(surface.page.locator(markup.chosen))
    if chosen.count():
        return
    surface.ensure(
        f"{field}: choose {words[0]}",
        lambda left_ms: option.click(timeout=left_ms),
        lambda within_s: surface.appears(chosen, within_s=within_s),
    )
