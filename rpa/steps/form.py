"""`form`: fill the fields of a dialog or a form page."""

from __future__ import annotations

from pydantic import Field

from rpa.flow.step import Text
from rpa.steps.context import Context
from rpa.steps.fields import FieldsStep
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.widgets import dialog


class Form(FieldsStep):
    """Fill fields of the open dialog or form page and do no more; a null field is left alone.

    With `dialog`, the dialog of that title is waited for first.
    """

    kind = "form"
    whole = "fields"
    leads = True

    dialog: Text | None = Field(None, description="Title of the dialog that holds the fields")

    def describe(self) -> str:
        """Say which fields are filled."""
        return f"fill in {self.in_words()}" if self.given else "fill in nothing"

    def tell(self, view: View) -> str:
        """Name the fields and where their values come from."""
        hint = "（未给出的不填）" if self.may_lack(view) else ""
        place = f"在“{told_text(view, self.dialog)}”对话框中" if self.dialog else ""
        return f"{place}填写{hint}：{self.told_fields(view)}"

    def run(self, ctx: Context) -> None:
        """Wait for the dialog if one is named, then fill what is given."""
        if self.dialog:
            dialog.find_dialog(ctx.surface, [self.dialog])
        self.fill(ctx)
