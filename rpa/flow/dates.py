"""Days, months and spans of days, and how people write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DATE_FORMS = "2026-10-31, today, yesterday, tomorrow, -30d, +7d or -1m"
MONTH_FORMS = "2026-10, this_month, last_month or -1m"
RANGE_FORMS = (
    "2026-10-01..2026-10-31, 2026-10-01.., ..2026-10-31, 2026-10, a single day, today, "
    "this_month, last_month, this_year or -30d..today"
)

_DAY = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_SHIFT = re.compile(r"([-+][0-9]{1,5})([dm])")
_DAY_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTH_WORDS = {"last_month": -1, "this_month": 0, "next_month": 1}
_YEAR_WORDS = {"last_year": -1, "this_year": 0}


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; `month - 1` is the one before."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"{self.year}-{self.month} is not a month of the calendar")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that `day` is in."""
        return cls(day.year, day.month)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __add__(self, months: int) -> Month:
        if not isinstance(months, int):
            return NotImplemented
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __sub__(self, months: int) -> Month:
        return self + -months if isinstance(months, int) else NotImplemented

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `start` to `end`, both included; None is an open end."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"{self} begins after it ends")

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        after_start = self.start is None or self.start <= day
        return after_start and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"


def parse_date(text: str, today: date) -> date:
    """Return the day that `text` names; raise ValueError that lists the forms."""
    word = text.strip()
    day = _day(word, today)
    if day is None:
        raise ValueError(f'"{text}" is not a date; write {DATE_FORMS}')
    return day


def parse_month(text: str, today: date) -> Month:
    """Return the month that `text` names; raise ValueError that lists the forms."""
    word = text.strip()
    shift = _SHIFT.fullmatch(word)
    if shift and shift[2] == "m":
        return Month.of(today) + int(shift[1])
    month = _month(word, today)
    if month is None:
        raise ValueError(f'"{text}" is not a month; write {MONTH_FORMS}')
    return month


def parse_range(text: str, today: date) -> DateRange:
    """Return the span that `text` names; raise ValueError that lists the forms."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    start = _span(first, today) if first else DateRange(None, None)
    end = (_span(last, today) if last else DateRange(None, None)) if dots else start
    if start is None or end is None or not (first or last):
        raise ValueError(f'"{text}" is not a date range; write {RANGE_FORMS}')
    return DateRange(start.start, end.end)


def _span(word: str, today: date) -> DateRange | None:
    if (day := _day(word, today)) is not None:
        return DateRange(day, day)
    if (month := _month(word, today)) is not None:
        return DateRange(month.start, month.end)
    if word in _YEAR_WORDS:
        year = today.year + _YEAR_WORDS[word]
        return DateRange(date(year, 1, 1), date(year, 12, 31))
    return None


def _day(word: str, today: date) -> date | None:
    if word in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[word])
    if shift := _SHIFT.fullmatch(word):
        return _shifted(today, int(shift[1]), shift[2])
    if found := _DAY.fullmatch(word):
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            raise ValueError(f"{word} is not a day of the calendar") from None
    return None


def _shifted(day: date, count: int, unit: str) -> date:
    try:
        if unit == "d":
            return day + timedelta(days=count)
        month = Month.of(day) + count
    except (OverflowError, ValueError):
        raise ValueError(f"{count:+}{unit} from {day} is out of the calendar") from None
    return min(month.end, month.start + timedelta(days=day.day - 1))


def _month(word: str, today: date) -> Month | None:
    if word in _MONTH_WORDS:
        return Month.of(today) + _MONTH_WORDS[word]
    found = _MONTH.fullmatch(word)
    return Month(int(found[1]), int(found[2])) if found else None
