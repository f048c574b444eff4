"""`fill`: type into a field."""

from __future__ import annotations

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.step import Anything
from rpa.secret import Secret
from rpa.steps.base import ElementStep
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words, told_value
from rpa.steps.view import View


class Fill(ElementStep):
    """Type a value into a field, in place of what is there; a secret only on the portal's hosts."""

    kind = "fill"
    leads = True

    value: Anything = Field(description="What to type")

    def describe(self) -> str:
        """Say which field; a secret shows as a mask."""
        return f"fill {self.target} with {self.value}"

    def tell(self, view: View) -> str:
        """Name the field and where its value comes from."""
        return spaced(f"在{element_words(view, self.target)}中填入", told_value(view, self.value))

    def run(self, ctx: Context) -> None:
        """Type it, and see that the field took it."""
        field = ctx.find(self.target)
        with ctx.typing(self.value, field) as text:
            field.fill(text, timeout=ctx.deadline.left_ms())
            if field.input_value(timeout=ctx.deadline.left_ms()) != text:
                shown = "something else" if isinstance(self.value, Secret) else field.input_value()
                raise StepFailed(f"{self.target}: the field shows {shown} after typing")
