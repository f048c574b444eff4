"""A text cut at its `${…}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import BaseModel

_OPEN = re.compile(r"\$?\$\{")
_TOKEN = re.compile(r"""("|')(?:\\.|(?!\1)[^\\])*\1|[(\[{]|[)\]}]""", re.DOTALL)
_MOST_NESTED = 30
_PLAIN = frozenset({str, int, float, bool, type(None)})


class SyntaxWrong(ValueError):
    """An expression that cannot be read; `expression` is the `${…}` in question."""

    def __init__(self, expression: str, why: str) -> None:
        super().__init__(f"{expression}: {why}")
        self.expression, self.why = expression, why


@dataclass(frozen=True, slots=True)
class Expression:
    """What stands between `${` and `}`."""

    source: str

    def __str__(self) -> str:
        return f"${{{self.source}}}"


Parts: TypeAlias = tuple[str | Expression, ...]


@lru_cache(maxsize=8192)
def split(text: str) -> Parts:
    """Return the literal texts and the expressions of `text` in order; `$${` is a literal `${`."""
    parts: list[str | Expression] = []
    literal, at = "", 0
    while found := _OPEN.search(text, at):
        literal += text[at : found.start()]
        at = found.end()
        if found[0] == "$${":
            literal += "${"
            continue
        end = _closing(text, at)
        parts += [literal, Expression(text[at:end].strip())]
        literal, at = "", end + 1
    return tuple(one for one in (*parts, literal + text[at:]) if one != "")


def whole(parts: Parts) -> Expression | None:
    """Return the one expression that fills a text but for blanks around it, if it is so."""
    telling = [one for one in parts if isinstance(one, Expression) or one.strip()]
    if len(telling) == 1 and isinstance(telling[0], Expression):
        return telling[0]
    return None


def has_expression(value: Any) -> bool:
    """Whether a text anywhere in `value` holds `${…}`; an escaped `$${` does not count."""
    if isinstance(value, str):
        if "${" not in value:
            return False
        try:
            return any(isinstance(part, Expression) for part in split(value))
        except SyntaxWrong:
            return True
    return any(has_expression(one) for one in inside(value))


def inside(value: Any) -> Collection[Any]:
    """Return what stands directly inside a list, mapping or model."""
    if type(value) in _PLAIN:
        return ()
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, BaseModel):
        return list(value.__dict__.values())
    return ()


def _closing(text: str, start: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] in "([{":
            depth += 1
        elif token[0] == "}" and depth == 0:
            return token.start()
        elif token[0] in ")]}":
            depth -= 1
        if depth > _MOST_NESTED:
            raise SyntaxWrong(_shown(text, start), "too many brackets inside one another")
    raise SyntaxWrong(
        _shown(text, start), 'the ${ is never closed; add a }, or write "$${" for the characters'
    )


def _shown(text: str, start: int) -> str:
    return text[start - 2 : start + 40].split("\n")[0]
