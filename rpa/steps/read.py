"""`read`: take a whole table, page by page, and prove it."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from rpa.steps.base import TableStep
from rpa.steps.chinese import quoted
from rpa.steps.context import Context
from rpa.steps.reading import read_table
from rpa.steps.telling import column_words, table_words
from rpa.steps.view import View


class Read(TableStep):
    """Read all pages of a table into a variable, every cell typed, and prove them complete."""

    kind = "read"
    short = "into"
    limit_s = None

    into: str = Field(description="Variable that takes the rows")
    columns: tuple[str, ...] | None = Field(None, description="Columns to keep, if not all")
    allow_masked: bool = Field(False, description="Keep masked columns that no `reveal` opened")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the rows."""
        return (self.into,)

    def describe(self) -> str:
        """Say which table."""
        return f"read {self.table or 'the table'} into {self.into}"

    def tell(self, view: View) -> str:
        """Name the table, and the columns if not all are read."""
        names = self.columns or ()
        columns = quoted(column_words(view, self.table, name) for name in names)
        kept = f"的{columns}列" if columns else ""
        return f"逐页读取{table_words(view, self.table)}{kept}，并核对总条数"

    def check(self, view: View) -> None:
        """Note unknown columns, and masked ones that no `reveal` opened."""
        if (spec := view.table(self, self.table, "table")) is None:
            return
        wanted = self.columns if self.columns is not None else tuple(spec.columns)
        for at, name in enumerate(self.columns or ()):
            view.known(self, "column", name, spec.columns, "columns", at)
        veiled = [
            name
            for name in wanted
            if name in spec.columns and spec.columns[name].masked and name not in view.revealed
        ]
        if veiled and not self.allow_masked:
            view.problem(
                self,
                f"masked columns would be read as they are: {', '.join(veiled)}",
                "put `reveal: all` before it, or say `allow_masked: true`",
            )

    def run(self, ctx: Context) -> None:
        """Read, prove, and keep the rows with their proofs."""
        table = ctx.table(self.table)
        ctx.scope[self.into] = read_table(ctx, table, self.columns)
