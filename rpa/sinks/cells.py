"""Values of a column, turned into what openpyxl writes for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.datetime import to_excel

from rpa.sinks.lengths import cut, fits
from rpa.sinks.wording import wording
from rpa.tables import Cell, Column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_767
_SURELY_FITS = MOST_CHARACTERS // 2
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


class _KeptCell(ExcelCell):
    """A styled cell, filled again for every row: openpyxl is done with it when `append` returns."""

    __slots__ = ("_style_id",)
    has_style = True

    def __init__(self, sheet: Worksheet, number_format: str = "General", *, quoted: bool = False):
        super().__init__(sheet, 1, 1)
        self.number_format, self.quotePrefix = number_format, quoted
        self._style_id = super().style_id

    @property
    def style_id(self) -> int:
        return self._style_id  # openpyxl's own looks it up for every row

    def __repr__(self) -> str:
        # Each time, openpyxl writes an error that names the cell, before it takes it as it is.
        return "a cell"


@dataclass(slots=True)
class ColumnWriter:
    """Turns the values of one column into what a write-only sheet appends; counts `changes`.

    What it returns for a value is good until it is called again.
    """

    sheet: Worksheet
    column: Column
    changes: Changes
    _styled: _KeptCell | None = field(init=False, default=None)
    _quoted: _KeptCell = field(init=False)

    def __post_init__(self) -> None:
        self._quoted = _KeptCell(self.sheet, quoted=True)
        if number_format := _FORMATS.get(self.column.type):
            self._styled = _KeptCell(self.sheet, number_format)

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
        if isinstance(value, date):
            return self._date(value)
        if not _keeps_every_digit(value):
            self._note("digits")
            return self._text(str(value))
        return self._formatted(value)

    def _date(self, value: date) -> object:
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None)
        if self._styled is None:
            return value
        # As Excel's number, since openpyxl looks at the format of whatever is a date.
        return self._formatted(to_excel(value))  # type: ignore[no-untyped-call]

    def _formatted(self, number: int | Decimal) -> object:
        if self._styled is None:
            return number
        self._styled.value = number
        return self._styled

    def _text(self, text: str) -> object:
        if not text.isprintable() or len(text) > _SURELY_FITS:
            text = self._fitted(text)
        if self._styled is not None and self.column.type == "id":
            return _as_text(self._styled, text)
        return _as_text(self._quoted, text) if text[:1] in _READ_AS_OTHER_THAN_TEXT else text

    def _fitted(self, text: str) -> str:
        if _FORBIDDEN.search(text):
            self._note("cleaned")
        if not fits(text, MOST_CHARACTERS):
            self._note("cut")
        return plain_text(text)

    def _note(self, what: Literal["cut", "cleaned", "digits"]) -> None:
        self.changes[Change(self.sheet.title, self.column.name, what)] += 1


def plain_text(text: str) -> str:
    """Return `text` as far as a cell of Excel can hold it."""
    return cut(_FORBIDDEN.sub("", text), MOST_CHARACTERS)


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
    if not number.is_finite():
        return False
    return len(str(number)) <= _MOST_DIGITS or len(number.as_tuple().digits) <= _MOST_DIGITS
