"""Jinja's sandbox, narrowed to single expressions over the values of a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from rpa.flow.arithmetic import calculate
from rpa.flow.functions import FILTERS, FUNCTIONS, TESTS
from rpa.flow.grammar import in_plain_words
from rpa.flow.template import SyntaxWrong
from rpa.nearest import did_you_mean

_MOST_CHARACTERS = 2_000
_METHODS: Mapping[type, Set[str]] = {
    str: {"upper", "lower", "strip", "lstrip", "rstrip", "split", "startswith", "endswith",
          "removeprefix", "removesuffix", "count", "isdigit"},
    date: {"isoformat", "weekday", "isoweekday"},
    timedelta: {"total_seconds"},
    Decimal: {"is_signed"},
}  # fmt: skip


class NotThere(UndefinedError):
    """A name, attribute, column or item that does not exist was used."""

    def __init__(self, of: Any, name: Any, hint: str | None) -> None:
        super().__init__(hint)
        self.of, self.name, self.hint = of, name, hint


class Missing(StrictUndefined):
    """What is not there, and says so as soon as it is used for anything."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        if exc is SecurityError:
            other = f"; write | {name}" if name in FILTERS else ""
            hint = f".{name} may not be used in an expression{other}"
        super().__init__(hint, obj, name, partial(_not_there, obj, name, hint))  # type: ignore[arg-type]

    def refuse(self) -> None:
        """Raise what any use of it raises."""
        self._fail_with_undefined_error()


def _not_there(of: Any, name: Any, hint: str | None, _jinja_says: str) -> NotThere:
    return NotThere(of, name, hint)


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def call_binop(self, _context: Any, operator: str, left: Any, right: Any) -> Any:
        return calculate(operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        # In a mapping `row.items` is the column, never the method.
        if isinstance(obj, Mapping):
            return self._item(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping):
            return self._item(obj, argument)
        return super().getitem(obj, argument)

    def _item(self, obj: Mapping[Any, Any], key: Any) -> Any:
        try:
            return obj[key]
        except (KeyError, TypeError):
            return self.undefined(obj=obj, name=key)

    def wrap_str_format(self, _value: Any) -> None:
        # Jinja would allow str.format, whose widths know no limit.
        return None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr.startswith("_"):
            return False
        return not callable(value) or any(
            isinstance(obj, one) and attr in names for one, names in _METHODS.items()
        )


_ENVIRONMENT = _Sandbox(undefined=Missing, optimized=False)
_ENVIRONMENT.filters = dict(FILTERS)
_ENVIRONMENT.tests = dict(TESTS)
_ENVIRONMENT.globals = {**FUNCTIONS, "null": None}


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to be worked out, and the names that it begins with."""

    run: Callable[..., Any]
    names: frozenset[str]


@lru_cache(maxsize=8192)
def compiled(source: str) -> Compiled:
    """Compile what stands between `${` and `}`; raise `SyntaxWrong`."""
    try:
        return _compile(source)
    except TemplateSyntaxError as error:
        raise SyntaxWrong(f"${{{source}}}", in_plain_words(error.message or "", source)) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise SyntaxWrong(f"${{{source}}}", "the expression is too deep") from None


def _compile(source: str) -> Compiled:
    if not source:
        raise TemplateSyntaxError("nothing stands between ${ and }", 1)
    if len(source) > _MOST_CHARACTERS:
        raise TemplateSyntaxError("the expression is too long", 1)
    parser = Parser(_ENVIRONMENT, source, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError(f"{parser.stream.current.value} does not belong here", 1)
    tree.set_environment(_ENVIRONMENT)
    _check(tree)
    names = frozenset(one.name for one in _all(tree, nodes.Name))
    if isinstance(tree, nodes.Name) and tree.name not in _ENVIRONMENT.globals:
        return Compiled(itemgetter(tree.name), names)
    body = [nodes.Assign(nodes.Name("result", "store"), tree, lineno=1)]
    template = _ENVIRONMENT.from_string(nodes.Template(body, lineno=1))
    return Compiled(TemplateExpression(template, undefined_to_none=False), names)


def _check(tree: nodes.Node) -> None:
    for one in _all(tree, nodes.Filter):
        _check_known("filter", one.name, FILTERS)
    for one in _all(tree, nodes.Test):
        _check_known("test", one.name, TESTS)
    for one in _all(tree, nodes.Getattr):
        if one.attr.startswith("_"):
            raise TemplateSyntaxError(f".{one.attr} may not be used in an expression", 1)
    for one in _all(tree, nodes.CondExpr):
        if one.expr2 is None:
            raise TemplateSyntaxError("the if has no else; write a if condition else b", 1)
    for one in _all(tree, nodes.Call):
        if isinstance(one.node, nodes.Name) and one.node.name not in FUNCTIONS:
            hint = did_you_mean(one.node.name, FUNCTIONS)
            raise TemplateSyntaxError(f'there is no function "{one.node.name}"; {hint}', 1)


def _all(tree: nodes.Node, kind: type[Any]) -> list[Any]:
    """Return the nodes of one kind, the root included."""
    return ([tree] if isinstance(tree, kind) else []) + list(tree.find_all(kind))


def _check_known(what: str, name: str, known: Mapping[str, Any]) -> None:
    if name not in known:
        raise TemplateSyntaxError(f'there is no {what} "{name}"; {did_you_mean(name, known)}', 1)
