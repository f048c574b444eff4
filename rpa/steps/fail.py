"""`fail`: end the flow as failed."""

from __future__ import annotations

from pydantic import Field

from rpa.errors import PersonNeeded, StepFailed
from rpa.flow.step import Flag, Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View


class Fail(Step):
    """End the flow as failed with a message; with `person: true` because a person is needed."""

    kind = "fail"
    short = "message"

    message: Text = Field(description="Why")
    person: Flag = Field(False, description="Whether a person has to act (exit code 4)")

    def describe(self) -> str:
        """Say so."""
        return f"fail: {self.message}"

    def tell(self, view: View) -> str:
        """Quote the message."""
        end = "停止，并请人处理" if self.person else "停止，并报告失败"
        return f"{end}：“{told_text(view, self.message)}”"

    def run(self, _ctx: Context) -> None:
        """Fail."""
        raise PersonNeeded(self.message) if self.person else StepFailed(self.message)
