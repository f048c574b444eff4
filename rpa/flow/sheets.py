"""What stands in the cells of an Excel or CSV file, before anything is made of it."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile

Line: TypeAlias = Sequence[Any]

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a sheet; the one of a CSV file has no name."""

    name: str
    lines: Sequence[Line]


def xlsx_sheets(path: Path) -> list[Sheet]:
    """Return the visible sheets of a workbook; raise ValueError if it is none."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # A workbook that was damaged or is protected fails deep inside, in many ways.
    unreadable = (BadZipFile, InvalidFileException, KeyError, TypeError, ValueError, SyntaxError,
                  OSError, EOFError, AttributeError)  # fmt: skip
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            closing(load_workbook(path, read_only=True, data_only=True)) as book,
        ):
            visible = [one for one in book.worksheets if one.sheet_state == "visible"]
            return [Sheet(one.title, _lines(one)) for one in visible]
    except unreadable:
        raise ValueError(
            f"{path.name}: it cannot be read as a workbook; is it protected by a password, "
            "or still open in Excel? save it anew as .xlsx"
        ) from None


def csv_sheet(path: Path) -> Sheet:
    """Return the lines of a CSV file in UTF-8, GBK or UTF-16; raise ValueError if it is none."""
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return Sheet("", list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise ValueError(f"{path.name}: it cannot be read as CSV: {error}") from None


def _lines(sheet: Any) -> list[Line]:
    # Many programs write a wrong size into the file, which would hide rows.
    sheet.reset_dimensions()
    lines: list[Line] = [tuple(line) for line in sheet.iter_rows(values_only=True)]
    while lines and all(cell is None for cell in lines[-1]):
        lines.pop()
    return lines


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path.name}: it cannot be read: {error.strerror}") from None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"{path.name}: its encoding is unknown; save it as CSV UTF-8")
