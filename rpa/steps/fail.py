"""`fail`: end the flow as failed."""

from __future__ import annotations

from pydantic import Field

from rpa.errors import PersonNeeded, StepFailed
from rpa.flow.step import Flag, Text
from rpa.steps.base import Step
from rpa.steps.context import Context


class Fail(Step):
    """End the flow as failed with a message; with `person: true` because a person is needed."""

    kind = "fail"
    short = "message"

    message: Text = Field(description="Why")
    person: Flag = Field(False, description="Whether a person has to act (exit code 4)")

    def describe(self) -> str:
        """Say so."""
        return f"fail: {self.message}"

    def run(self, _ctx: Context) -> None:
        """Fail."""
        raise PersonNeeded(self.message) if self.person else StepFailed(self.message)
