"""What a mutation is, and through which seams it gets into the portal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Column, Json, Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the number of its procedure, what it is called, its route."""

    fact: str
    title: str
    route: str = ""

    def __str__(self) -> str:
        return f"{self.fact} {self.title}"


@dataclass(frozen=True, slots=True)
class PageChange:
    """The page at the mutation's place is described otherwise."""

    change: Callable[[Page], Page]


@dataclass(frozen=True, slots=True)
class CallChange:
    """A call of the front-end is understood or answered otherwise, late, or with an error.

    `answered` is given what was asked, as it was sent, and the answer.
    """

    path: str
    asked: Callable[[Json], Json] = lambda asked: asked
    answered: Callable[[Json, Json], Json] = lambda _, answer: answer
    delay_s: float = 0
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What goes into an exported file."""

    columns: tuple[Column[Any], ...]
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class ExportChange:
    """The exports of a table hold something else."""

    table: str
    change: Callable[[Exported], Exported]


@dataclass(frozen=True, slots=True)
class SiteChange:
    """A page around the portal reads otherwise."""

    template: str
    change: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """An account sees what another should."""

    change: Callable[[Role], Role]


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """The browser does something else: static/app/mutations.js has it, by the mutation's name."""


Change = PageChange | CallChange | ExportChange | SiteChange | RoleChange | ScriptChange


@dataclass(frozen=True, slots=True)
class Mutation:
    """A regression that a release may bring: `what` a user sees, and `where`."""

    name: str
    where: Place
    what: str
    changes: tuple[Change, ...]


def mutation(name: str, where: Place, what: str, *changes: Change) -> Mutation:
    """Return a mutation that gets in by these changes."""
    return Mutation(name, where, what, changes)
