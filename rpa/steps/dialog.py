"""`dialog`: answer the dialog that is open."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.widgets import dialog


class Dialog(Step):
    """Wait for a dialog, keep its text if wanted, press a button or close it, and see it go."""

    kind = "dialog"
    short = "press"
    leads = True

    press: Text | None = Field(None, description="What the button reads; without it, close")
    title: Text | None = Field(None, description="Title of the dialog, if any other may be open")
    into: str | None = Field(None, description="Variable that takes the dialog's text")
    stays: bool = Field(False, description="Whether the dialog stays open after the button")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the dialog's text."""
        return (self.into,) if self.into else ()

    def describe(self) -> str:
        """Say which dialog and which button."""
        which = f"the dialog {self.title}" if self.title else "the dialog"
        return f"press {self.press} in {which}" if self.press else f"close {which}"

    def tell(self, view: View) -> str:
        """Name the dialog and the button."""
        which = f"“{told_text(view, self.title)}”对话框" if self.title else "弹出的对话框"
        noted = f"记下其内容（{self.into}），" if self.into else ""
        if self.press is None:
            return f"等待{which}，{noted}关闭对话框" if noted else f"关闭{which}"
        pressed = f"单击“{told_text(view, self.press)}”"
        return f"等待{which}，{noted}{pressed}" if noted else f"在{which}中{pressed}"

    def check(self, view: View) -> None:
        """Note a button that changes something, outside a change."""
        view.changes_nothing(self, self.press, "press")

    def run(self, ctx: Context) -> None:
        """Find it, read it, leave it."""
        surface = ctx.surface
        found = dialog.find_dialog(surface, [self.title] if self.title else [])
        if self.into:
            ctx.scope[self.into] = dialog.read_dialog(surface, found)
        if self.press is None:
            dialog.close(surface, found)
            return
        dialog.press(surface, found, [self.press])
        if not self.stays:
            dialog.wait_gone(surface, found)
