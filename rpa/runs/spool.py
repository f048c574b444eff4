"""Rows on disk, typed, page by page: memory holds one page, and a later run can go on from them."""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, BinaryIO, Self, overload

from rpa.errors import InputWrong, Unavailable
from rpa.tables import Cell, Column, ColumnType, Rows

Cells = tuple[Cell, ...]


@dataclass(slots=True)
class Spool:
    """A file that grows by a line a page; of two lines for the same page, the later one counts.

    `about` says what the rows are, and `notes` what is known of each page. A line that a dead
    process has not finished is as if it had never been.
    """

    path: Path
    columns: tuple[Column, ...]
    about: Mapping[str, Any]
    notes: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _at: dict[int, tuple[int, int]] = field(default_factory=dict)
    _end: int = 0

    @classmethod
    def create(cls, path: Path, columns: Sequence[Column], about: Mapping[str, Any]) -> Self:
        """Begin a file that only its owner may read; one that is there is replaced."""
        spool = cls(path, tuple(columns), about)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        except OSError as error:
            raise Unavailable(f"{path}: rows cannot be kept: {error.strerror}") from error
        spool._append({"columns": [[one.name, one.type] for one in columns], "about": about})
        return spool

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return what a run has left; raise `InputWrong` if the file cannot be read."""
        try:
            with path.open("rb") as file:
                head = json.loads(file.readline())
                columns = tuple(Column(name, kind) for name, kind in head["columns"])
                spool = cls(path, columns, head["about"], _end=file.tell())
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    spool._know(json.loads(line), len(line))
            os.truncate(path, spool._end)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise InputWrong(f"{path}: rows that a run left cannot be read: {error}") from None
        return spool

    def put(self, page: int, columns: Sequence[Sequence[Cell]], rows: int, **note: Any) -> None:
        """Keep a page, column by column, instead of what was kept of that page before."""
        plain = [
            list(map(_plain, cells)) if one.type in _READ else list(cells)
            for one, cells in zip(self.columns, columns, strict=True)
        ]
        self._append({"page": page, "rows": rows, "note": note, "cells": plain})

    def drop_after(self, page: int) -> None:
        """Forget the pages after a page."""
        self._append({"drop_after": page})

    def disown(self) -> None:
        """Put the file where no later run finds it: what it holds is not right."""
        self.path = self.path.replace(self.path.with_suffix(".unproven"))

    @property
    def pages(self) -> Sequence[int]:
        """The numbers of the pages that are kept, in order."""
        return sorted(self._at)

    @property
    def is_whole(self) -> bool:
        """Whether no page is missing between those that are kept."""
        return set(self._at) == set(range(1, len(self._at) + 1))

    def page(self, number: int) -> list[Cells]:
        """Return the rows of a page."""
        with self.path.open("rb") as file:
            return self._page(file, number)

    def cells(self) -> SpooledCells:
        """Return all rows, in the order of their pages, as they are kept at this moment."""
        return SpooledCells(self, self.pages)

    def walk(self, pages: Sequence[int]) -> Iterator[list[Cells]]:
        """Yield the rows of some pages, one page after the other."""
        with self.path.open("rb") as file:
            for number in pages:
                yield self._page(file, number)

    def rows_on(self, page: int) -> int:
        """Return how many rows a page holds."""
        return self._at[page][1]

    def _page(self, file: BinaryIO, number: int) -> list[Cells]:
        at, rows = self._at[number]
        file.seek(at)
        kept = json.loads(file.readline())["cells"]
        if not self.columns:
            return [()] * rows
        typed = [
            map(read, cells) if (read := _READ.get(one.type)) else cells
            for one, cells in zip(self.columns, kept, strict=True)
        ]
        return list(zip(*typed, strict=True))

    def _append(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"
        try:
            with self.path.open("ab") as file:
                file.write(line)
        except OSError as error:
            raise Unavailable(f"{self.path}: rows cannot be kept: {error.strerror}") from error
        self._know(record, len(line))

    def _know(self, record: Mapping[str, Any], length: int) -> None:
        match record:
            case {"page": page, "rows": rows, "note": note}:
                self._at[page] = (self._end, rows)
                self.notes[page] = note
            case {"drop_after": last}:
                for page in [one for one in self._at if one > last]:
                    del self._at[page], self.notes[page]
        self._end += length


class SpooledCells(Sequence[Cells]):
    """Rows that stand in a spool; going through them in order holds one page at a time."""

    __slots__ = ("_from", "_held", "_pages", "_spool")

    def __init__(self, spool: Spool, pages: Sequence[int]) -> None:
        self._spool, self._pages = spool, tuple(pages)
        counts = (spool.rows_on(page) for page in self._pages)
        self._from = array("q", accumulate(counts, initial=0))
        self._held: tuple[int, list[Cells]] = (-1, [])

    def __len__(self) -> int:
        return self._from[-1]

    def __iter__(self) -> Iterator[Cells]:
        for page in self._spool.walk(self._pages):
            yield from page

    @overload
    def __getitem__(self, at: int) -> Cells: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Cells]: ...
    def __getitem__(self, at: int | slice) -> Cells | Sequence[Cells]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            return _Stretch(self, start, max(start, stop)) if step == 1 else list(self)[at]
        row = range(len(self))[at]
        page = bisect_right(self._from, row) - 1
        if self._held[0] != page:
            self._held = (page, self._spool.page(self._pages[page]))
        return self._held[1][row - self._from[page]]

    def between(self, start: int, stop: int) -> Iterator[Cells]:
        """Yield the rows of a stretch, without a look at the pages before it."""
        first = bisect_right(self._from, start) - 1
        rows = (row for page in self._spool.walk(self._pages[first:]) for row in page)
        return islice(rows, start - self._from[first], stop - self._from[first])


@dataclass(frozen=True, slots=True)
class _Stretch(Sequence[Cells]):
    """The rows of a spool from one to before another."""

    cells: SpooledCells
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def __iter__(self) -> Iterator[Cells]:
        return self.cells.between(self.start, self.stop)

    @overload
    def __getitem__(self, at: int) -> Cells: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Cells]: ...
    def __getitem__(self, at: int | slice) -> Cells | Sequence[Cells]:
        found = range(self.start, self.stop)[at]
        if isinstance(found, range):
            return self.cells[found.start : found.stop : found.step]
        return self.cells[found]


def write_rows(path: Path, rows: Rows) -> None:
    """Keep rows that are at hand as a spool of one page."""
    columns = list(zip(*rows.cells, strict=True)) or [()] * len(rows.columns)
    partial = path.with_suffix(".partial")
    Spool.create(partial, rows.columns, {}).put(1, columns, len(rows))
    partial.replace(path)


def read_rows(path: Path) -> Rows:
    """Return the rows of a spool; raise `InputWrong` if it cannot be read."""
    spool = Spool.load(path)
    return Rows(spool.columns, spool.cells())


def _plain(cell: Cell) -> Any:
    """Return a cell as JSON has it; a text among numbers or dates is told from them by its list."""
    if isinstance(cell, str):
        return [cell]
    return str(cell) if isinstance(cell, Decimal | date) else cell


def _reader(read: Callable[[str], Cell]) -> Callable[[Any], Cell]:
    def typed(kept: Any) -> Cell:
        if isinstance(kept, str):
            return read(kept)
        return str(kept[0]) if isinstance(kept, list) else kept

    return typed


_READ: Mapping[ColumnType, Callable[[Any], Cell]] = {
    "number": _reader(Decimal),
    "money": _reader(Decimal),
    "date": _reader(date.fromisoformat),
    "datetime": _reader(datetime.fromisoformat),
}
