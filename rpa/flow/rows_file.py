"""Rows from the Excel and CSV files that people keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rpa.flow.cell_values import cell_value
from rpa.flow.sheets import Line, Sheet, csv_sheet, xlsx_sheets
from rpa.nearest import did_you_mean
from rpa.tables import Cell, Column, ColumnType, Rows

_HEADER_WITHIN = 20
_MOST_COMPLAINTS = 5


@dataclass(frozen=True, slots=True)
class _Header:
    """The row of a sheet that names the columns: the names by position, and what is below."""

    line: int
    names: Mapping[int, str]

    def lacks(self, wanted: Iterable[str]) -> list[str]:
        return [name for name in wanted if name not in self.names.values()]


def read_rows(path: Path, columns: Mapping[str, ColumnType], sheet: str | None = None) -> Rows:
    """Return the rows below the header that has `columns`; further columns are kept as text.

    Raises ValueError naming the file, the sheet, and what is missing or cannot be read.
    """
    sheets = _sheets(path)
    if sheet is not None:
        sheets = [one for one in sheets if one.name == sheet] or _no_sheet(path, sheet, sheets)
    headers = [(one, _header(one, columns)) for one in sheets]
    chosen, header = next((pair for pair in headers if not pair[1].lacks(columns)), headers[0])
    where = f"{path.name}: sheet {chosen.name}" if chosen.name else path.name
    if lacking := header.lacks(columns):
        raise ValueError(_missing(where, lacking, header))
    _refuse_twins(where, columns, header)
    return _rows(where, chosen, header, columns)


def _sheets(path: Path) -> list[Sheet]:
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            return xlsx_sheets(path)
        case ".csv" | ".txt":
            return [csv_sheet(path)]
        case ".xls" | ".et" | ".wps":
            raise ValueError(f"{path.name}: an old workbook; save it as .xlsx")
        case _:
            raise ValueError(f"{path.name}: an .xlsx or .csv file is wanted")


def _no_sheet(path: Path, name: str, sheets: Sequence[Sheet]) -> list[Sheet]:
    hint = did_you_mean(name, [one.name for one in sheets])
    raise ValueError(f'{path.name}: no sheet "{name}"; {hint}')


def _header(sheet: Sheet, wanted: Iterable[str]) -> _Header:
    """Return the row among the first ones that has most of the wanted columns."""
    likely = [_as_header(number, line) for number, line in enumerate(sheet.lines[:_HEADER_WITHIN])]
    filled = [one for one in likely if one.names] or [_Header(0, {})]
    return min(filled, key=lambda one: len(one.lacks(wanted)))


def _as_header(number: int, line: Line) -> _Header:
    names = {at: " ".join(str(cell).split()) for at, cell in enumerate(line) if cell is not None}
    return _Header(number, {at: name for at, name in names.items() if name})


def _missing(where: str, lacking: Sequence[str], header: _Header) -> str:
    found = list(dict.fromkeys(header.names.values()))
    if not found:
        return f"{where}: there is nothing in it"
    each = [f'no column "{name}"; {did_you_mean(name, found)}' for name in lacking]
    return f"{where}: {'; '.join(each)}"


def _refuse_twins(where: str, wanted: Iterable[str], header: _Header) -> None:
    names = list(header.names.values())
    for name in wanted:
        if names.count(name) > 1:
            raise ValueError(f'{where}: the column "{name}" is there {names.count(name)} times')


def _rows(where: str, sheet: Sheet, header: _Header, types: Mapping[str, ColumnType]) -> Rows:
    columns = [Column(name, types.get(name, "text")) for name in _distinct(header.names.values())]
    places = list(header.names)
    cells: list[tuple[Cell, ...]] = []
    wrong: list[str] = []
    below = sheet.lines[header.line + 1 :]
    for number, line in enumerate(below, start=header.line + 2):
        values = [line[at] if at < len(line) else None for at in places]
        if any(not _is_blank(value) for value in values):
            cells.append(_typed(values, columns, number, wrong))
    if wrong:
        more = (
            f"; and {len(wrong) - _MOST_COMPLAINTS} more" if len(wrong) > _MOST_COMPLAINTS else ""
        )
        raise ValueError(f"{where}: {'; '.join(wrong[:_MOST_COMPLAINTS])}{more}")
    if not cells:
        raise ValueError(f"{where}: there are no rows below the header")
    return Rows(tuple(columns), cells)


def _typed(
    values: Sequence[Any], columns: Sequence[Column], number: int, wrong: list[str]
) -> tuple[Cell, ...]:
    row: list[Cell] = []
    for value, column in zip(values, columns, strict=True):
        try:
            row.append(cell_value(value, column.type))
        except ValueError as error:
            wrong.append(f"row {number}, {column.name}: {error}")
    return tuple(row)


def _and_more(count: int) -> list[str]:
    return [f"and {count} more"] if count > 0 else []


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _distinct(names: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    for name in names:
        count = 2
        unique = name
        while unique in seen:
            unique, count = f"{name} ({count})", count + 1
        seen[unique] = 1
    return list(seen)
