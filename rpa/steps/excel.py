"""`excel`: put rows on a sheet of the run's workbook."""

from __future__ import annotations

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Anything, Text
from rpa.flow.words import kind_of
from rpa.sinks.excel import Sheet
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.tables import Rows


class Excel(Step):
    """Put rows on a sheet of the workbook that is written, with its proofs, when the run ends."""

    kind = "excel"

    rows: Anything = Field(description="Rows that were read")
    sheet: Text = Field(description="Name of the sheet")
    file: Text | None = Field(None, description="Name of the workbook, if not the flow's")

    def describe(self) -> str:
        """Say which sheet."""
        return f"write the sheet {self.sheet}"

    def tell(self, view: View) -> str:
        """Name the sheet."""
        book = spaced(told_text(view, self.file), "的") if self.file else ""
        return spaced("写入", f"{book}工作表“{told_text(view, self.sheet)}”")

    def run(self, ctx: Context) -> None:
        """Add the sheet to the workbook of the run."""
        if not isinstance(self.rows, Rows):
            raise StepFailed(f"rows: a table that was read is wanted, not {kind_of(self.rows)}")
        name = ctx.folder.file(self.file or ctx.folder.flow, ".xlsx").name
        sheets = ctx.workbooks.setdefault(name, [])
        if any(one.name == self.sheet for one in sheets):
            raise StepFailed(f"{name} has a sheet {self.sheet} already; give this one another name")
        sheets.append(Sheet(self.sheet, self.rows))
