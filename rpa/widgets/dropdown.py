"""Drop-down lists: open the panel, choose by wording, judge by what the control shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets.surface import Surface


class OptionMissing(StepFailed):
    """A select has no such option."""

    def __init__(self, field: str, wanted: str, options: Sequence[str]) -> None:
        super().__init__(f'{field}: no option "{wanted}"; {did_you_mean(wanted, options)}')
        self.field, self.wanted, self.options = field, wanted, tuple(options)


def shown_text(surface: Surface, control: Locator) -> str:
    """Return the value a select shows, empty if it shows its placeholder."""
    markup = surface.library.select
    shown = control.locator(markup.shown).first
    if shown.locator(markup.placeholder).count():
        return ""
    return normal(shown.text_content() or "")


def choose(surface: Surface, field: str, control: Locator, words: Sequence[str]) -> None:
    """Choose the option that reads one of `words`."""
    if pattern(words).search(shown_text(surface, control)):
        return

    def act(left_ms: float) -> None:
        _option(surface, field, _open_panel(surface, control, left_ms), words).click(
            timeout=left_ms
        )

    wanted = control.locator(surface.library.select.shown).filter(has_text=pattern(words))
    surface.ensure(
        f"{field}: choose {words[0]}",
        act,
        lambda within_s: surface.appears(wanted, within_s=within_s),
    )


def choose_many(surface: Surface, field: str, control: Locator, wanted: Sequence[str]) -> None:
    """Make exactly the options `wanted` the chosen ones."""
    markup = surface.library.select
    wanted = [normal(word) for word in wanted]

    def chosen() -> list[str]:
        return [normal(tag) for tag in control.locator(markup.tag).all_text_contents()]

    def toggle(word: str) -> None:
        before = word in chosen()
        tag = control.locator(markup.tag).filter(has_text=pattern([word]))
        state = surface.vanishes if before else surface.appears

        def act(left_ms: float) -> None:
            panel = _open_panel(surface, control, left_ms)
            _option(surface, field, panel, [word]).click(timeout=left_ms)

        surface.ensure(
            f"{field}: choose {word}", act, lambda within_s: state(tag, within_s=within_s)
        )

    for word in [*(one for one in chosen() if one not in wanted), *wanted]:
        if (word in chosen()) != (word in wanted):
            toggle(word)
    close_panel(surface)


def choose_largest(surface: Surface, shown: Any) -> int:
    """Choose the largest number that a select of numbers offers, and return it."""
    panel = surface.page.locator(surface.library.select.panel).filter(visible=True).last
    options = panel.locator(surface.library.select.option)

    def numbers() -> list[int]:
        texts = options.all_text_contents()
        return [int(digits) for text in texts if (digits := re.sub(r"\D", "", text))]

    def open_list(left_ms: float) -> None:
        if not options.count():
            shown.click(timeout=left_ms)

    surface.ensure("page size", open_list, lambda s: surface.appears(options, within_s=s))
    largest = max(numbers())
    option = options.filter(has_text=re.compile(rf"^\D*{largest}\D*$"))
    surface.ensure(
        f"{largest} rows a page",
        lambda left_ms: option.click(timeout=left_ms),
        lambda within_s: surface.vanishes(option, within_s=within_s),
    )
    return largest


def close_panel(surface: Surface) -> None:
    """Close whatever panel is open, by a click where nothing is."""
    panel = surface.page.locator(surface.library.select.panel).filter(visible=True)
    if panel.count():
        surface.ensure(
            "close the list",
            lambda _left_ms: surface.page.mouse.click(1, 1),
            lambda within_s: surface.vanishes(panel, within_s=within_s),
        )


def _open_panel(surface: Surface, control: Locator, left_ms: float) -> Locator:
    panel = surface.page.locator(surface.library.select.panel).filter(visible=True).last
    if not panel.count():
        control.locator(surface.library.select.opener).first.click(timeout=left_ms)
        panel.wait_for(timeout=left_ms)
    return panel


def _option(surface: Surface, field: str, panel: Locator, words: Sequence[str]) -> Locator:
    """Return the option, scrolling a list that holds only what it shows."""
    markup = surface.library.select
    options = panel.locator(markup.option)
    option = options.filter(has_text=pattern(words)).first
    seen: list[str] = []
    while not option.count():
        shown = [normal(text) for text in options.all_text_contents()]
        new = [text for text in shown if text not in seen]
        if not new:
            close_panel(surface)
            raise OptionMissing(field, words[0], seen)
        seen += new
        panel.locator(markup.list).first.evaluate("list => list.scrollBy(0, list.clientHeight)")
        surface.wait_idle()
    return option
