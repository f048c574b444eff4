"""`collect`: gather the rows of several tables into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.flow.words import kind_of
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View
from rpa.tables import Cell, Column, ColumnType, Rows


class Collect(Step):
    """Append rows to a growing table, with columns of your own (`add`) in front of theirs."""

    kind = "collect"

    rows: Anything = Field(description="Rows that were read")
    into: str = Field(description="Variable that holds all rows gathered so far")
    add: dict[str, Anything] = Field(
        default_factory=dict, description="Values by column that each of the rows gets"
    )

    def outputs(self) -> Iterable[str]:
        """Name the variable that holds the rows."""
        return (self.into,)

    def describe(self) -> str:
        """Say where the rows go."""
        return f"gather the rows in {self.into}"

    def tell(self, view: View) -> str:
        """Name what is gathered, where, and which columns it gets."""
        added = "、".join(
            spaced(f"{name}（", told_value(view, one), "）") for name, one in self.add.items()
        )
        more = spaced("，前面加上", added, "列") if added else ""
        return spaced("将", told_value(view, self.rows), "并入", self.into, more)

    def run(self, ctx: Context) -> None:
        """Append them."""
        if not isinstance(self.rows, Rows):
            raise StepFailed(f"rows: a table that was read is wanted, not {kind_of(self.rows)}")
        before = ctx.scope.get(self.into)
        more = with_columns(self.rows, self.add)
        ctx.scope[self.into] = joined(before, more) if isinstance(before, Rows) else more


def with_columns(rows: Rows, added: dict[str, Any]) -> Rows:
    """Return the rows with the same further values in front of each."""
    columns = tuple(Column(name, _type(value)) for name, value in added.items())
    values = tuple(added.values())
    return Rows((*columns, *rows.columns), [(*values, *row) for row in rows.cells])


def joined(first: Rows, second: Rows) -> Rows:
    """Return the rows of both; a column that one of them lacks is empty there."""
    columns = dict.fromkeys(first.names) | dict.fromkeys(second.names)
    known = {one.name: one for one in (*second.columns, *first.columns)}
    cells = [*_arranged(first, list(columns)), *_arranged(second, list(columns))]
    return Rows(tuple(known[name] for name in columns), cells)


def _arranged(rows: Rows, names: Sequence[str]) -> Iterable[tuple[Cell, ...]]:
    if list(rows.names) == names:
        return rows.cells
    at = [rows.names.index(name) if name in rows.names else None for name in names]
    return [tuple(None if one is None else row[one] for one in at) for row in rows.cells]


def _type(value: Any) -> ColumnType:
    match value:
        case bool():
            return "bool"
        case int():
            return "integer"
        case float() | Decimal():
            return "number"
        case datetime():
            return "datetime"
        case date():
            return "date"
        case _:
            return "text"
