"""`attempt`: go on in another way when steps fail."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from pydantic import Field

from rpa.errors import StepFailed, Unavailable
from rpa.flow.step import Steps
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.view import View


class Attempt(Step):
    """Run `try`; if it fails run `rescue` (it may use `error`); run `always` in every case."""

    kind = "attempt"
    short = "steps"
    brings = frozenset({"error"})
    limit_s = None
    headings = MappingProxyType({"rescue": "如果其中一步失败", "always": "无论成败，最后"})

    steps: Steps = Field(alias="try", description="Steps to try")
    rescue: Steps = Field((), description="Steps if one of them failed")
    always: Steps = Field((), description="Steps in every case, at the end")

    def inner_names(self, field: str) -> Iterable[str]:
        """Name what `rescue` may use: the text of the error."""
        return self.brings if field == "rescue" else ()

    def describe(self) -> str:
        """Say that failing is provided for."""
        return "attempt"

    def tell(self, _view: View) -> str:
        """Say that failing is provided for."""
        return "尝试以下步骤"

    def check(self, view: View) -> None:
        """Check the branches; where the first one failed cannot be known."""
        view.walk_branches(self.steps, self.rescue)
        view.walk(self.always)

    def run(self, ctx: Context) -> None:
        """Try, rescue, and always tidy up."""
        try:
            ctx.run(self.steps)
        except (StepFailed, Unavailable) as error:
            if not self.rescue or ctx.is_ending:
                raise
            ctx.run(self.rescue, error=str(error))
        finally:
            ctx.run(self.always)
