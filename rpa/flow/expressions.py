"""`${…}` in the values of a flow: what names it needs, whether it is sound, what it yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from jinja2 import TemplateError, Undefined
from pydantic import BaseModel

from rpa.errors import StepFailed
from rpa.flow.arithmetic import Unfit
from rpa.flow.evaluator import Missing, NotThere, compiled
from rpa.flow.functions import BUILTIN_NAMES, BUILTINS
from rpa.flow.template import Expression, SyntaxWrong, has_expression, inside, split, whole
from rpa.flow.templated import Templated
from rpa.flow.words import as_text, kind_of
from rpa.nearest import did_you_mean, nearest
from rpa.secret import MASK, Secret
from rpa.tables import Row, Rows

__all__ = [
    "BUILTINS", "BUILTIN_NAMES", "ExpressionFailed", "Scope", "Templated", "evaluate",
    "has_expression", "names_in", "syntax_problem",
]  # fmt: skip

Scope: TypeAlias = Mapping[str, Any]


class ExpressionFailed(StepFailed):
    """An expression could not be worked out, or yields what its field cannot take."""

    def __init__(self, expression: str, why: str, *, place: str = "") -> None:
        super().__init__(": ".join(part for part in (place, expression, why) if part))
        self.expression, self.why, self.place = expression, why, place


def names_in(value: Any) -> set[str]:
    """Return the names that the expressions anywhere in `value` begin with; `value` is sound."""
    return {name for one in _expressions(value) for name in compiled(one.source).names}


def syntax_problem(value: Any) -> str | None:
    """Return what is wrong with the first unsound expression anywhere in `value`, if one is."""
    try:
        for one in _expressions(value):
            compiled(one.source)
    except SyntaxWrong as wrong:
        return str(wrong)
    return None


def evaluate(value: Any, scope: Scope) -> Any:
    """Return `value` with every expression in it replaced by what it yields.

    A text that is one expression takes on its value whatever the type; in a longer text values are
    written out, and the text as a whole becomes a `Secret` as soon as one of them is one.
    """
    if isinstance(value, str):
        return _text(value, scope) if "${" in value else value
    if isinstance(value, Mapping):
        return {key: evaluate(one, scope) for key, one in value.items()}
    if isinstance(value, list):
        return [evaluate(one, scope) for one in value]
    if type(value) is tuple:
        return tuple(evaluate(one, scope) for one in value)
    if isinstance(value, BaseModel) and has_expression(value):
        fields = type(value).model_fields
        return {fields[k].alias or k: evaluate(one, scope) for k, one in value.__dict__.items()}
    return value


def no_such_name(name: str, known: Iterable[str]) -> str:
    """Say that an expression begins with a name that is not known, and which ones are."""
    ours, builtin = sorted(known), sorted(BUILTIN_NAMES)
    likely = builtin if nearest(name, builtin) and not nearest(name, ours) else ours
    return f'there is no "{name}" here; {did_you_mean(name, likely)}'


def _expressions(value: Any) -> Iterator[Expression]:
    if isinstance(value, str):
        if "${" in value:
            yield from (part for part in split(value) if isinstance(part, Expression))
        return
    for one in inside(value):
        yield from _expressions(one)


def _text(text: str, scope: Scope) -> Any:
    try:
        parts = split(text)
    except SyntaxWrong as wrong:
        raise ExpressionFailed(wrong.expression, wrong.why) from None
    if (alone := whole(parts)) is not None:
        return _worked_out(alone, scope)
    written = [part if isinstance(part, str) else _written(part, scope) for part in parts]
    if any(isinstance(part, Secret) for part in written):
        return Secret("".join(p.reveal() if isinstance(p, Secret) else p for p in written))
    return "".join(str(part) for part in written)


def _written(expression: Expression, scope: Scope) -> str | Secret:
    value = _worked_out(expression, scope)
    if isinstance(value, Secret):
        return value
    try:
        return as_text(value)
    except TypeError as error:
        raise ExpressionFailed(str(expression), str(error)) from None


def _worked_out(expression: Expression, scope: Scope) -> Any:
    try:
        ready = compiled(expression.source)
        needed = _needed(ready.names, scope)
        value = _settled(ready.run(needed))
    except SyntaxWrong as wrong:
        raise ExpressionFailed(wrong.expression, wrong.why) from None
    except NotThere as error:
        raise ExpressionFailed(str(expression), _what_is_missing(error)) from None
    except _EXPECTED as error:
        raise ExpressionFailed(str(expression), _why(error)) from None
    # Jinja writes a Secret out as its mask; such a text must never be typed anywhere.
    if _holds(_is_secret, needed) and _holds(_is_masked, value):
        why = 'a secret cannot be changed or joined in here; write "text ${secret} text"'
        raise ExpressionFailed(str(expression), why)
    return value


_EXPECTED = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError,
             MemoryError, TemplateError)  # fmt: skip


def _needed(names: frozenset[str], scope: Scope) -> dict[str, Any]:
    needed = {}
    for name in names:
        if name in scope:
            needed[name] = scope[name]
        elif name == "today":
            needed[name] = date.today()
        elif name not in BUILTIN_NAMES:
            raise Unfit(no_such_name(name, scope))
    return needed


def _settled(value: Any) -> Any:
    """Return `value` with what Jinja leaves for later worked out now."""
    if isinstance(value, Missing):
        value.refuse()
    if isinstance(value, Iterator | range):
        value = list(value)
    if isinstance(value, list | tuple | dict):
        for one in inside(value):
            if isinstance(one, list | tuple | dict | Undefined):
                _settled(one)
    return value


def _holds(check: Callable[[Any], bool], value: Any) -> bool:
    if isinstance(value, Row):
        return False
    return check(value) or any(_holds(check, one) for one in inside(value))


def _is_masked(value: Any) -> bool:
    return isinstance(value, str) and MASK[0] in value


def _is_secret(value: Any) -> bool:
    return isinstance(value, Secret)


def _what_is_missing(error: NotThere) -> str:
    name, of = error.name, error.of
    if error.hint:
        return error.hint
    if of is None:
        return f'there is no "{name}": what stands before it is nothing'
    if isinstance(of, Row):
        return f'there is no column "{name}"; {did_you_mean(str(name), of)}'
    if isinstance(of, Mapping):
        return f'there is no "{name}" in it; {did_you_mean(str(name), map(str, of))}'
    if isinstance(name, int):
        return f"there is no item {name} in {kind_of(of)}"
    if isinstance(of, Rows):
        return f'a table has no "{name}"; name a row first, such as rows[0].{name}'
    return f'{kind_of(of)} has no "{name}"'


_COMPARED = re.compile(r"'(.+)' not supported between instances of '(.+)' and '(.+)'")


def _why(error: Exception) -> str:
    if isinstance(error, Unfit):
        return str(error)
    if isinstance(error, ZeroDivisionError):
        return "division by zero"
    if isinstance(error, TypeError) and (found := _COMPARED.fullmatch(str(error))):
        sign, *sides = found.groups()
        left, right = (_TYPES.get(one, one) for one in sides)
        return f"{sign} cannot compare {left} with {right}"
    if isinstance(error, ArithmeticError | RecursionError | MemoryError):
        return "the result is too large"
    return f"it does not work with these values: {error}"


_TYPES = {"str": "a text", "int": "a number", "float": "a number", "Decimal": "a number",
          "NoneType": "nothing", "date": "a date", "bool": "true or false", "list": "a list",
          "dict": "a mapping"}  # fmt: skip
