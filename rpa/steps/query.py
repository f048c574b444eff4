"""`query`: fill the query form and run it."""

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


class Query(Step):
    """Fill the fields of the page's query form and run the query; a null field is left alone."""

    kind = "query"
    whole = "fields"
    leads = True

    fields: dict[str, Anything] = Field(description="Values by field, as the selectors name them")

    def describe(self) -> str:
        """Say which fields are filled."""
        given = [f"{name} = {value}" for name, value in self.fields.items() if value is not None]
        return f"query {', '.join(given)}" if given else "query without restrictions"

    def tell(self, view: View) -> str:
        """Name the conditions and where their values come from."""
        given = {name: value for name, value in self.fields.items() if value is not None}
        if not given:
            return "不设查询条件"
        told = "、".join(_told_field(view, name, value) for name, value in given.items())
        inputs = view.flow.inputs
        may_lack = any(inputs[name].optional for name in names_in(given) if name in inputs)
        hint = "（未给出的不设）" if may_lack else ""
        return f"设置查询条件{hint}：{told}，单击“{view.book.portal.wording.search[0]}”"

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
        """Fill what is given; run the query only if something was."""
        surface = ctx.surface
        given = {name: value for name, value in self.fields.items() if value is not None}
        specs = ctx.place.page.fields
        for name in given:
            require("field", name, specs)
        for name, value in given.items():
            with ctx.typing(value):
                form.fill(surface, name, specs[name], value)
        if given:
            ctx.table(None).query()


def _told_field(view: View, name: str, value: Any) -> str:
    label, told = field_words(view, name, value)
    return f"{label}（{told}）" if is_one_expression(value) else spaced(label, "为", told)
