"""A step that can be checked and run."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from pydantic import Field

from rpa.flow.step import StepModel, Text
from rpa.steps.context import Context
from rpa.steps.view import View


class Step(StepModel):
    """The base of all step kinds: fields and words from `StepModel`, a check, and a deed."""

    limit_s: ClassVar[float | None] = 30.0
    """Seconds a step of this kind may take unless it says so itself; None: as long as its flow."""

    @property
    def spot(self) -> str:
        """Where the step stands in its flow, such as `steps[2].then[0]`."""
        parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in self.path)
        return "".join(parts).removeprefix(".")

    def check(self, view: View) -> None:
        """Note in `view` what is wrong with this step, as far as that can be known beforehand."""

    @abstractmethod
    def run(self, ctx: Context) -> None:
        """Do what the step says; its expressions are filled in already."""


class ElementStep(Step):
    """A step on one element that the selectors name."""

    target: Text = Field(description="Element, as the selectors name it")

    def check(self, view: View) -> None:
        """Note a target that the selectors do not know."""
        view.element(self, self.target, "target")


class TableStep(Step):
    """A step on a table of the open page."""

    table: str | None = Field(None, description="Table of the page, if not that of the open tab")
