"""Texts as a page writes them: which of their blanks count, and which do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# In Python as in JavaScript, \s knows NBSP and the full-width blank.
_WIDTHLESS = r"[\u200b\u00ad\ufeff]"
_BLANK = r"[\s\u200b\u00ad\ufeff]"
_WIDTHLESS_ONES = re.compile(_WIDTHLESS)
_BLANKS = re.compile(r"\s+")
_NEEDLESS = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")


def normal(text: str) -> str:
    """Return `text` for comparing: a blank is left only between two Latin words or numbers."""
    return _NEEDLESS.sub("", _BLANKS.sub(" ", _WIDTHLESS_ONES.sub("", text)))


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches a text that is one of `words`, blanks aside; also valid in JavaScript."""
    return re.compile(f"^{_BLANK}*(?:{_any_of(words)}){_BLANK}*$")


def holding(words: Sequence[str]) -> re.Pattern[str]:
    """Return what matches a text that holds one of `words`, blanks aside."""
    return re.compile(_any_of(words))


def _any_of(words: Sequence[str]) -> str:
    return "|".join("".join(_spaced(normal(word))) for word in words)


def _spaced(word: str) -> Iterator[str]:
    """Yield the pattern of each character, with room for blanks wherever they do not count."""
    for before, char in zip(" " + word, word, strict=False):
        if char == " ":
            yield f"{_BLANK}+"
            continue
        if before != " ":
            yield f"{_WIDTHLESS if _is_latin(before) and _is_latin(char) else _BLANK}*"
        yield r"\/" if char == "/" else re.escape(char)  # the driver writes a pattern as /…/


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
