"""`row`: do something with one row of a table."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from rpa.flow.step import Anything, Text
from rpa.steps.base import TableStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context, require
from rpa.steps.telling import cell_words, column_words, table_words, told_text
from rpa.steps.view import View
from rpa.widgets import row_actions


class Row(TableStep):
    """Find the row with the given values; click one of its actions, also one behind "more".

    With `link` the link in the cell of that column is clicked instead.
    """

    kind = "row"
    leads = True

    where: dict[str, Anything] = Field(description="Values that tell the row, by column")
    action: Text | None = Field(None, description="What the action reads")
    link: str | None = Field(None, description="Column whose link is clicked")

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        if (self.action is None) == (self.link is None):
            raise ValueError("give either `action` or `link`")
        return self

    def describe(self) -> str:
        """Say which row and which action."""
        values = ", ".join(f"{name} = {value}" for name, value in self.where.items())
        return f"{self.action or f'the link {self.link}'} in the row where {values}"

    def tell(self, view: View) -> str:
        """Name the row by its values, and what is clicked there."""
        cells = (cell_words(view, self.table, *cell) for cell in self.where.items())
        values = "、".join(spaced(name, "为", value) for name, value in cells)
        row = spaced(f"在{table_words(view, self.table)}中找到", values, "的一行")
        if self.link is not None:
            return f"{row}，单击“{column_words(view, self.table, self.link)}”列的链接"
        return f"{row}，单击该行的“{told_text(view, str(self.action))}”"

    def check(self, view: View) -> None:
        """Note unknown columns."""
        view.changes_nothing(self, self.action, "action")
        if (spec := view.table(self, self.table, "table")) is None:
            return
        for name in self.where:
            view.known(self, "column", name, spec.columns, "where", name)
        if self.link is not None:
            view.known(self, "column", self.link, spec.columns, "link")

    def run(self, ctx: Context) -> None:
        """Turn pages until the row is there, then click."""
        table = ctx.table(self.table)
        for name in self.where:
            require("column", name, table.spec.columns)
        where = {name: str(value) for name, value in self.where.items()}
        at = row_actions.find_row(table, where)
        if self.link is not None:
            row_actions.follow_link(table, at, self.link)
        else:
            row_actions.act_on_row(table, at, [str(self.action)])
