"""What an operation answers, as a table: its columns, and JSON turned into typed cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timezone
from decimal import Decimal
from functools import partial
from typing import Any

from rpa.api.sdk import Operation
from rpa.api.values import local
from rpa.cells import Parse
from rpa.locators.model import ColumnSpec, TableSpec, wordings
from rpa.steps.page_reader import column_parser
from rpa.tables import Cell, Column, ColumnType

_TYPES: Mapping[str, ColumnType] = {
    "int": "integer",
    "float": "number",
    "decimal.Decimal": "number",
    "bool": "bool",
}
_TRUE, _FALSE = "true", "false"

Misfits = dict[str, tuple[int, str]]
"""Of columns where that is so, how many cells are not of its type, and why the first is not."""


def columns_of(operation: Operation, declared: Mapping[str, TableSpec]) -> Mapping[str, ColumnSpec]:
    """Return the columns of an answer: those of the selectors, else the fields of the SDK."""
    if operation.name in declared:
        return declared[operation.name].columns
    return {name: _column(kind) for name, kind in operation.columns.items()}


def _column(kind: str) -> ColumnSpec:
    if kind == "bool":
        return ColumnSpec(type="bool", yes=(_TRUE,), no=(_FALSE,))
    return ColumnSpec(type=_TYPES.get(kind, "text"))


@dataclass(slots=True)
class Reader:
    """Types the rows of an answer; a cell that cannot be typed stays text and is noted."""

    columns: tuple[Column, ...]
    _cells: tuple[Callable[[Mapping[str, Any]], Cell], ...]
    wrong: Misfits

    @classmethod
    def of(cls, specs: Mapping[str, ColumnSpec], zone: timezone) -> Reader:
        """Return the reader of these columns."""
        wrong: Misfits = {}
        columns = tuple(Column(name, one.type) for name, one in specs.items())
        cells = tuple(
            partial(_cell, name, _path(name, one), _parser(one, zone), wrong)
            for name, one in specs.items()
        )
        return cls(columns, cells, wrong)

    def row(self, answer: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Return one row."""
        return tuple(cell(answer) for cell in self._cells)


def _cell(
    name: str,
    path: Sequence[str],
    parse: Parse,
    wrong: Misfits,
    answer: Mapping[str, Any],
) -> Cell:
    if (text := _text(_inside(answer, path))) is None:
        return None
    try:
        return parse(text)
    except ValueError as error:
        count, first = wrong.get(name, (0, str(error)))
        wrong[name] = (count + 1, first)
        return text


def _path(name: str, spec: ColumnSpec) -> Sequence[str]:
    return wordings(name, spec.header)[0].split(".")


def _parser(spec: ColumnSpec, zone: timezone) -> Parse:
    if spec.type == "datetime":
        return lambda text: local(text, zone) if text else None
    return column_parser(spec, ())


def _inside(answer: Any, path: Sequence[str]) -> Any:
    for name in path:
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    return answer


def _text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return _TRUE if value else _FALSE
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)
