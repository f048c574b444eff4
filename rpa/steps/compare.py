"""`compare`: see whether the portal shows a value, though it may mask it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import Field

from rpa.flow.step import Anything, Text
from rpa.flow.words import as_text
from rpa.secret import Secret
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View


class Compare(Step):
    """See whether a text that the portal shows, perhaps masked, can be a value, even a secret one.

    What a mask hides may be anything: `138****0001` can be any number with these ends.
    """

    kind = "compare"

    shown: Text = Field(description="What the portal shows")
    value: Anything = Field(alias="with", description="The value it may stand for")
    into: str = Field(description="Variable that takes true or false")

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the answer."""
        return (self.into,)

    def describe(self) -> str:
        """Say where the answer goes; the values may be data."""
        return f"compare what is shown, into {self.into}"

    def tell(self, view: View) -> str:
        """Name both, and where the answer goes."""
        shown, value = told_value(view, self.shown), told_value(view, self.value)
        return spaced("对照", shown, "与", value, "是否相符（掩码部分不论），记为", self.into)

    def run(self, ctx: Context) -> None:
        """Compare them without regard to blanks at the ends."""
        value = self.value.reveal() if isinstance(self.value, Secret) else as_text(self.value)
        masked = ctx.book.portal.masked
        ctx.scope[self.into] = can_stand_for(str(self.shown), value, masked)


def can_stand_for(shown: str, value: str, masked: str) -> bool:
    """Tell whether `shown`, masked where it fits the pattern `masked`, can be `value`."""
    parts = re.split(f"(?:{masked})", shown.strip())
    return re.fullmatch(".+".join(map(re.escape, parts)), value.strip(), re.DOTALL) is not None
