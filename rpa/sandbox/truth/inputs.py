"""A flow's inputs as they are given to the truth."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rpa.sandbox.nearest import unknown

_RELATIVE = re.compile(r"([+-]\d{1,5})d")


class BadInput(ValueError):
    """An input that the flow does not have, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Days:
    """All days from the first to the last; a missing end is open."""

    first: date = date.min
    last: date = date.max


def check_names(inputs: Mapping[str, str], known: tuple[str, ...]) -> None:
    """Raise BadInput for the first name that the flow does not have."""
    for name in inputs:
        if name not in known:
            raise BadInput(unknown("input", name, known))


def choice(inputs: Mapping[str, str], name: str, options: tuple[str, ...]) -> str | None:
    """Return the chosen option, or None when all are wanted."""
    value = inputs.get(name, "").strip()
    if value in {"", "全部"}:
        return None
    if value not in options:
        raise BadInput(f"{name}: {unknown('value', value, options)}")
    return value


def choices(inputs: Mapping[str, str], name: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the options chosen, separated by commas; none when all are wanted."""
    given = [part.strip() for part in inputs.get(name, "").split(",") if part.strip()]
    if "全部" in given:
        return ()
    return tuple(one for part in given if (one := choice({name: part}, name, options)))


def names(inputs: Mapping[str, str], name: str) -> frozenset[str]:
    """Return ids or names, separated by commas; none when all are wanted."""
    given = inputs.get(name, "").strip()
    if given.startswith("@"):
        raise BadInput(f'{name}: cannot read the file "{given}"; write what it holds, with commas')
    return frozenset(part.strip() for part in given.split(",") if part.strip())


def days(inputs: Mapping[str, str], name: str, today: date) -> Days | None:
    """Return the days of `2026-10-01..2026-10-31`, `last_month`, `-30d..yesterday` and the like."""
    value = inputs.get(name, "").strip()
    if not value:
        return None
    begin, dots, end = value.partition("..")
    if not dots:
        return _period(name, value, today)
    return Days(
        _day(name, begin, today) if begin.strip() else date.min,
        _day(name, end, today) if end.strip() else date.max,
    )


def _period(name: str, value: str, today: date) -> Days:
    monday = today - timedelta(days=today.weekday())
    match value:
        case "this_week":
            return Days(monday, monday + timedelta(days=6))
        case "last_week":
            return Days(monday - timedelta(days=7), monday - timedelta(days=1))
        case "this_month":
            return _month(today)
        case "last_month":
            return _month(today.replace(day=1) - timedelta(days=1))
        case "this_year":
            return Days(date(today.year, 1, 1), date(today.year, 12, 31))
        case "last_year":
            return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    day = _day(name, value, today)
    return Days(day, day)


def _month(day: date) -> Days:
    last = monthrange(day.year, day.month)[1]
    return Days(day.replace(day=1), day.replace(day=last))


def _day(name: str, value: str, today: date) -> date:
    word = value.strip()
    if word in {"today", "yesterday", "tomorrow"}:
        return today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[word])
    if relative := _RELATIVE.fullmatch(word):
        return today + timedelta(days=int(relative[1]))
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise BadInput(
            f'{name}: cannot read "{word}"; write 2026-10-01..2026-10-31, last_month '
            "or -30d..yesterday"
        ) from None
