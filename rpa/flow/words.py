"""Values in words: what a message says was found, and how a value reads inside a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from rpa.flow.dates import DateRange, Month
from rpa.secret import Secret
from rpa.tables import Row, Rows

# A text that is cut could no longer be recognised as secret when the message is cleaned.
_LONGEST_SHOWN = 60


def in_words(value: object) -> str:
    """Say what `value` is, as in "found the number 5"; never shows a secret."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal() if len(str(value)) <= _LONGEST_SHOWN:
            return f"the number {value}"
        case "":
            return "an empty text"
        case str() if len(value) <= _LONGEST_SHOWN:
            return f'the text "{value}"'
        case str():
            return f"a text of {len(value)} characters"
        case date() | DateRange() | Month():
            return f"{kind_of(value)} {value}"
        case {}:
            return kind_of(value) if value else "an empty mapping"
        case []:
            return "an empty list"
        case _:
            return kind_of(value)


def kind_of(value: object) -> str:
    """Say what kind of thing `value` is, as in "a text", without the value."""
    for types, words in _KINDS:
        if isinstance(value, types):
            return words
    if isinstance(value, Rows):
        return f"a table of {len(value)} rows"
    if isinstance(value, Sequence | Set):
        return f"a list of {len(value)}"
    return f"a value of type {type(value).__name__}"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "nothing"),
    (bool, "true or false"),
    ((int, float, Decimal), "a number"),
    (str, "a text"),
    (Secret, "a secret"),
    (datetime, "the time"),
    (date, "the date"),
    (timedelta, "a number of days"),
    (DateRange, "the dates"),
    (Month, "the month"),
    (Path, "a file"),
    (Row, "a row"),
    (Mapping, "a mapping"),
)


def as_text(value: Any) -> str:
    """Return how a plain value reads inside a text; raise TypeError for tables and the like."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return format(Decimal(repr(value)), "f")
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat(" ", "seconds")
        case int() | date() | DateRange() | Month() | Path():
            return str(value)
        case _:
            raise TypeError(f"{kind_of(value)} cannot stand inside a text")
