"""What `expect` says of a field of a form, and of what lists offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from rpa.flow.step import Text
from rpa.locators.wording import normal
from rpa.steps.cell_match import pattern_in
from rpa.steps.chinese import quoted
from rpa.steps.context import Context, require
from rpa.steps.expect_element import OfElement, shown
from rpa.steps.expecting import await_claim
from rpa.steps.telling import field_words, told_text
from rpa.steps.view import View
from rpa.widgets import controls


class OfField(OfElement):
    """A field shows a value, and a list offers options."""

    field: str | None = Field(None, description="Field of a form to look at")
    options: tuple[Text, ...] | None = Field(
        None, description="What the field, or the list behind the element, offers"
    )

    def claims(self) -> Iterator[str]:
        """Name the field and the options."""
        yield from super().claims()
        if self.field is not None:
            yield f"field {self.field}"
        if self.options is not None:
            yield f"options {', '.join(self.options)}"

    def told(self, view: View) -> Iterator[str]:
        """Name the field and what it shows and offers."""
        yield from super().told(view)
        if self.field is not None:
            label, _ = field_words(view, self.field, None)
            held = "" if self.value is None else f"为“{told_text(view, self.value)}”"
            yield f"“{label}”{held}" if held else f"有“{label}”"
        if self.options is not None:
            yield f"选项依次为{quoted(self.options)}"

    def check(self, view: View) -> None:
        """Note a field that the page does not have."""
        super().check(view)
        if self.field is not None and view.place is not None:
            view.known(self, "field", self.field, view.place.page.fields, "field")

    def hold(self, ctx: Context) -> None:
        """Look at the field, and into the list."""
        super().hold(ctx)
        if self.field is not None:
            self._field(ctx, self.field)
        if self.options is not None:
            self._options(ctx, self.options)

    def _field(self, ctx: Context, name: str) -> None:
        require("field", name, specs := ctx.place.page.fields)
        wanted = None if self.value is None else shown(self.value)

        def against() -> str:
            found = normal(controls.shown_value(ctx.surface, name, specs[name]))
            if wanted is None or _fits(found, wanted):
                return ""
            return f"{name}: expected {self.value or 'nothing'}, found {found or 'nothing'}"

        await_claim(ctx, against)

    def _options(self, ctx: Context, wanted: Sequence[str]) -> None:
        def against() -> str:
            found = self._offered(ctx)
            if list(found) == list(wanted):
                return ""
            lists = f"expected the options {', '.join(wanted)}; found {', '.join(found) or 'none'}"
            return f"{self.field or self.element}: {lists}"

        await_claim(ctx, against)

    def _offered(self, ctx: Context) -> Sequence[str]:
        if self.field is not None:
            spec = ctx.place.page.fields[self.field]
            return controls.field_options(ctx.surface, self.field, spec)
        return controls.options(ctx.surface, ctx.find(str(self.element)))


def _fits(found: str, wanted: str) -> bool:
    if (pattern := pattern_in(wanted)) is not None:
        return re.search(pattern, found) is not None
    return found == normal(wanted)
