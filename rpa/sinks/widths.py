"""How wide a column must be for what it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from rpa.tables import Cell, Column, Rows

NARROWEST, WIDEST = 8.0, 60.0
_BLOCKS, _BLOCK = 4, 50
_PADDING = 2
_FILTER_BUTTON = 3


def column_widths(rows: Rows) -> list[float]:
    """Return a width for each column, from its header and a few blocks of rows, first to last."""
    sample = _sample(rows.cells)
    return [
        _within(max(_FILTER_BUTTON + text_width(column.name), *_widths(column, at, sample)))
        for at, column in enumerate(rows.columns)
    ]


def text_width(text: str) -> int:
    """Return how many columns of a screen the longest line of `text` takes; CJK takes two."""
    return max((sum(map(_character_width, line)) for line in text.splitlines()), default=0)


def _sample(cells: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    spare = len(cells) - _BLOCK
    if spare < _BLOCK * (_BLOCKS - 1):
        return cells
    begins = (spare * n // (_BLOCKS - 1) for n in range(_BLOCKS))
    return [row for begin in begins for row in cells[begin : begin + _BLOCK]]


def _widths(column: Column, at: int, sample: Sequence[tuple[Cell, ...]]) -> list[int]:
    return [0] + [text_width(_shown(row[at], column)) for row in sample]


def _shown(value: Cell, column: Column) -> str:
    if value is None:
        return ""
    if column.type == "money" and isinstance(value, int | Decimal):
        return f"{value:,.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _within(width: float) -> float:
    return min(max(width + _PADDING, NARROWEST), WIDEST)


def _character_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
