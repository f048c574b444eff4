"""What is known of a flow before a browser opens: where it is at each step, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from rpa.errors import Problem
from rpa.flow.flow import Flow
from rpa.flow.step import Gap, StepModel
from rpa.locators.book import Book, Place
from rpa.locators.model import TableSpec
from rpa.nearest import did_you_mean


@dataclass(slots=True)
class View:
    """Walks a flow step by step without acting, and gathers the problems of all its steps.

    `place` is the page that is open at this point; None before the first `open`, and where
    branches lead to different pages (`is_lost`), since then nothing can be said.
    """

    flow: Flow
    book: Book
    load_flow: Callable[[str], Flow | None]
    flow_names: Callable[[], Iterable[str]]
    problems: list[Problem] = field(default_factory=list)
    place: Place | None = None
    is_lost: bool = False
    revealed: frozenset[str] = frozenset()
    callers: tuple[str, ...] = ()
    is_writing: bool = False

    def walk(self, steps: Iterable[StepModel]) -> None:
        """Check steps in order, each where the one before it leaves the flow."""
        for step in steps:
            if isinstance(step, Gap):
                self.walk_writing(step.inside)  # it may have been a change
                self.place, self.is_lost = None, True
            else:
                step.check(self)  # type: ignore[attr-defined]

    def walk_writing(self, steps: Iterable[StepModel]) -> None:
        """Check the steps that make a change: only there may something be changed."""
        outside, self.is_writing = self.is_writing, True
        self.walk(steps)
        self.is_writing = outside

    def changes_nothing(self, step: StepModel, name: str | None, *at: str | int) -> None:
        """Note a problem if what a step acts on changes something, and no change is being made."""
        page = self.place.page.writes if self.place else ()
        if not self.is_writing and name in (*page, *self.book.portal.writes):
            found = f'"{name}" changes something in the portal'
            self.problem(step, found, "put this step under `do` of a `change`", *at)

    def copied(self) -> View:
        """Return the same view for whoever goes on from here in another way."""
        return replace(self)

    def walk_branches(self, *branches: Iterable[StepModel]) -> None:
        """Check branches of which one will run; afterwards only what they agree on is known."""
        before = (self.place, self.is_lost, self.revealed)
        ends = []
        for branch in branches:
            self.place, self.is_lost, self.revealed = before
            self.walk(branch)
            ends.append((self.place, self.is_lost, self.revealed))
        places = {end[0].name if end[0] else None for end in ends}
        self.place = ends[0][0] if len(places) == 1 else None
        self.is_lost = len(places) > 1 or any(end[1] for end in ends)
        self.revealed = frozenset.intersection(*(end[2] for end in ends))

    def problem(self, step: StepModel, found: str, remedy: str = "", *at: str | int) -> None:
        """Note that something about a step is wrong; `at` is the place inside the step."""
        self.problems.append(Problem(step.mark(*at), step.kind, found, remedy))

    def opened(self, place: Place) -> None:
        """Note that a page is open now, with nothing revealed."""
        self.place, self.is_lost, self.revealed = place, False, frozenset()

    def left(self) -> None:
        """Note that the flow has left the pages that the selectors know."""
        self.place, self.is_lost, self.revealed = None, False, frozenset()

    def known(
        self, step: StepModel, what: str, name: str, names: Iterable[str], *at: str | int
    ) -> bool:
        """Note a problem unless `name` is one of `names`; return whether it is."""
        listed = list(names)
        if name in listed:
            return True
        self.problem(step, f'unknown {what} "{name}"', did_you_mean(name, listed), *at)
        return False

    def enter(self, called: Flow) -> None:
        """Check a called flow from here, which is where it will run, and go on where it ends."""
        inner = self.inside(called)
        inner.walk(called.steps)
        self.place, self.is_lost, self.revealed = inner.place, inner.is_lost, inner.revealed

    def inside(self, called: Flow) -> View:
        """Return where a called flow begins: here, with its own inputs."""
        return replace(self, flow=called, callers=(*self.callers, called.slug))

    def element(self, step: StepModel, name: str | None, *at: str | int) -> None:
        """Note a problem unless an element is known where the flow is; expressions pass."""
        if name is None or "${" in name or self.is_lost:
            return
        page = self.place.page if self.place else None
        self.known(step, "element", name, self.book.element_names(page), *at)

    def table(self, step: StepModel, name: str | None, *at: str | int) -> TableSpec | None:
        """Return the table that a step names (that of the open tab if it names none)."""
        if self.is_lost:
            return None
        if self.place is None:
            self.problem(step, "no page is open here", "put an `open` step before it")
            return None
        tables = self.place.page.tables
        name = name or self.place.main_table
        if name is None:
            listed = ", ".join(tables) or "none"
            self.problem(step, "which table is not said", f"tables of this page: {listed}")
            return None
        return tables[name] if self.known(step, "table", name, tables, *at) else None
