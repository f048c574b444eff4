"""Values of a column, turned into what openpyxl writes for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell

from rpa.sinks.wording import wording
from rpa.tables import Cell, Column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_TOO_LARGE: int = 10**_MOST_DIGITS
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_OTHER_THAN_TEXT = frozenset("=+-@#")
_FORMATS = {
    "id": "@",
    "integer": "0",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm:ss",
}


class Change(NamedTuple):
    """Something that Excel made us change in the cells of a column."""

    sheet: str
    column: str
    what: Literal["cut", "cleaned", "digits"]


Changes: TypeAlias = Counter[Change]


@dataclass(slots=True)
class ColumnWriter:
    """Turns the values of one column into what a write-only sheet appends; counts `changes`.

    A styled cell is made once and filled again for every row, since openpyxl is done with it when
    `append` returns: writing then takes hardly longer than writing bare values.
    """

    sheet: Worksheet
    column: Column
    changes: Changes
    _styled: ExcelCell | None = field(init=False, default=None)
    _quoted: ExcelCell = field(init=False)

    def __post_init__(self) -> None:
        self._quoted = WriteOnlyCell(self.sheet)
        self._quoted.quotePrefix = True
        if number_format := _FORMATS.get(self.column.type):
            self._styled = WriteOnlyCell(self.sheet)
            self._styled.number_format = number_format

    def __call__(self, value: Cell) -> object:
        """Return what stands for `value` in the row to be appended next."""
        if value is None:
            return None
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return wording().bools[value]
        if self.column.type == "id":
            return self._text(str(value))
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None)
        elif isinstance(value, int | Decimal) and not _keeps_every_digit(value):
            self._note("digits")
            return self._text(str(value))
        return self._formatted(value)

    def _formatted(self, value: Cell) -> object:
        if self._styled is None:
            return value
        self._styled.value = value
        return self._styled

    def _text(self, text: str) -> object:
        if _FORBIDDEN.search(text):
            self._note("cleaned")
        if len(text) > MOST_CHARACTERS:
            self._note("cut")
        text = plain_text(text)
        if self.column.type == "id" and self._styled is not None:
            return _as_text(self._styled, text)
        if text[:1] in _READ_AS_OTHER_THAN_TEXT:
            return _as_text(self._quoted, text)
        return text

    def _note(self, what: Literal["cut", "cleaned", "digits"]) -> None:
        self.changes[Change(self.sheet.title, self.column.name, what)] += 1


def plain_text(text: str) -> str:
    """Return `text` as far as a cell of Excel can hold it."""
    return _FORBIDDEN.sub("", text)[:MOST_CHARACTERS]


def text_cell(sheet: Worksheet, text: str) -> ExcelCell:
    """Return a new cell that shows `text` as it is, even where it looks like a formula."""
    return _as_text(WriteOnlyCell(sheet), plain_text(text))


def _as_text(cell: ExcelCell, text: str) -> ExcelCell:
    cell.value = text
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    return cell


def _keeps_every_digit(number: int | Decimal) -> bool:
    if isinstance(number, int):
        return abs(number) < _TOO_LARGE
    return number.is_finite() and len(number.as_tuple().digits) <= _MOST_DIGITS
