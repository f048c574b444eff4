"""A map of the portal, and what is different in it, as rows for a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from rpa.portal_map.changes import Change
from rpa.portal_map.parts import Part, Place, place_words, walked
from rpa.sinks.wording import wording
from rpa.tables import Cell, Column, Rows


def map_rows(parts: Sequence[Part]) -> Rows:
    """Return a row for each part but the menus, which stand in the way to a page."""
    addresses = {(*place, one.key): one.detail for place, one in walked(parts)}
    rows = [
        (
            *_where(place, one),
            "" if one.kind == "page" else _detail(one.detail),
            addresses[_page(place, one)],
        )
        for place, one in walked(parts)
        if one.kind != "menu"
    ]
    return Rows(_columns("page", "tab", "kind", "name", "detail", "address"), rows)


def change_rows(changes: Sequence[Change]) -> Rows:
    """Return a row for each difference."""
    words = wording().portal_map["changes"]
    rows = [(*_where(one.place, one.part), words[one.what], *_sides(one)) for one in changes]
    return Rows(_columns("page", "tab", "kind", "name", "what", "before", "now"), rows)


def _sides(change: Change) -> tuple[str, str]:
    """Return what was before, and what is now."""
    spots = wording().portal_map["spots"]
    match change.what:
        case "lost":
            return _held(change.part), ""
        case "added":
            return "", _held(change.part)
        case "renamed":
            return change.before, change.now
        case "moved":
            return change.before or spots["top"], change.now or spots["top"]
        case "reordered":
            both = (change.before, change.now)
            one, other = (spots["behind" if name else "first"].format(name=name) for name in both)
            return one, other
        case "changed":
            return _detail(change.before), _detail(change.now)


def _held(part: Part) -> str:
    kinds = wording().portal_map["kinds"]
    return "、".join(f"{kinds[kind]} {count}" for kind, count in part.counts)


def _columns(*keys: str) -> tuple[Column, ...]:
    words = wording().portal_map["columns"]
    return tuple(Column(words[key]) for key in keys)


def _where(place: Place, part: Part) -> tuple[Cell, ...]:
    """Return page, tab, kind and name; a page and a tab stand on themselves."""
    tabs = place_words(tuple(one for one in (*place, part.key) if one[0] == "tab"))
    kinds = wording().portal_map["kinds"]
    return place_words(_page(place, part)), tabs, kinds[part.kind], part.name


def _page(place: Place, part: Part) -> Place:
    return tuple(one for one in (*place, part.key) if one[0] in ("menu", "page"))


def _detail(detail: str) -> str:
    """Return what is told of a part, in the words that the wording has for it."""
    words = wording().portal_map["details"]
    return "、".join(words.get(one, one) for one in detail.split(", "))
