"""The nearest of the known names to one that was not found."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKELY = 0.5
_SPREAD = 0.15


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return up to `most` of `known` that look like `name`, the likeliest first."""
    matcher = SequenceMatcher(b=name.casefold())
    scored = []
    for one in known:
        matcher.set_seq1(one.casefold())
        scored.append((matcher.ratio(), one))
    likely = sorted((pair for pair in scored if pair[0] >= _LIKELY), reverse=True)
    return [one for score, one in likely[:most] if score >= likely[0][0] - _SPREAD]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?`, or the known names where none is near and they are few."""
    names = list(known)
    if found := nearest(name, names):
        return "did you mean " + " or ".join(f'"{one}"' for one in found) + "?"
    if not names:
        return "there is none here"
    listed = ", ".join(names[:12])
    return f"known: {listed}" + (" …" if len(names) > 12 else "")
