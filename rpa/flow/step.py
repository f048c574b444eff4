"""A step as a value: its kind, its fields and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from rpa.flow.document import Document, Path, dotted
from rpa.flow.expressions import ExpressionFailed, Scope, Templated, evaluate, has_expression
from rpa.flow.nested import Nested, nested_fields
from rpa.flow.place import Place
from rpa.flow.shapes import key_of
from rpa.flow.templated import FILLED
from rpa.flow.validate import Complaint, complaints
from rpa.mark import Mark

Text = Annotated[str, Templated]
Integer = Annotated[int, Templated]
Number = Annotated[float, Templated]
Flag = Annotated[bool, Templated]
Anything = Annotated[Any, Templated]


class StepModel(BaseModel):  # noqa: PLW1641 - pydantic gives frozen models their hash
    """One step of a flow. Fields that hold `${…}` are filled in just before the step runs.

    A subclass names its `kind` (the key in YAML), may name the field that a bare value stands for
    (`short`) or that a mapping stands for (`whole`), and declares its fields with `Text`,
    `Integer`, `Number`, `Flag`, `Anything` (all may hold expressions), plain types (may not) and
    `Steps` (nested steps). Once filled, a `Text` is a str or a `Secret`. A validator must accept
    what it returned: filling validates again. Fields that are `late` keep their expressions: the
    step fills them in itself, when what its nested steps have set is known. What it `brings` are
    names of `inner_names` that do not depend on its fields.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: ClassVar[str]
    short: ClassVar[str | None] = None
    whole: ClassVar[str | None] = None
    late: ClassVar[frozenset[str]] = frozenset()
    brings: ClassVar[frozenset[str]] = frozenset()

    name: Text | None = Field(None, description="What to call this step in progress and report")
    when: Anything = Field(True, description="Run this step only if this holds")
    retry: int = Field(0, ge=0, le=20, description="How often to try again when the step fails")
    timeout_s: float | None = Field(None, gt=0, description="Seconds this step may take")

    _place: Place | None = PrivateAttr(default=None)
    _to_fill: tuple[str, ...] | None = PrivateAttr(default=None)

    def placed(
        self, document: Document, path: Path, fields: Mapping[str, Path] | None = None
    ) -> Self:
        """Remember where this step and its fields stand; the loader calls it once."""
        self._place = Place(document, path, fields or {})
        return self

    @property
    def path(self) -> Path:
        """The step's place in its flow, such as `("steps", 2, "then", 0)`."""
        return self._place.path if self._place else ()

    def mark(self, *inside: str | int) -> Mark:
        """Return where the step stands in its file, or what is inside: a field first, then on."""
        return self._place.mark(self.kind, *inside) if self._place else Mark("(no file)")

    @property
    def has_baseline(self) -> bool:
        """Whether what it finds is held against a file beside the flow, or makes one."""
        return False

    def outputs(self) -> Iterable[str]:
        """Name the variables that this step sets for the steps after it."""
        return ()

    def inner_names(self, field: str) -> Iterable[str]:  # noqa: ARG002
        """Name the variables that exist only in the nested steps of `field`, as a loop's do.

        Of a field that is `late`, those that its expressions may use besides.
        """
        return ()

    def describe(self) -> str:
        """Say in words what the step does."""
        return self.kind

    def templates(self) -> Iterator[tuple[str, Any]]:
        """Yield the fields (name, raw value) that hold expressions, nested steps left out."""
        for field in self._fields_to_fill():
            yield field, getattr(self, field)

    def nested(self) -> Iterator[tuple[str, Steps]]:
        """Yield the fields (name, steps) that hold nested steps, in the order of the class."""
        for field in nested_fields(type(self)):
            if steps := getattr(self, field):
                yield field, steps

    def filled(self, scope: Scope) -> Self:
        """Return this step with every expression replaced by its value, types checked again."""
        if not (fields := self._fields_to_fill()):
            return self
        values = dict(self.__dict__)
        for field in fields:
            values[field] = self._evaluated(field, scope)
        try:
            step = type(self).model_validate(values, context=FILLED)
        except ValidationError as error:
            raise self._unfit(complaints(type(self), values, error)[0]) from None
        return step._known(self._place)  # noqa: SLF001

    def _known(self, place: Place | None) -> Self:
        # What was filled in may look like an expression; it never is one.
        self._place, self._to_fill = place, ()
        return self

    def _fields_to_fill(self) -> tuple[str, ...]:
        if (known := self._to_fill) is None:
            inner = nested_fields(type(self))
            values = self.__dict__.items()
            left = self.late.union(inner)
            known = tuple(k for k, one in values if k not in left and has_expression(one))
            self._to_fill = known
        return known

    def _evaluated(self, field: str, scope: Scope) -> Any:
        try:
            return evaluate(self.__dict__[field], scope)
        except ExpressionFailed as error:
            place = self._named(field)
            raise ExpressionFailed(error.expression, error.why, place=place) from None

    def _unfit(self, complaint: Complaint) -> ExpressionFailed:
        value = reduce(_item, complaint.path, self)
        shown = value if isinstance(value, str) and has_expression(value) else ""
        return ExpressionFailed(shown, complaint.sentence, place=self._named(*complaint.path))

    def _named(self, *inside: str | int) -> str:
        keys = [key_of(type(self), str(inside[0])), *inside[1:]] if inside else []
        return f"{self.mark(*inside)}: {dotted((self.kind, *keys))}"

    def __eq__(self, other: object) -> bool:
        """Whether kind and fields are the same, wherever the steps stand."""
        return type(self) is type(other) and self.__dict__ == other.__dict__


def _item(value: Any, key: Any) -> Any:
    holder = value.__dict__ if isinstance(value, BaseModel) else value
    try:
        return holder[key]
    except (LookupError, TypeError):
        return None


Steps = Annotated[tuple[StepModel, ...], Nested]


class Gap(StepModel):
    """Stands where a step could not be built, with the steps that were nested in it."""

    kind = "gap"

    inside: Steps = Field((), description="The nested steps, of all its fields")


def every(steps: Iterable[StepModel]) -> Iterator[StepModel]:
    """Yield steps and all that is nested in them."""
    for step in steps:
        yield step
        for _, inner in step.nested():
            yield from every(inner)
