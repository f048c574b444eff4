"""How long a text is for Excel, which counts UTF-16 units: an emoji takes two."""

from __future__ import annotations


def fits(text: str, most: int) -> bool:
    """Whether a text has no more than `most` units."""
    return len(text) <= most // 2 or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * most


def cut(text: str, most: int) -> str:
    """Return the beginning of a text that fits, without half a character at its end."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * most]
    return units.decode("utf-16-le", "ignore")
