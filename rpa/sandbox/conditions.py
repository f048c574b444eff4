"""Query conditions: what a field was given, made into a question to a row."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from rpa.sandbox.schema import ALL, Field, Test

R = TypeVar("R")


class BadCondition(ValueError):
    """A field was given what it cannot take."""


def text(key: str, label: str, read: Callable[[R], str | None]) -> Field[R]:
    """Return a field that finds rows whose text contains what was typed."""

    def test(given: object) -> Test[R] | None:
        wanted = _string(label, given).strip().casefold()
        return (lambda row: wanted in (read(row) or "").casefold()) if wanted else None

    return Field(key, label, "text", test)


def select(
    key: str,
    label: str,
    options: tuple[str, ...],
    read: Callable[[R], str | None],
    default: str = ALL,
) -> Field[R]:
    """Return a field that finds rows of one of the options, or of all."""

    def test(given: object) -> Test[R] | None:
        wanted = _option(label, given, options)
        return (lambda row: read(row) == wanted) if wanted != ALL else None

    return Field(key, label, "select", test, (ALL, *options), default, "请选择")


def multi_select(
    key: str, label: str, options: tuple[str, ...], read: Callable[[R], str | None]
) -> Field[R]:
    """Return a field that finds rows of any of the chosen options."""

    def test(given: object) -> Test[R] | None:
        chosen = given if isinstance(given, list) else [given]
        wanted = frozenset(_option(label, one, options) for one in chosen)
        return (lambda row: read(row) in wanted) if wanted and ALL not in wanted else None

    return Field(key, label, "multi_select", test, options, None, "请选择")


def month(
    key: str,
    label: str,
    read: Callable[[R], str | None],
    default: str = "",
    limits: tuple[str, str] | None = None,
) -> Field[R]:
    """Return a field that finds rows of a month, written as `2026-10` and within the limits."""
    earliest, latest = limits or (None, None)

    def test(given: object) -> Test[R] | None:
        wanted = _string(label, given).strip()
        if wanted and limits and not limits[0] <= wanted <= limits[1]:
            raise BadCondition(f"{label}: only {limits[0]} to {limits[1]}, got {wanted}")
        return (lambda row: read(row) == wanted) if wanted else None

    return Field(
        key,
        label,
        "month",
        test,
        default=default or None,
        placeholder="YYYY/MM",
        earliest=earliest,
        latest=latest,
    )


def date_range(
    key: str,
    label: str,
    read: Callable[[R], date | None],
    default: tuple[date, date] | None = None,
) -> Field[R]:
    """Return a field that finds rows from the first day up to the whole of the last day."""
    shown = [day.isoformat() for day in default] if default else None

    def test(given: object) -> Test[R] | None:
        if not isinstance(given, list) or len(given) != 2:
            raise BadCondition(f"{label}: expected [begin, end], got {given!r}")
        begin, end = (_day(label, one) for one in given)
        if begin is None and end is None:
            return None
        first, last = begin or date.min, end or date.max

        def is_within(row: R) -> bool:
            found = read(row)
            day = found.date() if isinstance(found, datetime) else found
            return day is not None and first <= day <= last

        return is_within

    return Field(key, label, "date_range", test, default=shown, placeholder="YYYY/MM/DD")


def _string(label: str, given: object) -> str:
    if not isinstance(given, str):
        raise BadCondition(f"{label}: expected a text, got {given!r}")
    return given


def _option(label: str, given: object, options: tuple[str, ...]) -> str:
    wanted = _string(label, given) or ALL
    if wanted != ALL and wanted not in options:
        raise BadCondition(f"{label}: no such option {wanted!r}")
    return wanted


def _day(label: str, given: object) -> date | None:
    try:
        return date.fromisoformat(_string(label, given).replace("/", "-")) if given else None
    except ValueError:
        raise BadCondition(f"{label}: no such day {given!r}") from None
