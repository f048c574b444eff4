"""`csv`: write rows to a CSV file."""

from __future__ import annotations

from pydantic import Field

from rpa.errors import StepFailed
from rpa.events import FileWritten
from rpa.flow.step import Anything, Text
from rpa.flow.words import kind_of
from rpa.sinks.delimited import write_csv
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.tables import Rows


class Csv(Step):
    """Write rows to a CSV file in the run folder, in the form that Excel opens without harm."""

    kind = "csv"

    rows: Anything = Field(description="Rows that were read")
    file: Text | None = Field(None, description="Name of the file, if not the flow's")

    def describe(self) -> str:
        """Say which file."""
        return f"write {self.file or 'the rows'} as CSV"

    def tell(self, view: View) -> str:
        """Name the file."""
        return spaced("写入 CSV 文件", told_text(view, self.file or view.flow.slug))

    def run(self, ctx: Context) -> None:
        """Write it whole, or not at all."""
        if not isinstance(self.rows, Rows):
            raise StepFailed(f"rows: a table that was read is wanted, not {kind_of(self.rows)}")
        path = ctx.folder.file(self.file or ctx.folder.flow, ".csv")
        write_csv(path, self.rows)
        ctx.emit(FileWritten(path=path, kind="csv", rows=len(self.rows)))
