"""A selector file: what it says as a value, and where in it each thing stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rpa.errors import Problem
from rpa.flow.document import Document, Path, dotted
from rpa.locators.model import Candidate, PageSpec
from rpa.locators.portal import PortalSpec
from rpa.nearest import did_you_mean

S = TypeVar("S", PageSpec, PortalSpec)


@dataclass(frozen=True, slots=True)
class Source(Generic[S]):
    """A selector file that could be read."""

    document: Document
    spec: S

    def problem(self, path: Path, found: str, remedy: str = "") -> Problem:
        """Return a problem of the value at `path`."""
        return Problem(self.document.mark(path), dotted(path), found, remedy)

    def problem_of_key(self, path: Path, found: str, remedy: str = "") -> Problem:
        """Return a problem of the key at the end of `path`."""
        return Problem(self.document.key_mark(path), dotted(path), found, remedy)

    def unknown(self, path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem unless `name`, which stands at `path`, is one of those known."""
        names = list(known)
        if name not in names:
            yield self.problem(path, f'unknown {what} "{name}"', did_you_mean(name, names))

    def candidates(self) -> Iterator[tuple[Path, str, Candidate]]:
        """Yield every candidate of the file's elements, with its place and its element's name."""
        for name, element in self.spec.elements.items():
            path: Path = ("elements", name)
            is_list = isinstance(self.document.value["elements"][name], list)
            for index, candidate in enumerate(element):
                yield (*path, index) if is_list else path, name, candidate


def texts_in_lists(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[str]]]:
    """Yield the texts of every list in a file, with the place of the list."""
    if isinstance(value, list):
        yield path, [one for one in value if isinstance(one, str)]
    entries = value.items() if isinstance(value, dict) else _entries(value)
    for key, inner in entries:
        yield from texts_in_lists(inner, (*path, key))


def _entries(value: Any) -> Iterable[tuple[int, Any]]:
    return enumerate(value) if isinstance(value, list) else ()
