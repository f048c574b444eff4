"""Whether rows are as a query asked, as far as the columns of a table show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from rpa.flow.dates import DateRange, Month
from rpa.locators.model import ColumnSpec, FieldSpec
from rpa.locators.wording import normal
from rpa.secret import Secret
from rpa.tables import Cell
from rpa.widgets.form import several

Holds: TypeAlias = Callable[[Cell], bool]


def conditions(
    asked: Mapping[str, Any], fields: Mapping[str, FieldSpec], columns: Mapping[str, ColumnSpec]
) -> Iterator[tuple[str, Holds]]:
    """Yield the columns that show whether a query was obeyed, and what must hold of their cells.

    A field restricts the column of its name unless the selectors say which; where the two are not
    of a kind, nothing is said. A text may stand anywhere in a cell, since portals search that way.
    """
    for name, value in asked.items():
        field = fields[name]
        column = name if field.column is None else field.column
        if not column or column not in columns:
            continue
        if holds := _condition(field, columns[column], value):
            yield column, holds


def _condition(field: FieldSpec, column: ColumnSpec, value: Any) -> Holds | None:
    is_words = column.type in ("text", "id", "bool")
    match value:
        case Secret():
            return None
        case DateRange() | Month():
            return _in_span(value)
        case date():
            return lambda cell: _day(cell) == value
        case _ if field.kind == "text" and is_words:
            sought = normal(str(value)).lower()
            return lambda cell: sought in normal(str(cell)).lower()
        case _ if field.kind in ("select", "radio") and is_words:
            return lambda cell: normal(str(cell)) == normal(str(value))
        case _ if field.kind == "multi_select" and is_words:
            wanted = set(map(normal, several(value)))
            return lambda cell: normal(str(cell)) in wanted
    return None


def _in_span(span: DateRange | Month) -> Holds:
    month = str(span)

    def holds(cell: Cell) -> bool:
        if isinstance(cell, str):  # a month, as pages write it
            return isinstance(span, Month) and cell.replace("/", "-") == month
        return _day(cell) in span

    return holds


def _day(cell: Cell) -> Cell:
    return cell.date() if isinstance(cell, datetime) else cell
