"""`query`: fill the query form and run it."""

from __future__ import annotations

from rpa.steps.context import Context
from rpa.steps.fields import FieldsStep
from rpa.steps.view import View


class Query(FieldsStep):
    """Fill the fields of the page's query form and run the query; a null field is left alone."""

    kind = "query"
    whole = "fields"
    leads = True

    def describe(self) -> str:
        """Say which fields are filled."""
        return f"query {self.in_words()}" if self.given else "query without restrictions"

    def tell(self, view: View) -> str:
        """Name the conditions and where their values come from."""
        if not self.given:
            return "不设查询条件"
        hint = "（未给出的不设）" if self.may_lack(view) else ""
        search = view.book.portal.wording.search[0]
        return f"设置查询条件{hint}：{self.told_fields(view)}，单击“{search}”"

    def run(self, ctx: Context) -> None:
        """Fill what is given; run the query only if something was."""
        self.fill(ctx)
        if self.given:
            ctx.table(None).query()
            ctx.position.asked |= self.given
