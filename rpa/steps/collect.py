"""`collect`: gather the rows of several tables into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from pydantic import Field, model_validator

from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.flow.words import kind_of
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View
from rpa.tables import Cell, Column, ColumnType, Row, Rows


class Collect(Step):
    """Append rows to a growing table, with columns of your own (`add`) in front of theirs.

    Without `rows`, one row is appended that holds nothing but `add`.
    """

    kind = "collect"

    rows: Anything = Field(None, description="Rows that were read, or a list of some of them")
    into: str = Field(description="Variable that holds all rows gathered so far")
    add: dict[str, Anything] = Field(
        default_factory=dict, description="Values by column that each of the rows gets"
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.rows is None and not self.add:
            raise ValueError("say what is gathered: `rows`, or `add` for a row of its own")
        return self

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
        if self.rows is None:
            return spaced("在", self.into, "中加一行：", added)
        more = spaced("，前面加上", added, "列") if added else ""
        return spaced("将", told_value(view, self.rows), "并入", self.into, more)

    def run(self, ctx: Context) -> None:
        """Append them."""
        before = ctx.scope.get(self.into)
        more = with_columns(as_rows(self.rows), self.add)
        ctx.scope[self.into] = joined(before, more) if isinstance(before, Rows) else more


def as_rows(value: Any) -> Rows:
    """Return what is gathered as a table: nothing is one row without a column."""
    match value:
        case Rows():
            return value
        case None:
            return Rows((), [()])
        case list() if all(isinstance(one, Row) for one in value):
            return rows_of(value)
    raise StepFailed(f"rows: a table that was read is wanted, not {kind_of(value)}")


def rows_of(rows: Sequence[Row]) -> Rows:
    """Return single rows as a table, each column typed by its values."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    columns = tuple(column_for(name, [one.get(name) for one in rows]) for name in names)
    return Rows(columns, [tuple(one.get(name) for name in names) for one in rows])


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


def column_for(name: str, cells: Sequence[Any]) -> Column:
    """Return a column for values that were made by expressions, typed by the first that is one."""
    return Column(name, _type(next((one for one in cells if one is not None), None)))


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
