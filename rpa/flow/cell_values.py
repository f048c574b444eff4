"""From what a cell of a file holds to the value of its column."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from rpa.cells import parser
from rpa.flow.words import as_text, in_words
from rpa.tables import Cell, ColumnType

_EXACT_DIGITS = 15


def cell_value(found: Any, kind: ColumnType) -> Cell:
    """Return the value of a cell, None for an empty one; raise ValueError if it does not fit."""
    if isinstance(found, str):
        found = found.strip()
    if found is None or found == "":
        return None
    if isinstance(found, str) and found.startswith("#") and found.endswith(("!", "?", "A")):
        raise ValueError(f"the formula gives {found}")
    if isinstance(found, datetime | date | time):
        return _moment(found, kind)
    if isinstance(found, bool):
        return found if kind == "bool" else _parsed(as_text(found), kind)
    if isinstance(found, int | float):
        return _number(found, kind)
    return _parsed(found, kind)


def _number(found: int | float, kind: ColumnType) -> Cell:
    # Excel keeps 15 digits of a number; an order number typed as one has lost the rest.
    if kind in ("text", "id") and abs(found) >= 10**_EXACT_DIGITS:
        raise ValueError(
            f"a number of more than {_EXACT_DIGITS} digits, which Excel rounds; "
            "format the column as text and enter it again"
        )
    exact = Decimal(found) if isinstance(found, int) else Decimal(repr(found))
    if kind in ("number", "money"):
        return exact
    if kind == "integer" and exact == exact.to_integral_value():
        return int(exact)
    return _parsed(as_text(found), kind)


def _moment(found: datetime | date | time, kind: ColumnType) -> Cell:
    if isinstance(found, time):
        return _parsed(found.isoformat("seconds"), kind)
    is_day = not isinstance(found, datetime) or found.time() == time()
    if kind == "date" and is_day:
        return found.date() if isinstance(found, datetime) else found
    if kind == "datetime":
        return found if isinstance(found, datetime) else datetime.combine(found, time())
    if is_day and isinstance(found, datetime):
        found = found.date()
    return _parsed(as_text(found), kind)


def _parsed(text: str, kind: ColumnType) -> Cell:
    if kind == "bool":
        return _truth(text)
    try:
        return parser(kind)(text)
    except ValueError as error:
        raise ValueError(f"found {in_words(text)}; {error}") from None


def _truth(text: str) -> bool:
    if text.lower() in ("true", "yes", "1"):
        return True
    if text.lower() in ("false", "no", "0"):
        return False
    raise ValueError(f"found {in_words(text)}; true or false is wanted")
