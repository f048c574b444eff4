"""What can be known of a CSS selector or an XPath expression without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSES = {")": "(", "]": "[", "}": "{"}
_OPEN_ENDED = re.compile(r"(^|,)\s*(,|$)|[>+~]\s*(,|$)")
_BAD_NAME = re.compile(r"(?<!\\)[#.](?=\d|-\d|\s|$)")


def css_fault(text: str) -> str | None:
    """Return what is wrong with a CSS selector, None if nothing is seen to be."""
    if text.lstrip().startswith("/"):
        return "this is an XPath expression, not a CSS selector"
    bare = list[str]()
    if fault := _unbalanced(text, escape="\\", bare=bare):
        return fault
    outside = "".join(bare)
    if _OPEN_ENDED.search(outside):
        return "a part of the CSS selector is missing"
    if odd := _BAD_NAME.search(outside):
        return f'after "{odd[0]}" no name can begin as it does here'
    return None


def xpath_fault(text: str) -> str | None:
    """Return what is wrong with an XPath expression, None if nothing is seen to be."""
    bare = list[str]()
    if fault := _unbalanced(text, escape="", bare=bare):
        return fault
    outside = "".join(bare).strip()
    if not outside or outside.endswith("/") or "///" in outside:
        return "a step of the XPath expression is missing"
    return None


def _unbalanced(text: str, *, escape: str, bare: list[str]) -> str | None:
    """Say which quote or bracket has no partner; put what stands outside of them into `bare`."""
    opened: list[tuple[str, int]] = []
    quote = ("", 0)
    for at, char in _unescaped(text, escape):
        if quote[0]:
            quote = ("", 0) if char == quote[0] else quote
        elif char in "\"'":
            quote = (char, at)
        elif char in "([{":
            opened.append((char, at))
        elif char in _CLOSES and (not opened or opened.pop()[0] != _CLOSES[char]):
            return f"the {char} at character {at + 1} closes nothing"
        elif not opened:
            bare.append(char)
            continue
        if not opened:
            bare.append("_")  # something stands here
    if quote[0]:
        return f"the {quote[0]} at character {quote[1] + 1} is never closed"
    if opened:
        return f"the {opened[-1][0]} at character {opened[-1][1] + 1} is never closed"
    return None


def _unescaped(text: str, escape: str) -> Iterator[tuple[int, str]]:
    """Yield each character and its offset; an escaped one as a plain letter."""
    at = 0
    while at < len(text):
        if escape and text[at] == escape:
            yield at, "_"
            at += 2
        else:
            yield at, text[at]
            at += 1
