"""Months of the calendar, written as `2026-10`."""

from datetime import date

MONTHS_KEPT = 18
"""How many months back the portal still tells what customers consumed."""


def month_of(day: date) -> str:
    """Return the month a day is in."""
    return f"{day.year:04}-{day.month:02}"


def first_of(day: date, months_back: int = 0) -> date:
    """Return the first day of the month so many months before that of `day`."""
    year, before = divmod(day.year * 12 + day.month - 1 - months_back, 12)
    return date(year, before + 1, 1)


def earliest_month(today: date) -> str:
    """Return the earliest month that the portal still shows."""
    return month_of(first_of(today, MONTHS_KEPT))
