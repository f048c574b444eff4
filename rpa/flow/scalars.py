"""What a value without quotes means; whatever other YAML readers take two ways is refused."""

from __future__ import annotations

import json
import math
import re

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"null": None, "": None, "true": True, "false": False}
_ODD_WORDS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false",
              "false": "false", "null": "null", "~": "null"}  # fmt: skip
_ODD_NUMBER = re.compile(
    r"""[-+]?( [0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?   # 0755  1_000  5.  1e3  +5
             | \.[0-9][0-9_]*([eE][-+]?[0-9]+)?              # .5
             | 0x[0-9a-fA-F_]+ | 0o[0-7_]+ | 0b[01_]+
             | \.(inf|Inf|INF) ) | \.(nan|NaN|NAN)""",
    re.VERBOSE,
)
_MOST_DIGITS = 300


class OddScalar(ValueError):
    """A value without quotes that readers of YAML do not agree on."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(f"{found}; {remedy}")
        self.found, self.remedy = found, remedy


def plain_value(text: str) -> str | int | float | bool | None:
    """Return what `text`, written without quotes, stands for; dates and times are texts."""
    if text in _WORDS:
        return _WORDS[text]
    if word := _ODD_WORDS.get(text.lower()):
        raise OddScalar(f"found {text} without quotes", f"write {word} or {quoted(text)}")
    if _WHOLE.fullmatch(text) and len(text) <= _MOST_DIGITS:
        return int(text)
    if _FRACTION.fullmatch(text) and math.isfinite(value := float(text)):
        return value
    if _ODD_NUMBER.fullmatch(text):
        raise OddScalar(
            f"found {_cut(text)}, a number in a form that can be read two ways",
            "write it as plain digits (12, -0.5), or in quotes if it is a text",
        )
    return text


def quoted(text: str) -> str:
    """Return `text` as it is written in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
