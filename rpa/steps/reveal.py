"""`reveal`: click the eyes in a table's header."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rpa.locators.model import TableSpec, wordings
from rpa.steps.base import TableStep
from rpa.steps.chinese import quoted
from rpa.steps.context import Context, require
from rpa.steps.reading import learn_revealed
from rpa.steps.telling import column_words
from rpa.steps.view import View
from rpa.widgets import eye


class Reveal(TableStep):
    """Open the eye of masked columns, so that their values can be read."""

    kind = "reveal"
    short = "columns"
    leads = True

    columns: Literal["all"] | tuple[str, ...] = Field(description="Masked columns, or `all`")

    def describe(self) -> str:
        """Say which columns."""
        return f"reveal {self.columns if self.columns == 'all' else ', '.join(self.columns)}"

    def tell(self, view: View) -> str:
        """Name the columns."""
        if self.columns == "all":
            return "单击表头的眼睛图标，显示全部列的明文"
        columns = quoted(column_words(view, self.table, name) for name in self.columns)
        return f"单击{columns}列表头的眼睛图标，显示明文"

    def check(self, view: View) -> None:
        """Note columns that are not there or have no eye."""
        if (spec := view.table(self, self.table, "table")) is None:
            return
        masked = _masked(spec)
        if self.columns == "all":
            if not masked:
                view.problem(self, "the table has no masked column", "leave this step out")
            view.revealed |= set(masked)
            return
        for at, name in enumerate(self.columns):
            if view.known(self, "column", name, spec.columns, "columns", at) and name not in masked:
                view.problem(self, f'column "{name}" is not masked', "leave it out", "columns", at)
        view.revealed |= set(self.columns)

    def run(self, ctx: Context) -> None:
        """Open one eye after the other; columns this account does not have are passed over."""
        table = ctx.table(self.table)
        table.wait_ready()
        shown = table.snapshot().headers
        wanted = _masked(table.spec) if self.columns == "all" else self.columns
        for name in wanted:
            require("column", name, table.spec.columns)
            spec = table.spec.columns[name]
            words = wordings(name, spec.header)
            if spec.optional and not table.has_column(shown, words):
                continue
            eye.reveal(table, name, words)
            # At once: should the next eye fail, what this one shows is to be masked already.
            ctx.position.revealed = tuple(dict.fromkeys((*ctx.position.revealed, name)))
            learn_revealed(ctx, table, table.snapshot())


def _masked(spec: TableSpec) -> tuple[str, ...]:
    return tuple(name for name, column in spec.columns.items() if column.masked)
