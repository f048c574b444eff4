"""`say`: tell the user something."""

from __future__ import annotations

from pydantic import Field

from rpa.events import Noticed
from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View


class Say(Step):
    """Tell the user something: it stands in the progress, the report and workbook."""

    kind = "say"
    short = "message"

    message: Text = Field(description="What to tell")

    def describe(self) -> str:
        """Say that something is told."""
        return f"say: {self.message}"

    def tell(self, view: View) -> str:
        """Quote it."""
        return f"提示“{told_text(view, self.message)}”"

    def run(self, ctx: Context) -> None:
        """Tell it."""
        ctx.emit(Noticed(message=self.message))
