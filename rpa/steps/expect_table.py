"""What `expect` says of the rows of a table: the page of it that shows, or rows read already."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rpa.flow.expressions import evaluate
from rpa.flow.step import Anything, Text
from rpa.locators.model import TableSpec
from rpa.steps.cell_match import pattern_in
from rpa.steps.chinese import quoted, spaced
from rpa.steps.collect import as_rows
from rpa.steps.context import Context
from rpa.steps.expect_element import OfElement
from rpa.steps.expecting import ExpectationFailed, await_claim, check_pattern, told_amount
from rpa.steps.file_rows import file_rows
from rpa.steps.page_reader import page_reader
from rpa.steps.reading import learn_revealed
from rpa.steps.table_claims import Claims, exceptions, objections
from rpa.steps.telling import (
    cell_words,
    column_words,
    table_words,
    told_condition,
    told_value,
)
from rpa.steps.view import View
from rpa.tables import Rows
from rpa.widgets.table import Table

Cells = dict[str, Anything]
"""What cells must hold, by column."""

ROW = "row"
"""What `each` calls the row that it looks at."""


def _several(value: Any) -> Any:
    if isinstance(value, dict):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


class OfTable(OfElement):
    """A table, or rows that were read, have columns, rows, an order, sums."""

    table: str | None = Field(None, description="Table to look at: the page of it that shows")
    rows: Anything = Field(None, description="Rows read already, to look at all of them")
    file: Text | None = Field(None, description="Excel or CSV file, to look at its rows")
    columns: tuple[str, ...] | None = Field(None, description="Its columns, in this order")
    extra: Literal["allow"] | None = Field(None, description="Other columns may be there too")
    contains: Annotated[
        tuple[Cells, ...], BeforeValidator(_several, json_schema_input_type=Cells | list[Cells])
    ] = Field((), description="Cells of a row that must be there, or of several")
    sorted_by: Text | None = Field(None, description="Column it is sorted by; `-column`: falling")
    every: Cells = Field(
        default_factory=dict,
        description="What a column holds in every row",
    )
    any: Cells = Field(default_factory=dict, description="What a column holds in some row")
    sum: Cells = Field(default_factory=dict, description="What a column adds up to")
    each: Anything = Field(
        None, description="An expression that must hold of every row, which it calls `row`"
    )

    @property
    def claimed(self) -> Claims:
        """What must be so of the rows."""
        return Claims(
            columns=self.columns,
            allows_extra=self.extra == "allow",
            count=self.count if self.element is None else None,
            contains=self.contains,
            sorted_by=self.sorted_by,
            every=self.every,
            some=self.any,
            sums=self.sum,
        )

    def claims(self) -> Iterator[str]:
        """Name the table and what is claimed of it."""
        yield from super().claims()
        if self.table is not None:
            yield f"table {self.table}"
        if self.rows is not None:
            yield "rows"
        if self.file is not None:
            yield f"file {self.file}"
        if self.columns is not None:
            yield f"columns {', '.join(self.columns)}"
        for key in ("contains", "every", "any", "sum"):
            if value := getattr(self, key):
                names = dict.fromkeys(name for one in _several(value) for name in one)
                yield f"{key} {', '.join(names)}"
        if self.sorted_by is not None:
            yield f"sorted by {self.sorted_by}"
        if self.each is not None:
            yield f"each {self.each}"

    def told(self, view: View) -> Iterator[str]:
        """Name the table and what is claimed of it."""
        yield from super().told(view)
        if self.table is not None:
            what = table_words(view, self.table)
        elif self.rows is not None or self.file is not None:
            what = told_value(view, self.rows if self.file is None else self.file)
        else:
            return
        yield spaced(what, "；".join(self._told_claims(view)) or "可见")

    def _told_claims(self, view: View) -> Iterator[str]:
        if self.columns is not None:
            names = quoted(column_words(view, self.table, name) for name in self.columns)
            yield f"{'包含' if self.extra else '的列依次为'}{names}"
        if self.count is not None and self.element is None:
            yield spaced("共有", told_amount(self.count), "行")
        for wanted in self.contains:
            yield spaced("有一行", self._told_cells(view, wanted))
        for cells, lead in ((self.every, "每行"), (self.any, "某行"), (self.sum, "合计")):
            if cells:
                yield spaced(lead, self._told_cells(view, cells))
        if (ordering := self.claimed.ordering) is not None:
            name, falls = ordering
            way = "降序" if falls else "升序"
            yield f"按“{column_words(view, self.table, name)}”{way}排列"
        if self.each is not None:
            yield spaced("每行", told_condition(view, self.each))

    def _told_cells(self, view: View, cells: Cells) -> str:
        told = []
        for name, wanted in cells.items():
            title, value = cell_words(view, self.table, name, wanted)
            told.append(spaced(title, "为", value, "之一" if isinstance(wanted, list) else ""))
        return "，".join(told)

    def check(self, view: View) -> None:
        """Note a table or columns that the selectors do not know."""
        super().check(view)
        for wanted, at in self._wanted():
            if isinstance(wanted, str) and (pattern := pattern_in(wanted)) is not None:
                check_pattern(self, view, pattern, *at)
        if self.table is None or (spec := view.table(self, self.table, "table")) is None:
            return
        for name, at in self._columns_named():
            if "${" not in name:
                view.known(self, "column", name, spec.columns, *at)

    def _columns_named(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the columns that are named, and where."""
        yield from ((name, ("columns", at)) for at, name in enumerate(self.columns or ()))
        yield from ((str(at[-1]), at) for _, at in self._wanted())
        if self.sorted_by is not None:
            yield self.sorted_by.removeprefix("-"), ("sorted_by",)

    def _wanted(self) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
        """Yield what is wanted of cells, and where; the last of that is the column."""
        for at, cells in enumerate(self.contains):
            yield from ((one, ("contains", at, name)) for name, one in cells.items())
        for key in ("every", "any", "sum"):
            yield from ((one, (key, name)) for name, one in getattr(self, key).items())

    def hold(self, ctx: Context) -> None:
        """Look at the rows: those that were read as they are, those on the page until they fit."""
        super().hold(ctx)
        rows = self._given_rows()
        if rows is not None and (said := self._objections(ctx, rows, _masked(ctx, rows))):
            raise ExpectationFailed(said)
        if self.table is not None:
            table = ctx.table(self.table)
            table.wait_ready()
            await_claim(ctx, lambda: self._against(ctx, table))

    def _given_rows(self) -> Rows | None:
        if self.file is not None:
            return file_rows(Path(str(self.file)))
        return None if self.rows is None else as_rows(self.rows)

    def _against(self, ctx: Context, table: Table) -> str:
        rows = shown_rows(ctx, table)
        masked = {name for name, spec in table.spec.columns.items() if spec.masked}
        said = self._objections(ctx, rows, masked)
        return f"{table.name}: {said}" if said else ""

    def _objections(self, ctx: Context, rows: Rows, masked: Set[str]) -> str:
        said = list(objections(rows, self.claimed, masked))
        if self.each is not None:
            each = self.each
            holds = (evaluate(each, {**ctx.scope, ROW: row}) for row in rows)
            said += exceptions(rows, str(each), [bool(one) for one in holds], masked)
        return "; ".join(said)


def shown_rows(ctx: Context, table: Table) -> Rows:
    """Return the page of a table that shows, typed, its columns in the page's order."""
    snapshot = table.snapshot()
    learn_revealed(ctx, table, snapshot)
    reader = page_reader(ctx, table, snapshot.headers, None)
    columns, _ = reader.read(snapshot)
    return Rows(reader.columns, list(zip(*columns, strict=True)))


def _masked(ctx: Context, rows: Rows) -> set[str]:
    """Return the columns of rows read already whose values are nobody's business."""
    place = ctx.position.place
    specs: list[TableSpec] = list(place.page.tables.values()) if place else []
    return {
        name
        for name in rows.names
        if any(name in spec.columns and spec.columns[name].masked for spec in specs)
    }
