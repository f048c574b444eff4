"""What `+ - * / // % **` do in expressions: exact where money is, bounded everywhere."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from rpa.flow.words import kind_of
from rpa.secret import Secret

MOST_REPEATED = 10_000
_MOST_BITS = 10_000
_MOST_EXPONENT = 1_000


class Unfit(ValueError):
    """An expression that cannot be worked out, said in a sentence for users."""


def calculate(sign: str, left: Any, right: Any) -> Any:
    """Return `left sign right`."""
    left, right = _exact(left, right), _exact(right, left)
    if isinstance(left, Secret) or isinstance(right, Secret):
        raise Unfit("a secret cannot be part of a calculation")
    try:
        _check_size(sign, left, right)
        return _SIGNS[sign](left, right)
    except TypeError:
        raise Unfit(_why_not(sign, left, right)) from None


def _exact(value: Any, other: Any) -> Any:
    """Return a float as the Decimal it was written as, where the other side is a Decimal."""
    if isinstance(value, float) and isinstance(other, Decimal):
        return Decimal(repr(value))
    return value


def _check_size(sign: str, left: Any, right: Any) -> None:
    if sign in ("/", "//", "%") and right == 0:
        raise Unfit("division by zero")
    if sign == "*":
        for count, repeated in ((left, right), (right, left)):
            if isinstance(count, int) and isinstance(repeated, Sequence):
                _check_repeated(count * len(repeated))
    if sign == "**":
        _check_power(left, right)


def _check_repeated(length: int) -> None:
    if length > MOST_REPEATED:
        raise Unfit(f"the result would be longer than {MOST_REPEATED:,}")


def _check_power(base: Any, exponent: Any) -> None:
    if not isinstance(exponent, float) and not -_MOST_EXPONENT <= exponent <= _MOST_EXPONENT:
        raise Unfit(f"the exponent is larger than {_MOST_EXPONENT:,}")
    is_whole = isinstance(base, int) and isinstance(exponent, int)
    if is_whole and base.bit_length() * exponent > _MOST_BITS:
        raise Unfit("the number would be too large")


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        raise TypeError("% would format the text")
    return left % right


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": _remainder,
    "**": operator.pow,
}


def _why_not(sign: str, left: Any, right: Any) -> str:
    sentence = f"{sign} does not work between {kind_of(left)} and {kind_of(right)}"
    if sign == "+" and isinstance(left, str) != isinstance(right, str):
        return f"{sentence}; join texts with ~"
    return sentence
