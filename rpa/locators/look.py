"""One look at the page for an element: what is there at this moment, without waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from playwright.sync_api import Locator

from rpa.events import FallbackUsed
from rpa.locators.candidates import Scene, candidate_locator
from rpa.locators.model import Candidate


@dataclass(frozen=True, slots=True)
class Found:
    """Exactly one match; with `fallbacks` if preferred ways (`awaited` is the first) found none."""

    locator: Locator
    fallbacks: tuple[FallbackUsed, ...]
    awaited: Locator


@dataclass(frozen=True, slots=True)
class Several:
    """More than one match of the first candidate of `element` that matches at all."""

    element: str
    candidate: Candidate
    locator: Locator
    count: int


@dataclass(frozen=True, slots=True)
class Absent:
    """No match of any candidate; `awaited` is what the first one would find."""

    awaited: Locator


Seen: TypeAlias = Found | Several | Absent


def look(scene: Scene, name: str) -> Seen:
    """Try the candidates of an element in order; the ordinary case costs one round trip."""
    failed: list[str] = []
    awaited: list[Locator] = []
    for index, candidate in enumerate(scene.element(name)):
        seen = _look_for(scene, name, candidate)
        if isinstance(seen, Several):
            return seen
        awaited.append(seen.awaited)
        if isinstance(seen, Absent):
            failed.append(str(candidate))
            continue
        if not failed:
            return seen
        fallback = FallbackUsed(
            element=name, used=str(candidate), index=index, failed=tuple(failed)
        )
        return Found(seen.locator, (*seen.fallbacks, fallback), awaited[0])
    return Absent(awaited[0])


def _look_for(scene: Scene, name: str, candidate: Candidate) -> Seen:
    """Look for one candidate, and before it for what it lies within."""
    fallbacks: tuple[FallbackUsed, ...] = ()
    awaited: Locator | None = None
    if candidate.within is not None:
        around = look(scene.around(), candidate.within)
        if not isinstance(around, Found):
            return around
        scene, fallbacks = scene.below(around.locator), around.fallbacks
        awaited = around.awaited if fallbacks else None
    locator = candidate_locator(scene.root, candidate, scene.state)
    count = locator.count()
    if count > 1:
        return Several(name, candidate, locator, count)
    if count == 0:
        return Absent(locator)
    return Found(locator, fallbacks, awaited or locator)
