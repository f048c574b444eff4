"""What is different between two maps of a portal: added, lost, renamed, moved, changed; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from rpa.portal_map.pairs import Indexes, best, in_one_spot, of_one_name, others, rising
from rpa.portal_map.parts import NO_CONTENT, ROVING, Part, Place, place_words, walked

What: TypeAlias = Literal["added", "lost", "renamed", "moved", "reordered", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `place` is that of the old part, or of the new where there is no old one.

    `before` and `now` are names, places, what one sees of it without a click, or, of what was
    reordered, the name of what stands before it (none: it is the first).
    """

    what: What
    place: Place
    part: Part
    before: str = ""
    now: str = ""

    def __str__(self) -> str:
        place = place_words(self.place)
        return f"{f'{place}: ' if place else ''}{self.part.kind} {self.part.name} {self._said}"

    @property
    def _said(self) -> str:
        before, now = self.before, self.now
        match self.what:
            case "added" | "lost":
                held = [f"{count} {kind}{'s'[: count - 1]}" for kind, count in self.part.counts]
                return f"{self.what} ({', '.join(held)})" if held else self.what
            case "renamed":
                return f"renamed to {now}"
            case "moved":
                return f"moved from {before or 'the top'} to {now or 'the top'}"
            case "reordered":
                was, is_ = (f"behind {one}" if one else "the front" for one in (before, now))
                return f"moved from {was} to {is_}"
        return f"changed from {before or 'nothing'} to {now or 'nothing'}"


def map_changes(old: Sequence[Part], new: Sequence[Part]) -> tuple[Change, ...]:
    """Return what is different, in the old order; of a tab that is gone, not what stood there."""
    comparison = _Comparison(_Names.of(old), _Names.of(new))
    comparison.siblings((), old, (), new)
    comparison.find_moved()
    spots = {(*place, part.key): at for at, (place, part) in enumerate(walked(old))}
    return tuple(sorted(comparison.told(), key=lambda one: _spot(one, spots)))


@dataclass(frozen=True, slots=True)
class _Names:
    """What the menus and pages of a map are called, and the addresses that only one page has."""

    names: frozenset[tuple[str, str]]
    addresses: frozenset[str]

    @classmethod
    def of(cls, parts: Sequence[Part]) -> _Names:
        roving = [one for _, one in walked(parts) if one.kind in ROVING]
        counts = Counter(one.detail for one in roving if one.detail)
        once = (address for address, count in counts.items() if count == 1)
        return cls(frozenset(one.key for one in roving), frozenset(once))


@dataclass(frozen=True, slots=True)
class _Stray:
    """A part that the other map does not have in its place."""

    place: Place
    part: Part

    @property
    def inside(self) -> Place:
        """The place of what stands in it."""
        return (*self.place, self.part.key)

    def scattered(self) -> Iterator[_Stray]:
        """Yield a menu and then its pages, each for itself; anything else stays whole."""
        if self.part.kind != "menu":
            yield self
            return
        yield _Stray(self.place, replace(self.part, inside=()))
        for one in self.part.inside:
            yield from _Stray(self.inside, one).scattered()


@dataclass(slots=True)
class _Comparison:
    """Goes through two maps side by side, and gathers what it finds."""

    old: _Names
    new: _Names
    changes: list[Change] = field(default_factory=list)
    lost: list[_Stray] = field(default_factory=list)
    added: list[_Stray] = field(default_factory=list)

    def siblings(self, was: Place, old: Sequence[Part], now: Place, new: Sequence[Part]) -> None:
        """Compare what stood in a place with what stands there now."""
        same = of_one_name(old, new)
        same |= best(old, new, self._is_renamed, but=same)
        same |= in_one_spot(old, new, but=same)
        self.changes += _reordered(was, old, new, same)
        lost, added = others(old, new, same)
        self.lost += (_Stray(was, one) for one in lost)
        self.added += (_Stray(now, one) for one in added)
        for at in sorted(same):
            self._compare(_Stray(was, old[at]), _Stray(now, new[same[at]]))

    def find_moved(self) -> None:
        """Find again elsewhere what is lost: first menus as a whole, then page by page."""
        self._pair_strays()
        self.lost = [one for stray in self.lost for one in stray.scattered()]
        self.added = [one for stray in self.added for one in stray.scattered()]
        self._pair_strays()

    def told(self) -> Iterator[Change]:
        """Yield all changes, and what has no counterpart."""
        yield from self.changes
        for one in self.lost:
            yield Change("lost", one.place, one.part)
        for one in self.added:
            yield Change("added", one.place, one.part)

    def _pair_strays(self) -> None:
        while same := best(self.lost, self.added, self._is_moved):
            pairs = [(self.lost[at], self.added[same[at]]) for at in sorted(same)]
            self.lost, self.added = others(self.lost, self.added, same)
            for was, now in pairs:
                there = [place_words(one.place) for one in (was, now)]
                self.changes.append(Change("moved", was.place, was.part, *there))
                self._compare(was, now)

    def _compare(self, was: _Stray, now: _Stray) -> None:
        """Compare a part with what it is now, perhaps under another name."""
        old, new = was.part, now.part
        if old.name != new.name:
            self.changes.append(Change("renamed", was.place, old, old.name, new.name))
        before: Sequence[Part] = old.inside
        after: Sequence[Part] = new.inside
        if _is_either(lambda one: one.kind == "note", before, after):
            # Where one could not look, nothing is known of what stands there.
            before, after = (
                [one for one in ones if one.kind == "note"] for ones in (before, after)
            )
        elif old.detail != new.detail:
            self.changes.append(Change("changed", was.place, old, old.detail, new.detail))
        if _is_either(lambda one: one.is_of_rows, before, after):
            # There may just be no rows today; the header tells of their column.
            before, after = (
                [one for one in ones if not one.is_of_rows] for ones in (before, after)
            )
        self.siblings(was.inside, before, now.inside, after)

    def _is_renamed(self, old: Part, new: Part) -> float:
        """Say how sure it is that two parts of one place are one with two names."""
        if old.kind in ROVING and (old.key in self.new.names or new.key in self.old.names):
            return 0  # one of the two stands elsewhere
        return 2 if self._has_one_address(old, new) else _likeness(old, new)

    def _is_moved(self, was: _Stray, now: _Stray) -> float:
        """Say how sure it is that two parts of two places are one."""
        old, new = was.part, now.part
        if self._has_one_address(old, new):
            return 2
        if old.key != new.key:
            return 0
        if old.kind in ROVING:
            return _likeness(old, new) if old.content or new.content else 1
        return float(_page_of(was.place) == _page_of(now.place))

    def _has_one_address(self, old: Part, new: Part) -> bool:
        known = self.old.addresses & self.new.addresses
        return old.kind == new.kind == "page" and old.detail == new.detail and old.detail in known


def _spot(change: Change, spots: Mapping[Place, int]) -> tuple[int, bool]:
    """Return where a change is told: where the part stood, else behind all of its place."""
    if change.what != "added":
        return spots[*change.place, change.part.key], False
    depth = len(change.place)
    there = (at for place, at in spots.items() if place[:depth] == change.place)
    return max(there, default=len(spots)), True


def _reordered(
    place: Place, old: Sequence[Part], new: Sequence[Part], same: Indexes
) -> Iterator[Change]:
    """Yield what stands elsewhere in the order of its kind: as few as explain the new order."""
    for kind in dict.fromkeys(part.kind for part in old if part.kind not in NO_CONTENT):
        ones = [at for at in sorted(same) if old[at].kind == kind]
        kept = rising([same[at] for at in ones])
        for at in ones:
            if same[at] not in kept:
                yield Change("reordered", place, old[at], _before(old, at), _before(new, same[at]))


def _before(parts: Sequence[Part], at: int) -> str:
    """Return the name of what stands before a part among those of its kind, if anything does."""
    return next((one.name for one in parts[:at][::-1] if one.kind == parts[at].kind), "")


def _is_either(holds: Callable[[Part], bool], old: Sequence[Part], new: Sequence[Part]) -> bool:
    """Whether it holds of any of the ones and of none of the others."""
    return any(map(holds, old)) != any(map(holds, new))


def _likeness(old: Part, new: Part) -> float:
    """Return the share of what stands in two parts of a kind that is in both of them."""
    one, other = old.content, new.content
    held = one.total() + other.total()
    return 2 * (one & other).total() / held if held and old.kind == new.kind else 0


def _page_of(place: Place) -> Place:
    at = next((at for at, (kind, _) in enumerate(place) if kind == "page"), -1)
    return place[: at + 1]
