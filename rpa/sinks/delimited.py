"""Rows into a CSV file that Excel opens with the right characters."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from rpa.sinks.atomic import put_in_place
from rpa.sinks.wording import wording
from rpa.tables import Cell, Rows

# Bare dashes are what pages show for "nothing"; Excel leaves them alone.
_FORMULA = re.compile(r"[=+\-@\t\r](?!-*$)")


def write_csv(path: Path, rows: Rows, *, excel_safe: bool = True) -> Path:
    """Write `rows` as UTF-8 with a byte order mark; return where the file stands.

    Values are exact, numbers without grouping and dates as 2026-11-23. A text that Excel would run
    as a formula gets a `'` before it; `excel_safe=False` leaves it as read, for other programs.
    Excel still shows 12 and more digits rounded when it opens a CSV: to people give the workbook.
    """
    return put_in_place(path, lambda file: _write(file, rows, excel_safe))


def _write(file: BinaryIO, rows: Rows, excel_safe: bool) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    shown = _shown_in_excel if excel_safe else _shown
    writer.writerow([shown(name) for name in rows.names])
    writer.writerows([shown(value) for value in row] for row in rows.cells)
    text.detach()


def _shown_in_excel(value: Cell) -> str:
    text = _shown(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def _shown(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return wording().bools[value]
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case _:
            return str(value)
