"""What steps that fill fields by their labels have in common."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from rpa.flow.expressions import names_in
from rpa.flow.step import Anything
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context, require
from rpa.steps.telling import field_words, is_one_expression
from rpa.steps.view import View
from rpa.widgets import form


class FieldsStep(Step):
    """A step that fills fields of the open page; a null one is left alone."""

    fields: dict[str, Anything] = Field(description="Values by field, as the selectors name them")

    @property
    def given(self) -> dict[str, Any]:
        """The fields that have a value."""
        return {name: value for name, value in self.fields.items() if value is not None}

    def in_words(self) -> str:
        """Say which field gets what."""
        return ", ".join(f"{name} = {value}" for name, value in self.given.items())

    def told_fields(self, view: View) -> str:
        """Name the fields and where their values come from, in Chinese."""
        return "、".join(_told_field(view, name, value) for name, value in self.given.items())

    def may_lack(self, view: View) -> bool:
        """Whether some of the values are inputs that need not be given."""
        inputs = view.flow.inputs
        return any(inputs[name].optional for name in names_in(self.given) if name in inputs)

    def check(self, view: View) -> None:
        """Note fields that the page does not have."""
        if view.is_lost:
            return
        if view.place is None:
            view.problem(self, "no page is open here", "put an `open` step before it")
            return
        for name in self.fields:
            view.known(self, "field", name, view.place.page.fields, name)

    def fill(self, ctx: Context) -> None:
        """Fill what is given, in order."""
        surface, specs = ctx.surface, ctx.place.page.fields
        for name in self.given:
            require("field", name, specs)
        for name, value in self.given.items():
            with ctx.typing(value):
                form.fill(surface, name, specs[name], value)


def _told_field(view: View, name: str, value: Any) -> str:
    label, told = field_words(view, name, value)
    return f"{label}（{told}）" if is_one_expression(value) else spaced(label, "为", told)
