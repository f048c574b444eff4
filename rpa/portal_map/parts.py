"""A portal as a person finds it: menus, pages, tabs, and what stands on them; also as a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal, TypeAlias, cast, get_args

from rpa.errors import Problem, ProblemsFound
from rpa.mark import Mark

Kind: TypeAlias = Literal[
    "menu", "page", "tab", "note", "heading", "fact", "filter", "column", "action"
]
Place: TypeAlias = tuple[tuple[Kind, str], ...]
"""What something stands in, outermost first: the kind and the name of each."""

ROVING = ("menu", "page")
"""What may turn up anywhere in a portal; all else stays on its page."""
NO_CONTENT = ("note", "heading")
"""What says nothing of a page that it could not say of another too."""

_LINE = re.compile(r"(?P<indent>(?:  )*)(?P<kind>[a-z]+) (?P<name>.+?)(?: = (?P<detail>.*))?")
_RIGHT = f"two blanks for each level, one of {', '.join(get_args(Kind))}, a name, perhaps = more"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a portal shows, with what stands in it.

    `detail` is the address of a page, and of what else one sees without a click: of which kind a
    filter is, whether a column has an eye. A `note` says what kept us from looking.
    """

    kind: Kind
    name: str
    detail: str = ""
    inside: tuple[Part, ...] = ()

    @property
    def key(self) -> tuple[Kind, str]:
        """What it is known by where it stands."""
        return self.kind, self.name

    @property
    def is_of_rows(self) -> bool:
        """Whether it is what rows offer: without rows, nobody sees it."""
        return self.kind == "action" and self.detail.split(", ")[0] == "row"

    @property
    def content(self) -> Counter[tuple[Kind, str]]:
        """What stands in it that tells it from others."""
        return Counter(one.key for one in self.inside if one.kind not in NO_CONTENT)

    @property
    def counts(self) -> tuple[tuple[Kind, int], ...]:
        """How many things of each kind stand in it, at whatever depth."""
        kinds = Counter(one.kind for _, one in walked(self.inside) if one.kind not in NO_CONTENT)
        return tuple(kinds.items())


def below_menus(pages: Sequence[tuple[Sequence[str], Part]]) -> tuple[Part, ...]:
    """Return pages, each given with the menus that lead to it, as the tree that these make."""
    made: list[Part] = []
    for menu, group in groupby(pages, key=lambda one: tuple(one[0][:1])):
        rest = [(path[1:], page) for path, page in group]
        made += (
            [Part("menu", menu[0], inside=below_menus(rest))] if menu else [one for _, one in rest]
        )
    return tuple(made)


def walked(parts: Sequence[Part], above: Place = ()) -> Iterator[tuple[Place, Part]]:
    """Yield every part with its place, in the order of the portal."""
    for part in parts:
        yield above, part
        yield from walked(part.inside, (*above, part.key))


def place_words(place: Place) -> str:
    """Return a place as a person writes it: `menu > page / tab`."""
    names = {kind: [name for one, name in place if one == kind] for kind in ("menu", "page", "tab")}
    return " / ".join(filter(None, [" > ".join(names["menu"] + names["page"]), *names["tab"]]))


def to_text(parts: Sequence[Part]) -> str:
    """Return parts one a line, indented by what they stand in."""
    lines = (
        f"{'  ' * len(place)}{part.kind} {part.name}{part.detail and f' = {part.detail}'}\n"
        for place, part in walked(parts)
    )
    return "".join(lines)


def from_text(text: str, file: str) -> tuple[Part, ...]:
    """Return the parts that a text lists; `ProblemsFound` names every odd line of `file`."""
    lines: list[tuple[int, Part]] = []
    odd: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        depth = len(found["indent"]) // 2 if found else 0
        deepest = lines[-1][0] + 1 if lines else 0
        if found is None or found["kind"] not in get_args(Kind) or depth > deepest:
            odd.append(Problem(Mark(file, number, 1), "", f'found "{line.strip()}"', _RIGHT))
        else:
            kind = cast("Kind", found["kind"])
            lines.append((depth, Part(kind, found["name"], found["detail"] or "")))
    if odd:
        raise ProblemsFound(odd)
    return _nested(lines)


def _nested(lines: Sequence[tuple[int, Part]]) -> tuple[Part, ...]:
    """Return the parts of the first line's depth, with what stands below each inside."""
    tops = [at for at, (depth, _) in enumerate(lines) if depth == lines[0][0]]
    return tuple(
        replace(lines[at][1], inside=_nested(lines[at + 1 : end]))
        for at, end in pairwise([*tops, len(lines)])
    )
