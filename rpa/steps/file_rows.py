"""The rows of a file that the portal made, whatever its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rpa.errors import StepFailed
from rpa.flow.sheets import Line, csv_sheet, xlsx_sheets
from rpa.tables import Cell, Column, Rows

_HEADER_WITHIN = 20


def file_rows(file: Path) -> Rows:
    """Return the rows of an Excel or CSV file: its first sheet, below the line with most titles."""
    try:
        sheets = [csv_sheet(file)] if file.suffix.lower() == ".csv" else xlsx_sheets(file)
    except (OSError, ValueError) as error:
        raise StepFailed(str(error)) from None
    lines = sheets[0].lines if sheets else ()
    at = max(range(min(_HEADER_WITHIN, len(lines))), key=lambda at: _titles(lines[at]), default=0)
    header = [str(cell) for cell in lines[at] if cell is not None] if lines else []
    filled = [line for line in lines[at + 1 :] if any(cell is not None for cell in line)]
    columns = [_column([_cell(line, at) for line in filled]) for at in range(len(header))]
    kinds = [Column(name, kind) for name, (kind, _) in zip(header, columns, strict=True)]
    return Rows(tuple(kinds), list(zip(*(cells for _, cells in columns), strict=True)))


def _titles(line: Line) -> int:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in line)


def _cell(line: Line, at: int) -> Any:
    return line[at] if at < len(line) else None


def _column(cells: Sequence[Any]) -> tuple[Any, list[Cell]]:
    """Return cells and what they are: numbers if all are, else texts."""
    given = [cell for cell in cells if cell is not None]
    if given and all(isinstance(cell, int | float) for cell in given):
        return "money", [None if cell is None else Decimal(str(cell)) for cell in cells]
    return "text", [None if cell is None else str(cell) for cell in cells]
