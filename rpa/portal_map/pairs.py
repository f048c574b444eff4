"""Which of the things that stood in a place are which of those that stand there now; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from rpa.portal_map.parts import ROVING, Part

Indexes: TypeAlias = dict[int, int]
"""Which of the old things is which of the new ones."""
T = TypeVar("T")

ALIKE = 0.5
"""How much alike two things must be, from 0 to 1, to be taken for one."""


def of_one_name(old: Sequence[Part], new: Sequence[Part]) -> Indexes:
    """Pair what bears the same name, the first with the first where several do."""
    free: dict[tuple[str, str], list[int]] = {}
    for at, part in enumerate(new):
        free.setdefault(part.key, []).append(at)
    return {at: free[one.key].pop(0) for at, one in enumerate(old) if free.get(one.key)}


def best(
    old: Sequence[T],
    new: Sequence[T],
    score: Callable[[T, T], float],
    but: Indexes | None = None,
) -> Indexes:
    """Pair what is alike, the most alike first, but for what is paired already."""
    taken = but or {}
    ranked = sorted(
        (-alike, at, to)
        for at, one in enumerate(old)
        if at not in taken
        for to, other in enumerate(new)
        if to not in taken.values() and (alike := score(one, other)) >= ALIKE
    )
    same: Indexes = {}
    for _, at, to in ranked:
        if at not in same and to not in same.values():
            same[at] = to
    return same


def in_one_spot(old: Sequence[Part], new: Sequence[Part], but: Indexes) -> Indexes:
    """Pair what has another name at the same spot among the others of its kind."""
    same: Indexes = {}
    for kind in dict.fromkeys(part.kind for part in old if part.kind not in (*ROVING, "note")):
        were = [at for at, one in enumerate(old) if one.kind == kind]
        are = [at for at, one in enumerate(new) if one.kind == kind]
        names = [old[at].name for at in were], [new[at].name for at in are]
        for what, a, b, c, d in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
            if what == "replace":
                gone = [at for at in were[a:b] if at not in but and not old[at].content]
                come = [at for at in are[c:d] if at not in but.values() and not new[at].content]
                same |= _spots(gone, come, old, new)
    return same


def _spots(
    gone: Sequence[int], come: Sequence[int], old: Sequence[Part], new: Sequence[Part]
) -> Indexes:
    """Pair one after the other if there are as many, else what reads alike."""
    if len(gone) == len(come):
        return dict(zip(gone, come, strict=True))
    names = [old[at].name for at in gone], [new[at].name for at in come]
    alike = best(*names, lambda one, other: SequenceMatcher(None, one, other).ratio())
    return {gone[at]: come[to] for at, to in alike.items()}


def others(old: Sequence[T], new: Sequence[T], same: Indexes) -> tuple[list[T], list[T]]:
    """Return what has no counterpart, on both sides."""
    taken = set(same.values())
    return (
        [one for at, one in enumerate(old) if at not in same],
        [one for at, one in enumerate(new) if at not in taken],
    )


def rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return as many of the numbers as there can be that rise."""
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left(chains, number, key=lambda chain: chain[-1])
        chains[at : at + 1] = [[*(chains[at - 1] if at else ()), number]]
    return frozenset(chains[-1] if chains else ())
