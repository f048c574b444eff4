"""Date, month and date range pickers: type where that is possible, confirm, read back."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.locators.wording import normal, pattern
from rpa.widgets.surface import Surface


def fill_range(surface: Surface, field: str, control: Locator, value: DateRange) -> None:
    """Set both ends of a range; pickers take none or both, so an open end is an error."""
    if value.start is None or value.end is None:
        raise StepFailed(f"{field}: the page wants both ends of the range, not {value}")
    ends = (value.start, value.end)

    def act(left_ms: float) -> None:
        panel = _open(surface, control, surface.library.dates.range_panel, left_ms)
        inputs = panel.locator(surface.library.dates.input)
        for at, day in enumerate(ends):
            inputs.nth(at).fill(_typed(surface, day), timeout=left_ms)
            inputs.nth(at).press("Enter", timeout=left_ms)
        confirm = panel.get_by_role("button", name=pattern(surface.wording.confirm))
        confirm.click(timeout=left_ms)

    _judge(surface, field, control, act, ends)


def fill_date(surface: Surface, field: str, control: Locator, value: date) -> None:
    """Set a single day."""

    def act(left_ms: float) -> None:
        panel = _open(surface, control, surface.library.dates.date_panel, left_ms)
        day = panel.locator(surface.library.dates.input).first
        day.fill(_typed(surface, value), timeout=left_ms)
        day.press("Enter", timeout=left_ms)

    _judge(surface, field, control, act, (value,))


def fill_month(surface: Surface, field: str, control: Locator, value: Month) -> None:
    """Set a month: turn to its year, click its cell."""
    markup = surface.library.dates

    def act(left_ms: float) -> None:
        panel = _open(surface, control, markup.month_panel, left_ms)
        shown = panel.locator(markup.year_shown)
        while (year := int(re.sub(r"\D", "", shown.text_content() or "0"))) != value.year:
            step = markup.year_before if year > value.year else markup.year_after
            panel.locator(step).click(timeout=left_ms)
        cell = panel.locator(markup.month_cell).filter(
            has_text=re.compile(rf"^\D*{value.month}\D*$")
        )
        cell.click(timeout=left_ms)

    shown = re.compile(rf"{value.year}\D+0?{value.month}(?!\d)")
    wanted = control.locator(markup.shown).filter(has_text=shown)
    surface.ensure(f"{field}: {value}", act, lambda s: surface.appears(wanted, within_s=s))


def _judge(surface: Surface, field: str, control: Locator, act, days: tuple[date, ...]) -> None:  # type: ignore[no-untyped-def]
    # The page may show dates with hyphens or slashes; the digits are what counts.
    digits = r"\D+".join(f"{day:%Y}\\D?{day:%m}\\D?{day:%d}" for day in days)
    wanted = control.locator(surface.library.dates.shown).filter(has_text=re.compile(digits))
    words = f"{field}: {' … '.join(day.isoformat() for day in days)}"
    surface.ensure(words, act, lambda within_s: surface.appears(wanted, within_s=within_s))


def _typed(surface: Surface, day: date) -> str:
    return day.strftime(surface.library.dates.typed)


def _open(surface: Surface, control: Locator, css: str, left_ms: float) -> Locator:
    panel = surface.page.locator(css).filter(visible=True).last
    if not panel.count():
        control.locator(surface.library.dates.opener).first.click(timeout=left_ms)
        panel.wait_for(timeout=left_ms)
    return panel


def shown_text(surface: Surface, control: Locator) -> str:
    """Return what the picker shows, empty if it shows its placeholder."""
    shown = control.locator(surface.library.dates.shown).first
    if shown.locator(surface.library.dates.placeholder).count():
        return ""
    return normal(shown.text_content() or "")
