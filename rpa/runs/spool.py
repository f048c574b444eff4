"""Rows on disk, typed, one JSON line each: what a later run takes up again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rpa.errors import InputWrong
from rpa.tables import Cell, Column, ColumnType, Rows


def write_rows(path: Path, rows: Rows) -> None:
    """Write rows into a file that only its owner may read; it is whole or it is not there."""
    partial = path.with_suffix(".partial")
    with os.fdopen(
        os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(_line([[column.name, column.type] for column in rows.columns]))
        file.writelines(_line([_plain(cell) for cell in row]) for row in rows.cells)
    partial.replace(path)


def read_rows(path: Path) -> Rows:
    """Return the rows that `write_rows` wrote; raise `InputWrong` if the file is not whole."""
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        columns = tuple(Column(name, kind) for name, kind in json.loads(head))
        cells = [tuple(_typed(columns, json.loads(line))) for line in lines]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputWrong(f"{path}: rows that a run left cannot be read: {error}") from None
    return Rows(columns, cells)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _plain(cell: Cell) -> Any:
    return str(cell) if isinstance(cell, Decimal | date) else cell


def _typed(columns: tuple[Column, ...], cells: list[Any]) -> list[Cell]:
    return [
        _READ[column.type](cell) if column.type in _READ and isinstance(cell, str) else cell
        for column, cell in zip(columns, cells, strict=True)
    ]


_READ: Mapping[ColumnType, Callable[[str], Cell]] = {
    "number": Decimal,
    "money": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
