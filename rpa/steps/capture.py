"""`capture`: take a screenshot."""

from __future__ import annotations

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

    file: Text

    def describe(self) -> str:
        """Say which file."""
        return f"capture the page as {self.file}"

    def run(self, ctx: Context) -> None:
        """Take it; passwords on the page are covered."""
        path = ctx.folder.file(self.file, ".png")
        if screenshot(ctx.page, path, timeout_s=ctx.deadline.left_s) is None:
            raise StepFailed(f"{self.file}: the screenshot could not be taken")
        ctx.emit(FileWritten(path=path, kind="screenshot"))
