"""What `expect` says of the actions that the rows of a table offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from rpa.flow.words import as_text
from rpa.steps.cell_match import matcher, wanted_words
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.expect_table import Cells, OfTable, shown_rows
from rpa.steps.expecting import await_claim
from rpa.steps.view import View
from rpa.tables import Row, Rows
from rpa.widgets import controls
from rpa.widgets.table import Table


class OfActions(OfTable):
    """The rows of a table offer actions: those that should, and no others."""

    actions: dict[str, Cells] = Field(
        default_factory=dict,
        description="Actions in rows, and what cells hold in just those rows that offer them",
    )

    def claims(self) -> Iterator[str]:
        """Name the actions."""
        yield from super().claims()
        if self.actions:
            yield f"actions {', '.join(self.actions)}"

    def told(self, view: View) -> Iterator[str]:
        """Name the actions and the rows that offer them."""
        yield from super().told(view)
        for name, cells in self.actions.items():
            where = f"仅在 {self._told_cells(view, cells)} 的行" if cells else "在每行"
            yield spaced(f"“{name}”", f"{where}可用")

    def hold(self, ctx: Context) -> None:
        """Look at the actions of the rows that show."""
        super().hold(ctx)
        if self.actions:
            table = ctx.table(self.table)
            await_claim(ctx, lambda: self._against_actions(ctx, table))

    def _against_actions(self, ctx: Context, table: Table) -> str:
        rows = shown_rows(ctx, table)
        said = objections(rows, controls.row_actions(table, len(rows)), self.actions)
        return "; ".join(f"{table.name}: {one}" for one in said)

    def _wanted(self) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
        yield from super()._wanted()
        for action, cells in self.actions.items():
            yield from ((one, ("actions", action, name)) for name, one in cells.items())


def objections(
    rows: Rows, offered: Sequence[Sequence[str]], wanted: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Yield what speaks against the actions that are wanted of rows: one row of each kind."""
    kinds = {column.name: column.type for column in rows.columns}
    for action, cells in wanted.items():
        if lost := [name for name in cells if name not in kinds]:
            yield f"no column {lost[0]}"
            continue
        tests = {name: matcher(one, kinds[name]) for name, one in cells.items()}
        fit = [all(test(row[name]) for name, test in tests.items()) for row in rows]
        rule = ", ".join(f"{name} is {wanted_words(one)}" for name, one in cells.items())
        only = f"only where {rule}" if rule else "in every row"
        for at, row in enumerate(rows):
            if fit[at] != (action in offered[at]):
                yield _odd(action, at, row, tests, only, is_offered=not fit[at])
                break


def _odd(
    action: str, at: int, row: Row, names: Mapping[str, Any], only: str, *, is_offered: bool
) -> str:
    held = ", ".join(f"{name} is {as_text(row[name])}" for name in names)
    where = f"row {at + 1}, where {held}" if held else f"row {at + 1}"
    what = "can be clicked" if is_offered else "cannot be clicked"
    return f"{action} {what} in {where}; expected it {only}"
