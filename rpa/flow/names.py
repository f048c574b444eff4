"""Whether every name that an expression uses is known where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rpa.errors import Problem
from rpa.flow.document import Document, Path, dotted
from rpa.flow.expressions import (
    BUILTIN_NAMES,
    has_expression,
    names_in,
    no_such_name,
    syntax_problem,
)
from rpa.flow.naming import check_name
from rpa.flow.nested import nested_fields
from rpa.flow.shapes import key_of
from rpa.flow.step import StepModel
from rpa.flow.templated import Templated

RUN_WIDE = ("run", "site", "today")
"""The names that every run sets before its first step."""


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Gathers what is wrong with the expressions of a flow.

    `perhaps` are names that may be known although nothing sets them: steps are missing that could.
    """

    perhaps: Set[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def steps(self, steps: Iterable[StepModel], known: Set[str]) -> Set[str]:
        """Check steps in order, and return the names that are known after them."""
        for step in steps:
            fields = type(step).model_fields.keys() - nested_fields(type(step))
            self._fields(step, fields - step.late, known)
            for name, nested in step.nested():
                inner = frozenset(step.inner_names(name))
                known = known | (self.steps(nested, known | inner) - (inner - known))
            for name in step.late:
                self._fields(step, {name}, known | {*step.inner_names(name)})
            self._outputs(step)
            known = known | {*step.outputs()}
        return known

    def head(self, document: Document, key: str, known: Set[str]) -> None:
        """Check what stands below a key of a flow's head."""
        for inside, sentence in self._wrong(document.value.get(key), known):
            path = (key, *inside)
            self.problems.append(Problem(document.mark(path), dotted(path), sentence))

    def _fields(self, step: StepModel, names: Iterable[str], known: Set[str]) -> None:
        model = type(step)
        for name in names:
            value, where = getattr(step, name), (step.kind, key_of(model, name))
            if has_expression(value) and not _takes_expressions(model.model_fields[name]):
                found, remedy = "an expression cannot stand here", "write the text itself"
                self.problems.append(Problem(step.mark(name), dotted(where), found, remedy))
                continue
            for inside, sentence in self._wrong(value, known):
                mark = step.mark(name, *inside)
                self.problems.append(Problem(mark, dotted((*where, *inside)), sentence))

    def _outputs(self, step: StepModel) -> None:
        for output in step.outputs():
            if has_expression(output):
                continue  # that is a problem of its field
            try:
                check_name(output)
            except ValueError as error:
                setter = next((k for k, one in step.__dict__.items() if one == output), output)
                self.problems.append(Problem(step.mark(setter), step.kind, str(error)))

    def _wrong(self, value: Any, known: Set[str]) -> Iterator[tuple[Path, str]]:
        """Yield where in `value` an expression is wrong, and what is."""
        if isinstance(value, str):
            if (sentence := syntax_problem(value)) is not None:
                yield (), sentence
                return
            for name in sorted(names_in(value) - known - self.perhaps - BUILTIN_NAMES):
                yield (), no_such_name(name, sorted(known))
        for key, one in _parts(value):
            if isinstance(key, str) and "${" in key:
                yield (key,), f"{key}: an expression cannot stand in a key"
            yield from (((key, *inside), wrong) for inside, wrong in self._wrong(one, known))


def words_in(value: Any) -> frozenset[str]:
    """Return every key and text anywhere in `value` that could be a name."""
    if isinstance(value, str):
        return frozenset({value} if value.isidentifier() else ())
    if isinstance(value, Mapping):
        keys = frozenset(key for key in value if key.isidentifier())
        return keys.union(*(words_in(one) for one in value.values()))
    if isinstance(value, list):
        return frozenset[str]().union(*(words_in(one) for one in value))
    return frozenset()


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, BaseModel):
        return [(key_of(type(value), name), one) for name, one in value.__dict__.items()]
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


def _takes_expressions(info: FieldInfo) -> bool:
    return Templated in info.metadata or _mentions(info.annotation, frozenset())


def _mentions(annotation: Any, seen: frozenset[Any]) -> bool:
    if annotation is Templated:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.values() if annotation not in seen else ()
        inner = seen | {annotation}
        return any(Templated in one.metadata or _mentions(one.annotation, inner) for one in fields)
    return any(_mentions(one, seen) for one in get_args(annotation))
