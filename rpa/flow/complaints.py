"""What pydantic refuses, in our words: what was found, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from rpa.flow.words import in_words
from rpa.nearest import did_you_mean

ANY_OF = "any_of"
TYPE_ERRORS = frozenset({
    "string_type", "int_type", "float_type", "bool_type", "list_type", "tuple_type", "set_type",
    "frozen_set_type", "dict_type", "mapping_type", "model_type", "model_attributes_type",
    "dataclass_type", "date_type", "datetime_type", "decimal_type", "none_required",
    "is_instance_of", "literal_error", "enum",
})  # fmt: skip


class Words(NamedTuple):
    """The two halves of a message."""

    found: str
    remedy: str = ""


def words_for(error: ErrorDetails, choices: Iterable[Any] = ()) -> Words:
    """Return our words for one error; `choices` are the values allowed where they are few."""
    kind, value, limits = error["type"], error["input"], error.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        return Words(str(limits.get("error", error["msg"])))
    if kind in ("literal_error", "enum"):
        return _choice(value, list(choices) or [limits["expected"]])
    if kind == ANY_OF:
        return Words(f"found {in_words(value)}", error["msg"])
    if wanted := wanted_by(error):
        return Words(f"found {in_words(value)}", f"{wanted} is wanted{_how(wanted, value)}")
    if sentence := _LIMITS.get(kind):
        return Words(f"found {in_words(value)}", sentence(limits))
    if kind in _OWN_WORDS:
        return Words(*_OWN_WORDS[kind])
    return Words(error["msg"]) if _is_custom(kind) else Words(f"found {in_words(value)}", _UNFIT)


def wanted_by(error: ErrorDetails) -> str:
    """Return what kind of value an error asks for, in words, where it is about the kind."""
    kind = error["type"]
    return next((words for pattern, words in _WANTED if pattern.fullmatch(kind)), "")


_WANTED = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"string_(type|sub_type|unicode)", "a text"),
        (r"int_(type|parsing|parsing_size|from_float)", "a whole number"),
        (r"(float|decimal)_(type|parsing)|finite_number", "a number"),
        (r"bool_(type|parsing)", "true or false"),
        (r"(list|tuple|set|frozen_set|iterable)_type", "a list"),
        (r"(dict|mapping|model|dataclass)_type|model_attributes_type", "a mapping"),
        (r"date_(type|parsing|from_datetime_\w+)", "a date such as 2026-10-31"),
        (r"datetime_\w+", "a time such as 2026-10-31T08:30:00"),
        (r"time_(type|parsing)", "a time such as 08:30"),
        (r"time_delta_\w+", "a number of seconds"),
        (r"none_required", "nothing"),
        (r"url_\w+", "a web address"),
        (r"path_type", "the path of a file"),
    )
)
_LIMITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda c: f"a number above {c['gt']:g} is wanted",
    "greater_than_equal": lambda c: f"a number of at least {c['ge']:g} is wanted",
    "less_than": lambda c: f"a number below {c['lt']:g} is wanted",
    "less_than_equal": lambda c: f"a number of at most {c['le']:g} is wanted",
    "multiple_of": lambda c: f"a multiple of {c['multiple_of']} is wanted",
    "too_short": lambda c: f"it must hold at least {c['min_length']}",
    "too_long": lambda c: f"at most {c['max_length']} are wanted",
    "string_too_short": lambda c: _long_enough(c["min_length"]),
    "string_too_long": lambda c: f"at most {c['max_length']} characters are wanted",
    "string_pattern_mismatch": lambda c: f"it must fit the pattern {c['pattern']}",
    "decimal_max_places": lambda c: f"at most {c['decimal_places']} decimal places are wanted",
    "decimal_max_digits": lambda c: f"at most {c['max_digits']} digits are wanted",
}
_OWN_WORDS = {
    "string_pattern_invalid": ("the pattern cannot be read", "write a regular expression"),
    "invalid_key": ("a key is not a text", "put it in quotes"),
}
_UNFIT = "it does not fit here"
_OF_PYDANTIC = re.compile(
    r"(string|int|float|bool|bytes|date|datetime|time|timezone|decimal|complex|url|uuid|union|"
    r"dataclass|frozen|json|missing|iteration|recursion|callable|arguments|set|is|get|no|needs|"
    r"default|unexpected|multiple|less|greater|too|extra|mapping|model|enum|literal)_.+"
)


def _long_enough(least: int) -> str:
    return "it must not be empty" if least == 1 else f"at least {least} characters are wanted"


def _is_custom(kind: str) -> bool:
    return not _OF_PYDANTIC.fullmatch(kind)


def _choice(value: Any, choices: list[Any]) -> Words:
    found = f"found {in_words(value)}"
    if isinstance(value, str) and all(isinstance(one, str) for one in choices):
        return Words(found, did_you_mean(value, choices))
    return Words(found, "write one of " + ", ".join(str(one) for one in choices))


def _how(wanted: str, value: Any) -> str:
    """Say how to write it, where the value shows what the mistake was."""
    if wanted == "a text" and isinstance(value, bool | int | float):
        return ": put it in quotes"
    if wanted in ("a number", "a whole number") and isinstance(value, str):
        return ": take off the quotes" if re.fullmatch(r"-?\d+(\.\d+)?", value) else ""
    if wanted == "true or false" and value in ("true", "false"):
        return ": take off the quotes"
    if wanted == "a list" and value is not None:
        return ': begin each item with "- "'
    return ': write "key: value" lines' if wanted == "a mapping" else ""
