"""`capture`: take a screenshot."""

from __future__ import annotations

from pydantic import Field

from rpa.browser.artifacts import screenshot
from rpa.errors import StepFailed
from rpa.events import FileWritten
from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View


class Capture(Step):
    """Take a screenshot of the page into the run folder."""

    kind = "capture"
    short = "file"

    file: Text = Field(description="Name of the picture, `.png`")

    def describe(self) -> str:
        """Say which file."""
        return f"capture the page as {self.file}"

    def tell(self, view: View) -> str:
        """Name the picture."""
        return spaced("截取当前页面，保存为", told_text(view, self.file))

    def run(self, ctx: Context) -> None:
        """Take it; passwords and other secrets on the page are covered."""
        path = ctx.folder.file(self.file, ".png")
        picture = screenshot(ctx.page, path, timeout_s=ctx.deadline.left_s, redactor=ctx.redactor)
        if picture is None:
            raise StepFailed(f"{self.file}: the screenshot could not be taken")
        ctx.emit(FileWritten(path=path, kind="screenshot"))
