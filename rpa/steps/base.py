"""A step that can be checked and run."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import Field

from rpa.errors import StepFailed
from rpa.flow.expressions import Scope
from rpa.flow.step import StepModel, Steps, Text
from rpa.secret import Secret
from rpa.steps.context import Context
from rpa.steps.view import View


class Procedure(NamedTuple):
    """Steps inside a step as they are told: what leads to them, and where the flow is then."""

    heading: str
    steps: Steps
    view: View


class Step(StepModel):
    """The base of all step kinds: fields and words from `StepModel`, a check, and a deed."""

    limit_s: ClassVar[float | None] = 30.0
    """Seconds a step of this kind may take unless it says so itself; None: as long as its flow."""

    leads: ClassVar[bool] = False
    """Whether it leads somewhere: to be there again in a new session, it is done again."""

    secret_texts: ClassVar[frozenset[str]] = frozenset()
    """Texts that may be secret; in any other a secret would be shown to somebody."""

    headings: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What leads to nested steps, by field, where the words of the step itself do not."""

    def filled(self, scope: Scope) -> Self:
        """Fill in the expressions, and refuse a secret where it does not belong."""
        step = super().filled(scope)
        for name, field in type(step).model_fields.items():
            is_secret = isinstance(getattr(step, name), Secret) and field.annotation is not Any
            if is_secret and name not in self.secret_texts:
                raise StepFailed(f"{self.kind}.{name}: a secret cannot stand here")
        return step

    @property
    def is_soft(self) -> bool:
        """Whether the flow goes on when this step fails, and fails at its end."""
        return False

    @property
    def spot(self) -> str:
        """Where the step stands in its flow, such as `steps[2].then[0]`."""
        parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in self.path)
        return "".join(parts).removeprefix(".")

    def begins_anew(self, ctx: Context) -> bool:  # noqa: ARG002
        """Whether it leads there from anywhere, so that the steps before it do not matter."""
        return False

    def check(self, view: View) -> None:
        """Note in `view` what is wrong with this step, as far as that can be known beforehand."""

    def tell(self, view: View) -> str:  # noqa: ARG002
        """Say, in Chinese and in the words of the portal, what a person would do here."""
        return self.describe()

    def procedures(self, view: View) -> Iterator[Procedure]:
        """Yield the steps inside this one, as they are told after it."""
        for field, steps in self.nested():
            yield Procedure(self.headings.get(field, ""), steps, view.copied())

    @abstractmethod
    def run(self, ctx: Context) -> None:
        """Do what the step says; its expressions are filled in already."""


class ElementStep(Step):
    """A step on one element that the selectors name."""

    target: Text = Field(description="Element, as the selectors name it")

    def check(self, view: View) -> None:
        """Note a target that the selectors do not know."""
        view.element(self, self.target, "target")
        view.changes_nothing(self, self.target, "target")


class TableStep(Step):
    """A step on a table of the open page."""

    table: str | None = Field(None, description="Table of the page, if not that of the open tab")
