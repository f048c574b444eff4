"""`row`: do something with one row of a table."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Anything, Text
from rpa.steps.base import TableStep
from rpa.steps.context import Context, require
from rpa.steps.view import View
from rpa.widgets import row_actions


class Row(TableStep):
    """Find the row with the given values and click one of its actions, also one behind "more"."""

    kind = "row"

    where: dict[str, Anything] = Field(description="Values that tell the row, by column")
    action: Text = Field(description="What its link reads")

    def describe(self) -> str:
        """Say which row and which action."""
        values = ", ".join(f"{name} = {value}" for name, value in self.where.items())
        return f"{self.action} in the row where {values}"

    def check(self, view: View) -> None:
        """Note unknown columns."""
        if (spec := view.table(self, self.table, "table")) is None:
            return
        for name in self.where:
            view.known(self, "column", name, spec.columns, "where", name)

    def run(self, ctx: Context) -> None:
        """Turn pages until the row is there, then click."""
        table = ctx.table(self.table)
        for name in self.where:
            require("column", name, table.spec.columns)
        where = {name: str(value) for name, value in self.where.items()}
        row_actions.act_on_row(table, row_actions.find_row(table, where), [self.action])
