"""The nearest of the known names to one that was not found."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return up to `most` of `known` that look like `name`, the likeliest first."""
    by_folded = {one.casefold(): one for one in known}
    found = get_close_matches(name.casefold(), by_folded, n=most, cutoff=0.5)
    return [by_folded[one] for one in found]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?`, or the known names where none is near and they are few."""
    names = list(known)
    if found := nearest(name, names):
        return "did you mean " + " or ".join(f'"{one}"' for one in found) + "?"
    if not names:
        return "there is none here"
    listed = ", ".join(names[:12])
    return f"known: {listed}" + (" …" if len(names) > 12 else "")
