"""A file that a user wrote: its value, and where in it everything stands."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rpa.errors import ProblemsFound
from rpa.flow.compose import Composer, Path
from rpa.flow.textfile import check_characters, read_text
from rpa.mark import Mark, shown_path

__all__ = ["Document", "Path", "dotted", "parse_document", "read_document"]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its value as plain Python, and where each value and each key stands."""

    file: str
    value: Any
    marks: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    key_marks: Mapping[Path, Mark] = field(default_factory=dict, repr=False)

    def mark(self, path: Path = ()) -> Mark:
        """Return where the value at `path` stands, or the nearest enclosing one that is known."""
        for end in range(len(path), -1, -1):
            if (known := self.marks.get(path[:end])) is not None:
                return known
        return Mark(self.file)

    def key_mark(self, path: Path) -> Mark:
        """Return where the last key of `path` stands; a list item has none, so its value."""
        return self.key_marks.get(path) or self.mark(path)


def read_document(path: pathlib.Path) -> Document:
    """Read and parse a file; all that is wrong with it is in one `ProblemsFound`."""
    file = shown_path(path)
    return parse_document(read_text(path, file), file)


def parse_document(text: str, file: str) -> Document:
    """Parse the text of a file whose top level is a mapping."""
    text = text.removeprefix("\ufeff")
    if unfit := check_characters(text, file):
        raise ProblemsFound(unfit)
    composer = Composer(text, file)
    value = composer.compose()
    if composer.problems:
        raise ProblemsFound(composer.problems)
    return Document(file, value, composer.marks, composer.key_marks)


def dotted(path: Path) -> str:
    """Return `path` in words: `steps[2].do[0]`."""
    parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    return "".join(parts).removeprefix(".")
