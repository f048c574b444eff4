"""All mutations there are, and those that are on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from rpa.sandbox.mutations import on_answers, on_cells, on_deeds, on_frames, on_queries
from rpa.sandbox.mutations.mutation import (
    CallChange,
    ExportChange,
    Exported,
    Mutation,
    PageChange,
    RoleChange,
    ScriptChange,
    SiteChange,
)
from rpa.sandbox.nearest import unknown
from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json, Page

C = TypeVar("C")

MUTATIONS = {
    mutation.name: mutation
    for mutation in (
        *on_frames.MUTATIONS,
        *on_cells.MUTATIONS,
        *on_queries.MUTATIONS,
        *on_answers.MUTATIONS,
        *on_deeds.MUTATIONS,
    )
}


class UnknownMutation(ValueError):
    """There is no mutation of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(unknown("mutation", name, MUTATIONS))


def mutation_named(name: str) -> Mutation:
    """Return the mutation of this name."""
    if name not in MUTATIONS:
        raise UnknownMutation(name)
    return MUTATIONS[name]


@dataclass(frozen=True, slots=True)
class Mutations:
    """The mutations that are on, and what they make of the portal."""

    on: tuple[Mutation, ...] = ()

    @classmethod
    def named(cls, names: Iterable[str]) -> "Mutations":
        """Return those of these names."""
        return cls(tuple(mutation_named(name) for name in dict.fromkeys(names)))

    @property
    def names(self) -> list[str]:
        """Return what they are called."""
        return [one.name for one in self.on]

    def and_on(self, name: str) -> "Mutations":
        """Return these and another."""
        return self.named([*self.names, name])

    def but_not(self, name: str) -> "Mutations":
        """Return these without one of them."""
        gone = mutation_named(name)
        return replace(self, on=tuple(one for one in self.on if one != gone))

    def role(self, role: Role) -> Role:
        """Return as whom an account looks at the portal."""
        for _, change in self._changes(RoleChange):
            role = change.change(role)
        return role

    def page(self, page: Page) -> Page:
        """Return the page that is shown for this one."""
        for one, change in self._changes(PageChange):
            if one.where.route == page.route:
                page = change.change(page)
        return page

    def asked(self, path: str, body: Json) -> Json:
        """Return what a call is taken to ask."""
        for change in self._calls(path):
            body = change.asked(body)
        return body

    def answered(self, path: str, body: Json, answer: Json) -> Json:
        """Return what a call is answered, `body` being what it asked."""
        for change in self._calls(path):
            answer = change.answered(body, answer)
        return answer

    def delay_s(self, path: str) -> float:
        """Return how late a call is answered."""
        return sum(change.delay_s for change in self._calls(path))

    def fails(self, path: str) -> bool:
        """Tell whether a call is answered with an error."""
        return any(change.fails for change in self._calls(path))

    def exported(self, table: str, exported: Exported) -> Exported:
        """Return what goes into an export of a table."""
        for _, change in self._changes(ExportChange):
            if change.table == table:
                exported = change.change(exported)
        return exported

    def site(self, template: str, html: str) -> str:
        """Return how a page of the site reads."""
        for _, change in self._changes(SiteChange):
            if change.template == template:
                html = change.change(html)
        return html

    def scripts(self) -> dict[str, str]:
        """Return the names that mean something to the browser, and at which route."""
        return {one.name: one.where.route for one, _ in self._changes(ScriptChange)}

    def _calls(self, path: str) -> list[CallChange]:
        return [change for _, change in self._changes(CallChange) if change.path == path]

    def _changes(self, kind: type[C]) -> Iterator[tuple[Mutation, C]]:
        return ((one, c) for one in self.on for c in one.changes if isinstance(c, kind))
