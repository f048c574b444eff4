"""`form`: fill the fields of a dialog or a form page."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from rpa.flow.expressions import names_in
from rpa.flow.step import Anything
from rpa.flow.step import Text as Words
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context, require
from rpa.steps.telling import field_words, is_one_expression, told_text
from rpa.steps.view import View
from rpa.widgets import dialog, form


class Form(Step):
    """Fill fields of the open dialog or form page and do no more; a null field is left alone.

    With `dialog`, the dialog of that title is waited for first.
    """

    kind = "form"
    leads = True
    whole = "fields"

    fields: dict[str, Anything] = Field(description="Values by field, as the selectors name them")
    dialog: Words | None = Field(None, description="Title of the dialog that holds the fields")

    def describe(self) -> str:
        """Say which fields are filled."""
        given = [f"{name} = {value}" for name, value in self.fields.items() if value is not None]
        return f"fill in {', '.join(given)}" if given else "fill in nothing"

    def tell(self, view: View) -> str:
        """Name the fields and where their values come from."""
        given = {name: value for name, value in self.fields.items() if value is not None}
        inputs = view.flow.inputs
        may_lack = any(inputs[name].optional for name in names_in(given) if name in inputs)
        hint = "（未给出的不填）" if may_lack else ""
        place = f"在“{told_text(view, self.dialog)}”对话框中" if self.dialog else ""
        told = "、".join(_told_field(view, name, value) for name, value in given.items())
        return f"{place}填写{hint}：{told}"

    def check(self, view: View) -> None:
        """Note fields that the page does not have."""
        if view.is_lost:
            return
        if view.place is None:
            view.problem(self, "no page is open here", "put an `open` step before it")
            return
        for name in self.fields:
            view.known(self, "field", name, view.place.page.fields, name)

    def run(self, ctx: Context) -> None:
        """Fill what is given, in order."""
        surface, specs = ctx.surface, ctx.place.page.fields
        given = {name: value for name, value in self.fields.items() if value is not None}
        for name in given:
            require("field", name, specs)
        if self.dialog:
            dialog.find_dialog(surface, [self.dialog])
        for name, value in given.items():
            with ctx.typing(value):
                form.fill(surface, name, specs[name], value)


def _told_field(view: View, name: str, value: Any) -> str:
    label, told = field_words(view, name, value)
    return f"{label}（{told}）" if is_one_expression(value) else spaced(label, "为", told)
