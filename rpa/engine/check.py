"""Checking flows and selectors: everything that can be known before a browser opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rpa.engine.project import Project
from rpa.errors import FileWrong, InputWrong, Problem, ProblemsFound
from rpa.flow.document import read_document
from rpa.flow.flow import Flow
from rpa.flow.load import read_flow
from rpa.locators.book import Book
from rpa.locators.load import find_portals, read_book
from rpa.mark import shown_path
from rpa.nearest import did_you_mean
from rpa.steps.catalog import CATALOG
from rpa.steps.view import View
from rpa.widgets.library import known_libraries


@dataclass(slots=True)
class Checker:
    """Reads the files of a project, each once, and finds what is wrong with them."""

    project: Project
    _books: dict[str, tuple[Book | None, list[Problem]]] = field(default_factory=dict)
    _flows: dict[Path, tuple[Flow | None, list[Problem]]] = field(default_factory=dict)
    _portals: dict[str, Path] | None = None

    def flow(self, file: Path) -> tuple[Flow | None, list[Problem]]:
        """Return the flow in `file` as far as it can be read, and all of its problems."""
        flow, problems = self._read(file)
        if flow is None:
            return None, problems
        book, found = self._book_of(flow)
        if book is None:
            return flow, [*problems, *found]
        view = self.view(flow, book)
        view.walk(flow.steps)
        return flow, [*problems, *_of_head(flow, book), *view.problems]

    def view(self, flow: Flow, book: Book) -> View:
        """Return where a flow begins, before its first step."""
        return View(
            flow=flow,
            book=book,
            load_flow=self._called,
            flow_names=self.project.slugs,
            callers=(flow.slug,),
        )

    def book(self, portal: str) -> tuple[Book | None, list[Problem]]:
        """Return the selectors of a portal, and all of their problems."""
        if portal not in self._books:
            self._books[portal] = self._read_book(self.portals()[portal])
        return self._books[portal]

    def portals(self) -> dict[str, Path]:
        """Return the folder of every portal by its name."""
        if self._portals is None:
            self._portals = find_portals(self.project.selectors)
        return self._portals

    def _read(self, file: Path) -> tuple[Flow | None, list[Problem]]:
        if file not in self._flows:
            try:
                self._flows[file] = read_flow(file, CATALOG)
            except ProblemsFound as error:
                self._flows[file] = None, list(error.problems)
        return self._flows[file]

    def _called(self, name: str) -> Flow | None:
        try:
            flow, problems = self._read(self.project.flow_file(name))
        except InputWrong:
            return None
        return None if problems else flow

    def _book_of(self, flow: Flow) -> tuple[Book | None, list[Problem]]:
        known = self.portals()
        if flow.portal not in known:
            found = f'no selectors for the portal "{flow.portal}"'
            return None, [
                Problem(flow.mark("portal"), "portal", found, did_you_mean(flow.portal, known))
            ]
        book, problems = self.book(flow.portal)
        if book is None or problems:
            folder = shown_path(known[flow.portal])
            found = f"the selectors in {folder} have {len(problems)} problems"
            return None, [
                Problem(flow.mark("portal"), "portal", found, f'run "rpa check {folder}"')
            ]
        return book, []

    def _read_book(self, folder: Path) -> tuple[Book | None, list[Problem]]:
        book, problems = read_book(folder)
        if book is None:
            return None, problems
        libraries = known_libraries()
        if book.portal.library not in libraries:
            found = f'unknown component library "{book.portal.library}"'
            remedy = did_you_mean(book.portal.library, libraries)
            problems = [*problems, _of_portal(folder, ("library",), found, remedy)]
        slug = book.portal.sign_in.flow
        if slug not in self.project.slugs():
            remedy = did_you_mean(slug, self.project.slugs())
            found = f'no flow "{slug}"'
            problems = [*problems, _of_portal(folder, ("sign_in", "flow"), found, remedy)]
        return book, problems


def _of_head(flow: Flow, book: Book) -> Iterable[Problem]:
    """Yield what is wrong with the head of a flow, given the portal it works with."""
    for at, name in enumerate(flow.without_guards):
        if name not in book.portal.guards:
            remedy = did_you_mean(name, book.portal.guards)
            mark = flow.mark("without_guards", at)
            yield Problem(mark, "without_guards", f'unknown guard "{name}"', remedy)


def _of_portal(folder: Path, path: tuple[str, ...], found: str, remedy: str) -> Problem:
    document = read_document(folder / "portal.yaml")
    return Problem(document.mark(path), ".".join(path), found, remedy)


def check_paths(project: Project, paths: Iterable[Path]) -> tuple[list[Problem], int]:
    """Return the problems of all files below `paths` (none: the whole project), and their number.

    A path is a flow's file, a folder of flows, a portal's folder or one of its files. Raises
    `FileWrong` for a path that is none of these.
    """
    checker = Checker(project)
    files = 0
    problems: list[Problem] = []
    given = list(paths) or [project.flows, project.selectors]
    for path in given:
        if not path.exists():
            raise FileWrong(shown_path(path), "there is no such file or folder")
        for folder in _portal_folders(checker, path):
            files += len(list(folder.glob("*.yaml")))
            problems += _problems_of_book(checker, folder)
        for file in _flow_files(project, path):
            files += 1
            problems += checker.flow(file)[1]
    return sorted(set(problems)), files


def _portal_folders(checker: Checker, path: Path) -> list[Path]:
    whole = path.resolve()
    return [
        folder
        for folder in checker.portals().values()
        if folder.resolve() == whole
        or whole in folder.resolve().parents
        or folder.resolve() in whole.parents
    ]


def _problems_of_book(checker: Checker, folder: Path) -> list[Problem]:
    name = next(name for name, one in checker.portals().items() if one == folder)
    return checker.book(name)[1]


def _flow_files(project: Project, path: Path) -> list[Path]:
    if path.is_file():
        is_selector = project.selectors.resolve() in path.resolve().parents
        return [] if is_selector else [path]
    folder = project.flows if (path / "flows").resolve() == project.flows.resolve() else path
    if folder.resolve() == project.flows.resolve() or project.selectors.resolve() not in (
        folder.resolve(),
        *folder.resolve().parents,
    ):
        return sorted(
            file for file in folder.rglob("*.yaml") if not _is_below(file, project.selectors)
        )
    return []


def _is_below(file: Path, folder: Path) -> bool:
    return folder.resolve() in file.resolve().parents
