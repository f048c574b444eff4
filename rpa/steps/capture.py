"""`capture`: take a screenshot."""

from __future__ import annotations

from pydantic import Field

from rpa.browser.artifacts import screenshot
from rpa.errors import StepFailed
from rpa.events import FileWritten
from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.context import Context


class Capture(Step):
    """Take a screenshot of the page into the run folder."""

    kind = "capture"
    short = "file"

    file: Text = Field(description="Name of the picture, `.png`")

    def describe(self) -> str:
        """Say which file."""
        return f"capture the page as {self.file}"

    def run(self, ctx: Context) -> None:
        """Take it; passwords and other secrets on the page are covered."""
        path = ctx.folder.file(self.file, ".png")
        picture = screenshot(ctx.page, path, timeout_s=ctx.deadline.left_s, redactor=ctx.redactor)
        if picture is None:
            raise StepFailed(f"{self.file}: the screenshot could not be taken")
        ctx.emit(FileWritten(path=path, kind="screenshot"))
