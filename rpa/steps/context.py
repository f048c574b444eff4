"""What a step may touch while it runs: the one way from a step to the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, Page

from rpa.api.client import Api
from rpa.browser.hosts import is_allowed
from rpa.browser.launch import BrowserSession
from rpa.deadline import Deadline
from rpa.errors import StepFailed
from rpa.events import Emit
from rpa.flow.step import Steps
from rpa.locators.book import Book, Place, UnknownName
from rpa.locators.candidates import element_locator
from rpa.locators.missing import ElementNotFound
from rpa.locators.model import PageSpec, wordings
from rpa.locators.resolve import is_visible, resolve
from rpa.runs.baselines import Baselines
from rpa.runs.folder import RunFolder
from rpa.runs.spool_folder import SpoolFolder
from rpa.secret import Redactor, Secret
from rpa.sinks.excel import Sheet
from rpa.steps.answers import Answers, NobodyAnswered, Question
from rpa.steps.changes import Changes
from rpa.widgets.library import Library
from rpa.widgets.surface import SLICE_S, Surface
from rpa.widgets.table import Table

if TYPE_CHECKING:
    from rpa.steps.base import Step


@dataclass(slots=True)
class Position:
    """Where in the portal a flow is: the open page, and what it asked for and revealed there."""

    place: Place | None = None
    revealed: tuple[str, ...] = ()
    asked: dict[str, Any] = field(default_factory=dict)
    trail: list[Step] = field(default_factory=list)
    """The steps that led there from anywhere, filled in; a new session goes that way again."""

    def arrive(self, place: Place) -> None:
        """Be on another page, where nothing was asked for yet."""
        self.place, self.revealed, self.asked = place, (), {}


@dataclass(frozen=True, slots=True)
class Site:
    """The installation of the portal that a run works on; `instance` tells it from all others.

    That is its name, and of a replica what it calls itself: the next one on its port is another.
    """

    name: str
    start: str
    hosts: tuple[str, ...]
    instance: str


@dataclass(frozen=True, slots=True)
class Hooks:
    """What only the engine can do for a step."""

    run_steps: Callable[[Steps, Context], None]
    call: Callable[[Any, Context], Mapping[str, Any]]
    secret_typing: Callable[[], AbstractContextManager[None]]
    is_ending: Callable[[], bool]
    check_session: Callable[[Context], None]
    check_hosts: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Context:
    """The open browser, the selectors, and of the step at hand its variables, deadline and path."""

    session: BrowserSession
    book: Book
    library: Library
    site: Site
    folder: RunFolder
    spools: SpoolFolder
    redactor: Redactor
    emit: Emit
    hooks: Hooks
    api: Callable[[], Api]
    deadline: Deadline
    today: date
    base: Path
    scope: MutableMapping[str, Any] = field(default_factory=dict)
    path: str = ""
    position: Position = field(default_factory=Position)
    workbooks: dict[str, list[Sheet]] = field(default_factory=dict)
    changes: Changes | None = None
    answers: Answers | None = None
    is_writing: bool = False
    baselines: Baselines = field(default_factory=Baselines)

    def writing(self) -> Context:
        """Return the same context for the steps that make a change."""
        return replace(self, is_writing=True)

    @property
    def page(self) -> Page:
        """The browser page that the flow is on."""
        return self.session.page

    @property
    def surface(self) -> Surface:
        """The open page as widgets take it."""
        portal = self.book.portal
        return Surface(
            page=self.page,
            library=self.library,
            wording=portal.wording,
            deadline=self.deadline,
            emit=self.emit,
            ignored=portal.ignore_requests,
            masked=portal.masked,
            check=lambda: self.hooks.check_session(self),
        )

    @property
    def place(self) -> Place:
        """The page that `open` opened; raise `StepFailed` if none was."""
        if self.position.place is None:
            raise StepFailed("no page of the portal is open here; open one first")
        return self.position.place

    def find(self, name: str) -> Locator:
        """Return the one visible element that the selectors call `name`, on whichever tab it is."""
        find = partial(resolve, name=name, book=self.book, deadline=self.deadline, emit=self.emit)
        within_s = self.deadline.left_s
        while True:
            try:
                return find(self.page, page_spec=self._page_spec, limit_s=SLICE_S)
            except ElementNotFound as error:
                # A click may have opened a new tab meanwhile, so the look goes on there.
                if self.deadline.is_over:
                    raise _sought(error, within_s) from None
                self.hooks.check_session(self)

    def sees(self, name: str) -> bool:
        """Whether the element that the selectors call `name` is visible at this moment."""
        return is_visible(self.page, name, self.book, self._page_spec)

    def matches(self, name: str) -> Locator:
        """Return whatever is visible of the element that the selectors call `name`, unresolved."""
        return element_locator(self.page, name, self.book, self._page_spec)

    @property
    def is_ending(self) -> bool:
        """Whether no step may go on after an error, since time is up or the browser is gone."""
        is_gone = not self.session.browser.is_connected()
        return is_gone or self.deadline.is_over or self.hooks.is_ending()

    def table(self, name: str | None) -> Table:
        """Return a table of the open page; that of the open tab if no name is given."""
        found = name or self.place.main_table
        if found is None:
            raise StepFailed(f"{self.place.name}: the page has several tables; name one")
        require("table", found, self.place.page.tables)
        spec = self.place.page.tables[found]
        revealed = tuple(
            wordings(one, spec.columns[one].header)
            for one in self.position.revealed
            if one in spec.columns
        )
        return Table(self.surface, found, spec, revealed)

    def answer(self, question: Question, within_s: float) -> Secret:
        """Ask for something that only a person or a code generator knows; it is shown nowhere."""
        if self.answers is None:
            raise NobodyAnswered(f"{question.what}: nobody is there to answer")
        answer = self.answers.ask(question, self.deadline.sooner(within_s, question.what))
        self.redactor.learn(answer)
        return answer

    def run(self, steps: Steps, **names: Any) -> None:
        """Run nested steps, with further variables that last as long as they do."""
        with self._names(names):
            self.hooks.run_steps(steps, self)

    @contextmanager
    def typing(self, value: Any, field: Locator | None = None) -> Iterator[str]:
        """Give the text to type; a secret only on the portal's own hosts, unseen by the trace.

        A `field` may stand in a frame of its own, which is not one of another host either.
        """
        if not isinstance(value, Secret):
            yield "" if value is None else str(value)
            return
        for url in (self.page.url, *self._frame_urls(field)):
            if not is_allowed(url, self.site.hosts):
                listed = ", ".join(self.site.hosts)
                found = f"a secret is not typed on {url}: not one of the portal's hosts ({listed})"
                raise StepFailed(found)
        with self.hooks.secret_typing():
            yield value.reveal()

    def _frame_urls(self, field: Locator | None) -> list[str]:
        if field is None:
            return []
        frame = field.element_handle(timeout=self.deadline.left_ms()).owner_frame()
        return [frame.url] if frame else []

    @property
    def _page_spec(self) -> PageSpec | None:
        return self.position.place.page if self.position.place else None

    @contextmanager
    def _names(self, names: Mapping[str, Any]) -> Iterator[None]:
        hidden = {name: self.scope[name] for name in names if name in self.scope}
        self.scope.update(names)
        try:
            yield
        finally:
            for name in names:
                del self.scope[name]
            self.scope.update(hidden)


def require(what: str, name: str, known: Iterable[str]) -> None:
    """Raise `UnknownName` unless `name` is known; a check that knew no page could not tell."""
    if name not in (listed := list(known)):
        raise UnknownName(what, name, listed)


def _sought(error: ElementNotFound, within_s: float) -> ElementNotFound:
    """Return the error of the last look with the time that all looks took."""
    return ElementNotFound(
        error.element,
        error.tried,
        url=error.url,
        title=error.title,
        near=error.near,
        within_s=within_s,
    )
