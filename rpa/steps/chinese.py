"""How Chinese text is set: quotation marks, and blanks beside Latin letters."""

from __future__ import annotations

from collections.abc import Iterable


def quoted(words: Iterable[str]) -> str:
    """Return each of the words in quotation marks, one after the other."""
    return "、".join(f"“{one}”" for one in words)


def spaced(*parts: str) -> str:
    """Join parts, with a blank where a Chinese and a Latin letter would touch."""
    told = ""
    for part in filter(None, parts):
        touches = told != "" and told[-1].isascii() != part[0].isascii()
        letter = told[-1:] if part[0].isascii() else part[0]
        told += f" {part}" if touches and letter.isalnum() else part
    return told
