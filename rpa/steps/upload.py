"""`upload`: give a file to a file field."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.steps.base import ElementStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words, told_value
from rpa.steps.view import View


class Upload(ElementStep):
    """Give one or several files to a file field."""

    kind = "upload"
    leads = True

    files: Anything = Field(description="One path, or a list")

    def describe(self) -> str:
        """Say which files."""
        return f"upload {self.files} to {self.target}"

    def tell(self, view: View) -> str:
        """Name the field and the files."""
        files = told_value(view, self.files)
        return spaced(f"在{element_words(view, self.target)}处上传文件", files)

    def run(self, ctx: Context) -> None:
        """Check that the files are there, then hand them over."""
        given = self.files if isinstance(self.files, list | tuple) else [self.files]
        paths = [ctx.base / Path(str(one)) for one in given]
        if lost := [str(path) for path in paths if not path.is_file()]:
            raise StepFailed(f"no such file: {', '.join(lost)}")
        ctx.find(self.target).set_input_files(paths, timeout=ctx.deadline.left_ms())
