"""From a folder of selector files to a `Book`, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rpa.errors import Problem, ProblemsFound
from rpa.flow.document import Path as Place
from rpa.flow.document import read_document
from rpa.flow.validate import build_value
from rpa.locators.book import Book
from rpa.locators.checks import problems_of_names, problems_of_page, problems_of_way
from rpa.locators.model import PageSpec
from rpa.locators.portal import PortalSpec
from rpa.locators.portal_checks import problems_of_export, problems_of_portal
from rpa.locators.source import S, Source
from rpa.locators.words import with_words

PORTAL_FILE = "portal.yaml"


def find_portals(root: Path) -> dict[str, Path]:
    """Return the folder of every portal below `root`; a portal is called as its folder."""
    return {file.parent.name: file.parent for file in sorted(root.glob(f"*/{PORTAL_FILE}"))}


def load_book(folder: Path) -> Book:
    """Return a portal's selectors; raise `ProblemsFound` with all that is wrong with them."""
    book, problems = read_book(folder)
    if book is None or problems:
        raise ProblemsFound(problems)
    return book


def read_book(folder: Path) -> tuple[Book | None, list[Problem]]:
    """Return a portal's selectors and all that is wrong with them; no book if a file is unfit."""
    problems: list[Problem] = []
    portal = _read(PortalSpec, folder / PORTAL_FILE, problems)
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != PORTAL_FILE]
    read = [(file, _read(PageSpec, file, problems)) for file in files]
    words = portal.spec.words if portal is not None else {}
    pages = [
        (file, Source(page.document, with_words(page.spec, words)))
        for file, page in read
        if page is not None
    ]
    for _, page in pages:
        problems += problems_of_page(page)
    if portal is not None:
        problems += problems_of_portal(portal, folder.resolve().name)
        for _, page in pages:
            elements = {**portal.spec.elements, **page.spec.elements}
            problems += problems_of_names(page, elements)
            problems += problems_of_way(page, portal.spec.elements)
    if portal is None or len(pages) < len(files):
        return None, problems
    problems += _same_names([page for _, page in pages])
    specs = {page.spec.page: page.spec for _, page in pages}
    if portal.spec.export is not None:
        problems += problems_of_export(portal, portal.spec.export, specs)
    return Book(portal.spec, specs, {page.spec.page: file for file, page in pages}), problems


def _read(model: type[S], file: Path, problems: list[Problem]) -> Source[S] | None:
    try:
        document = read_document(file)
    except ProblemsFound as wrong:
        problems += wrong.problems
        return None
    locate = partial(_as_written, document.value)
    spec = build_value(model, document.value, locate, document, where="", problems=problems)
    return None if spec is None else Source(document, spec)


def _as_written(value: Any, path: Place) -> Place:
    """Return where in a file a path stands: a list of one may be written as that one."""
    written: list[str | int] = []
    for step in path:
        if isinstance(step, int) and not isinstance(value, list):
            continue
        written.append(step)
        value = value[step] if _has(value, step) else None
    return tuple(written)


def _has(value: Any, step: str | int) -> bool:
    return step in (range(len(value)) if isinstance(value, list) else value or ())


def _same_names(pages: Sequence[Source[PageSpec]]) -> Iterator[Problem]:
    first: dict[str, Source[PageSpec]] = {}
    for page in pages:
        other = first.setdefault(page.spec.page, page)
        if other is not page:
            found = f'the page "{page.spec.page}" is also described in {other.document.file}'
            yield page.problem(("page",), found, "give it another name")
