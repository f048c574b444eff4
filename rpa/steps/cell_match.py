"""Whether a cell is what a flow wants there: a value, one of several, a span or a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rpa.cells import parser
from rpa.flow.dates import DateRange, Month
from rpa.flow.words import as_text
from rpa.locators.wording import normal
from rpa.secret import Secret
from rpa.steps.conditions import Holds
from rpa.tables import Cell, ColumnType

_PATTERN = re.compile(r"/(.+)/", re.DOTALL)
_TEXTS: frozenset[ColumnType] = frozenset({"text", "id"})


def matcher(wanted: Any, kind: ColumnType) -> Holds:
    """Return what tells the cells of a column of that kind that are as wanted.

    `wanted` is a value as the flow writes it, a list of which one must fit, `/a pattern/`, or in
    columns of numbers and dates a span such as `1..100`.
    """
    match wanted:
        case None:
            return lambda cell: cell is None
        case Secret():
            return matcher(wanted.reveal(), kind)
        case list() | tuple():
            ways = [matcher(one, kind) for one in wanted]
            return lambda cell: any(way(cell) for way in ways)
        case DateRange() | Month():
            return lambda cell: _day(cell) in wanted
        case str() if (written := pattern_in(wanted)) is not None:
            pattern = re.compile(written)
            return lambda cell: pattern.search("" if cell is None else str(cell)) is not None
        case str() if ".." in wanted and kind not in _TEXTS:
            return _in_span(wanted, kind)
    value = as_cell(wanted, kind)
    return lambda cell: _same(cell, value)


def pattern_in(wanted: str) -> str | None:
    """Return the regular expression that a text between two slashes is."""
    found = _PATTERN.fullmatch(wanted)
    return found[1] if found else None


def wanted_words(wanted: Any) -> str:
    """Return what is wanted of a cell, in words."""
    match wanted:
        case None:
            return "empty"
        case list() | tuple():
            return "one of " + ", ".join(map(wanted_words, wanted))
        case _:
            return str(wanted)


def as_cell(value: Any, kind: ColumnType) -> Cell:
    """Return a value that a flow gives as a column of that kind holds it."""
    if isinstance(value, float):
        return Decimal(str(value))
    if not isinstance(value, str):
        return as_text(value) if kind in _TEXTS else value
    for one in (kind, "date") if kind == "datetime" else (kind,):
        try:
            return parser(one)(value)
        except ValueError:
            continue
    return value


def _same(cell: Cell, value: Cell) -> bool:
    if isinstance(cell, str) and isinstance(value, str):
        return normal(cell) == normal(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        cell = _day(cell)
    return cell == value


def _in_span(span: str, kind: ColumnType) -> Holds:
    first, _, last = span.partition("..")
    ends = [as_cell(one.strip(), kind) for one in (first, last)]
    tests: list[Callable[[Any], bool]] = [
        lambda cell: ends[0] is None or _comparable(cell, ends[0]) >= ends[0],
        lambda cell: ends[1] is None or _comparable(cell, ends[1]) <= ends[1],
    ]

    def holds(cell: Cell) -> bool:
        try:
            return cell is not None and all(test(cell) for test in tests)
        except TypeError:  # a cell that is not of its column's kind is in no span
            return False

    return holds


def _comparable(cell: Any, end: Cell) -> Any:
    return cell if isinstance(end, datetime) else _day(cell)


def _day(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell
