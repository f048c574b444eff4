"""Date, month and date range pickers: type where that is possible, confirm, read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.locators.wording import pattern
from rpa.widgets.panel import panel_of
from rpa.widgets.surface import Surface


class DateRefused(StepFailed):
    """A picker does not take a day or month, mostly because the page's rules leave it out."""

    def __init__(self, field: str, value: date | Month) -> None:
        super().__init__(f"{field}: the page does not take {value}")
        self.field, self.value = field, value


def fill_range(surface: Surface, field: str, control: Locator, value: DateRange) -> None:
    """Set both ends of a range; pickers take none or both, so an open end is an error."""
    if value.start is None or value.end is None:
        raise StepFailed(f"{field}: the page wants both ends of the range, not {value}")
    ends = (value.start, value.end)
    markup = surface.library.dates
    panel = panel_of(surface, control, markup.opener, markup.range_panel)

    def act(left_ms: float) -> None:
        panel.open(left_ms)
        inputs = panel.shown.locator(markup.input)
        _type(surface, field, [inputs.nth(0), inputs.nth(1)], ends, left_ms)
        confirm = panel.shown.get_by_role("button", name=pattern(surface.wording.confirm))
        confirm.click(timeout=left_ms)

    _judge(surface, field, control, act, ends)


def fill_date(surface: Surface, field: str, control: Locator, value: date) -> None:
    """Set a single day."""
    markup = surface.library.dates
    panel = panel_of(surface, control, markup.opener, markup.date_panel)

    def act(left_ms: float) -> None:
        panel.open(left_ms)
        _type(surface, field, [panel.shown.locator(markup.input).first], [value], left_ms)

    _judge(surface, field, control, act, (value,))
    panel.close()


def fill_month(surface: Surface, field: str, control: Locator, value: Month) -> None:
    """Set a month: turn to its year, click its cell."""
    markup = surface.library.dates
    panel = panel_of(surface, control, markup.opener, markup.month_panel)
    reads_month = re.compile(rf"^\D*{value.month}\D*$")

    def act(left_ms: float) -> None:
        panel.open(left_ms)
        _turn_to_year(surface, field, panel.shown, value, left_ms)
        cell = panel.shown.locator(markup.month_cell).filter(has_text=reads_month)
        if cell.and_(surface.page.locator(markup.disabled)).count():
            raise DateRefused(field, value)
        cell.click(timeout=left_ms)

    shown = re.compile(rf"{value.year}\D+0?{value.month}(?!\d)")
    wanted = control.locator(markup.shown).filter(has_text=shown)
    surface.ensure(f"{field}: {value}", act, lambda s: surface.appears(wanted, within_s=s))


def _type(
    surface: Surface,
    field: str,
    entries: Sequence[Locator],
    days: Sequence[date],
    left_ms: float,
) -> None:
    """Type days into their inputs, twice if need be: an old end may not go with a new beginning."""
    typed = [day.strftime(surface.library.dates.typed) for day in days]
    for _ in range(2):
        for entry, text in zip(entries, typed, strict=True):
            entry.fill(text, timeout=left_ms)
            entry.press("Enter", timeout=left_ms)
        # A picker of single days may be gone with its input, having taken the day.
        kept = [one.input_value(timeout=left_ms) for one in entries if one.is_visible()]
        if len(kept) < len(typed) or [*map(_digits, kept)] == [*map(_digits, typed)]:
            return
    refused = next(at for at, text in enumerate(kept) if _digits(text) != _digits(typed[at]))
    raise DateRefused(field, days[refused])


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _turn_to_year(
    surface: Surface, field: str, panel: Locator, value: Month, left_ms: float
) -> None:
    markup = surface.library.dates
    shown = panel.locator(markup.year_shown).first
    while (year := _year(field, shown.text_content(timeout=left_ms))) != value.year:
        step, arrow = (-1, markup.year_before) if year > value.year else (1, markup.year_after)
        panel.locator(arrow).first.click(timeout=left_ms)
        turned = shown.filter(has_text=str(year + step))
        if not surface.appears(turned, within_s=surface.patience_s):
            raise DateRefused(field, value)


def _year(field: str, text: str | None) -> int:
    found = re.search(r"\d{4}", text or "")
    if found is None:
        raise StepFailed(f"{field}: its panel shows no year")
    return int(found[0])


def _judge(
    surface: Surface,
    field: str,
    control: Locator,
    act: Callable[[float], None],
    days: Sequence[date],
) -> None:
    # The page may show dates with hyphens or slashes; the digits are what counts.
    digits = r"\D+".join(f"{day:%Y}\\D?{day:%m}\\D?{day:%d}" for day in days)
    wanted = control.locator(surface.library.dates.shown).filter(has_text=re.compile(digits))
    words = f"{field}: {' … '.join(day.isoformat() for day in days)}"
    surface.ensure(words, act, lambda within_s: surface.appears(wanted, within_s=within_s))
