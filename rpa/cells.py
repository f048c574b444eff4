"""From a cell's text, as a page shows it, to its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from rpa.tables import Cell, ColumnType

Parse = Callable[[str], Cell]

_AMOUNT = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MOMENT = re.compile(
    _DAY.pattern + r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?GMT[+-]\d{2}:?\d{2}| ?UTC[+-]?\d*)?"
)
_LEADING_MARKS = re.compile(r"^[-+]?\s*(?:[¥￥$€]|[A-Z]{3})\s*")


def parser(
    kind: ColumnType,
    *,
    empty: Sequence[str] = (),
    yes: Sequence[str] = (),
    no: Sequence[str] = (),
) -> Parse:
    """Return the function that reads cells of one column.

    It takes a cell's text and returns its value, None for an empty cell (no text, or one of
    `empty`), and raises `ValueError` saying what was wanted. Amounts may bear thousands separators
    and a currency; dates read `2026-10-31` or `2026/10/31`, moments add ` 12:30:00`.
    """
    read = {True: True, False: False}

    def parse_bool(text: str) -> Cell:
        if text in yes:
            return read[True]
        if text in no:
            return read[False]
        raise ValueError(f"one of {', '.join((*yes, *no))} is wanted")

    parse = parse_bool if kind == "bool" else _PARSERS[kind]
    blanks = frozenset(("", *empty))
    return lambda text: None if text in blanks else parse(text)


def _amount(text: str) -> Decimal:
    sign = "-" if text.startswith("-") else ""
    bare = sign + _LEADING_MARKS.sub("", text) if _LEADING_MARKS.match(text) else text
    if not _AMOUNT.fullmatch(bare):
        raise ValueError("an amount such as 1,234.50 is wanted")
    return Decimal(bare.replace(",", ""))


def _integer(text: str) -> int:
    amount = _amount(text)
    if amount != amount.to_integral_value():
        raise ValueError("a whole number is wanted")
    return int(amount)


def _day(text: str) -> date:
    if not (match := _DAY.fullmatch(text)):
        raise ValueError("a date such as 2026-10-31 is wanted")
    return date(*(int(part) for part in match.groups()))


def _moment(text: str) -> datetime:
    if not (match := _MOMENT.fullmatch(text)):
        raise ValueError("a moment such as 2026-10-31 12:30:00 is wanted")
    return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]


_PARSERS: dict[ColumnType, Parse] = {
    "text": lambda text: text,
    "id": lambda text: text,
    "integer": _integer,
    "number": _amount,
    "money": _amount,
    "date": _day,
    "datetime": _moment,
}
