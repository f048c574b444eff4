"""`tick`: tick rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.flow.words import as_text, kind_of
from rpa.secret import Secret
from rpa.steps.base import TableStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context, require
from rpa.steps.telling import cell_words, table_words
from rpa.steps.view import View
from rpa.tables import Row
from rpa.widgets.ticks import tick_rows


class Tick(TableStep):
    """Tick the rows that hold certain values, and no others; also in a dialog.

    Pages are turned until all values were found; it is an error if one is nowhere.
    """

    kind = "tick"
    leads = True
    limit_s = 120.0

    column: str = Field(description="Column that tells the rows")
    values: Anything = Field(description="A list of values, or one, that stand in that column")

    def describe(self) -> str:
        """Say how many rows; their values may be data."""
        many = isinstance(self.values, list | tuple)
        count = f"{len(self.values)} rows" if many else "a row"
        return f"tick {count} by {self.column}"

    def tell(self, view: View) -> str:
        """Name the table, the column and the values."""
        header, values = cell_words(view, self.table, self.column, self.values)
        return spaced(f"在{table_words(view, self.table)}中勾选", header, "为", values, "的行")

    def check(self, view: View) -> None:
        """Note an unknown column, and one whose values are hidden."""
        if (spec := view.table(self, self.table, "table")) is None:
            return
        if not view.known(self, "column", self.column, spec.columns, "column"):
            return
        if spec.columns[self.column].masked and self.column not in view.revealed:
            found = f'the values of "{self.column}" are hidden'
            view.problem(self, found, "put a `reveal` before it", "column")

    def run(self, ctx: Context) -> None:
        """Turn pages and tick."""
        table = ctx.table(self.table)
        require("column", self.column, table.spec.columns)
        tick_rows(table, self.column, _texts(self.values))


def _texts(values: Any) -> list[str]:
    """Return the values as texts, each once."""
    several = values if _is_list(values) else [values]
    texts = [as_text(one) for one in several if _is_single(one)]
    if len(texts) < len(several) or "" in texts:
        raise StepFailed(f"values: a list of texts is wanted, not {kind_of(values)}")
    return list(dict.fromkeys(texts))


def _is_list(values: Any) -> bool:
    return isinstance(values, Sequence) and not isinstance(values, str)


def _is_single(value: Any) -> bool:
    return value is not None and not isinstance(value, Secret | Row) and not _is_list(value)
