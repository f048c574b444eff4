"""Drop-down lists: open the panel, choose by wording, judge by what the control shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets.panel import Panel, panel_of
from rpa.widgets.surface import Surface

# Scrolls a list by what it shows, and tells whether that moved it, once it has drawn what is new.
_SCROLL = """(list, toTop) => new Promise((done) => {
  const before = list.scrollTop;
  toTop ? list.scrollTo(0, 0) : list.scrollBy(0, list.clientHeight);
  requestAnimationFrame(() => requestAnimationFrame(() => done(list.scrollTop !== before)));
})"""


class OptionMissing(StepFailed):
    """A select has no such option."""

    def __init__(self, field: str, wanted: str, options: Sequence[str]) -> None:
        super().__init__(f'{field}: no option "{wanted}"; {did_you_mean(wanted, options)}')
        self.field, self.wanted, self.options = field, wanted, tuple(options)


class OptionDisabled(StepFailed):
    """A select has the option, but greyed out."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(f'{field}: the option "{wanted}" is greyed out')
        self.field, self.wanted = field, wanted


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
    markup = surface.library.select
    panel = panel_of(surface, control, markup.opener, markup.panel)
    wanted = control.locator(markup.shown).filter(has_text=pattern(words))
    surface.ensure(
        f"{field}: choose {words[0]}",
        lambda left_ms: _click_option(field, panel, words, left_ms),
        lambda within_s: surface.appears(wanted, within_s=within_s),
    )


def choose_many(
    surface: Surface, field: str, control: Locator, wanted: Sequence[str | Sequence[str]]
) -> None:
    """Make exactly the options `wanted` the chosen ones; each is one wording, or several."""
    markup = surface.library.select
    panel = panel_of(surface, control, markup.opener, markup.panel)
    sought = [[normal(one) for one in _words(words)] for words in wanted]

    def differing() -> tuple[Sequence[str], bool] | None:
        """Return the first option in the wrong state, and whether it is to be chosen."""
        chosen = surface.texts(control.locator(markup.tag))
        for one in chosen:
            if not any(one in words for words in sought):
                return [one], False
        missing = (words for words in sought if not any(one in words for one in chosen))
        return next(((words, True) for words in missing), None)

    def toggle(words: Sequence[str], *, is_wanted: bool) -> None:
        tag = control.locator(markup.tag).filter(has_text=pattern(words))
        state = surface.appears if is_wanted else surface.vanishes
        surface.ensure(
            f"{field}: choose {words[0]}",
            lambda left_ms: _click_option(field, panel, words, left_ms, unless=is_wanted),
            lambda within_s: state(tag, within_s=within_s),
        )

    while (found := differing()) is not None:
        toggle(found[0], is_wanted=found[1])
    panel.close()


def _words(words: str | Sequence[str]) -> Sequence[str]:
    return [words] if isinstance(words, str) else words


def largest_number(surface: Surface, panel: Panel) -> int:
    """Open a list of numbers and return the largest."""
    options = panel.shown.locator(surface.library.select.option)
    surface.ensure(
        "page size", panel.open, lambda within_s: surface.appears(options, within_s=within_s)
    )
    return max(int(re.sub(r"\D", "", text) or 0) for text in surface.texts(options))


def click_number(surface: Surface, panel: Panel, number: int, left_ms: float) -> None:
    """Click a number in its list, which is opened if need be."""
    panel.open(left_ms)
    options = panel.shown.locator(surface.library.select.option)
    options.filter(has_text=re.compile(rf"^\D*{number}\D*$")).click(timeout=left_ms)


def _click_option(
    field: str, panel: Panel, words: Sequence[str], left_ms: float, *, unless: bool | None = None
) -> None:
    """Click an option; not if its being chosen is `unless` already, as a click would change it."""
    panel.open(left_ms)
    page, markup = panel.surface.page, panel.surface.library.select
    option = _option(field, panel, words)
    if option.and_(page.locator(markup.disabled)).count():
        panel.close()
        raise OptionDisabled(field, words[0])
    if unless is None or bool(option.and_(page.locator(markup.chosen)).count()) != unless:
        option.click(timeout=left_ms)


def _option(field: str, panel: Panel, words: Sequence[str]) -> Locator:
    """Return the option, scrolling a list that holds only what it shows."""
    surface, markup = panel.surface, panel.surface.library.select
    options = panel.shown.locator(markup.option)
    scroller = panel.shown.locator(markup.list)
    option = options.filter(has_text=pattern(words)).first
    surface.comes(options)  # some lists are asked for when they are opened
    if not option.count():
        _scroll(scroller, to_top=True)
    seen: dict[str, None] = {}
    is_end = False
    while not option.count():
        known = len(seen)
        seen |= dict.fromkeys(surface.texts(options))
        if is_end and len(seen) == known:
            panel.close()
            raise OptionMissing(field, words[0], list(seen))
        is_end = not _scroll(scroller, to_top=False)
        surface.rests()
    return option


def _scroll(scroller: Locator, *, to_top: bool) -> bool:
    """Scroll a list if there is one; return whether that moved it."""
    return any(one.evaluate(_SCROLL, to_top) for one in scroller.element_handles()[:1])
