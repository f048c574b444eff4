"""A page of a table as texts, into typed columns and what is to be proved of them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rpa.cells import Parse, parser
from rpa.locators.model import ColumnSpec, value_names, wordings
from rpa.locators.wording import pattern
from rpa.proofs import PageTally
from rpa.steps.conditions import Holds, conditions
from rpa.steps.context import Context
from rpa.tables import Cell, Column
from rpa.widgets.snapshot import Snapshot
from rpa.widgets.table import Table

Cells = list[Cell]


@dataclass(frozen=True, slots=True)
class Header:
    """How one column of the page is read: where it stands, its name, its type."""

    at: int
    name: str
    spec: ColumnSpec
    parse: Parse
    is_declared: bool


@dataclass(frozen=True, slots=True)
class PageReader:
    """How the pages of one table are read; `missing` are declared columns that are not there.

    `key`, `revealed`, `summed` and those of `asked` are columns among those that are read.
    """

    headers: tuple[Header, ...]
    missing: tuple[str, ...]
    key: tuple[str, ...]
    revealed: tuple[str, ...]
    masked: re.Pattern[str]
    summed: tuple[str, ...] = ()
    asked: Mapping[str, Holds] = field(default_factory=dict)
    _at: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._at.update((header.name, at) for at, header in enumerate(self.headers))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return tuple(Column(header.name, header.spec.type) for header in self.headers)

    @property
    def unknown(self) -> list[str]:
        """The columns that nobody declared."""
        return [header.name for header in self.headers if not header.is_declared]

    def read(self, snapshot: Snapshot) -> tuple[list[Cells], PageTally]:
        """Return the typed columns of a page; a cell that cannot be typed stays text."""
        columns, wrong = [], {}
        for header in self.headers:
            texts = [row[header.at] for row in snapshot.rows]
            cells, misfits = _typed(header.parse, texts)
            columns.append(cells)
            if misfits:
                shown, why = misfits[0]
                is_secret = header.name in self.revealed
                wrong[header.name] = (len(misfits), why if is_secret else f'"{shown}": {why}')
        pager = snapshot.pager
        total, size = (pager.total, pager.size) if pager else (None, None)
        page, rows = (pager.page if pager else 1), len(snapshot.rows)
        return columns, self.tally(columns, page, rows, total=total, size=size, wrong=wrong)

    def tally(
        self,
        columns: Sequence[Sequence[Cell]],
        page: int,
        rows: int,
        *,
        total: int | None,
        size: int | None,
        wrong: dict[str, tuple[int, str]],
    ) -> PageTally:
        """Return what is to be proved of a page's typed columns."""
        keys = [columns[self._at[name]] for name in self.key]
        veiled = self.masked.search
        return PageTally(
            page,
            rows,
            total,
            size,
            keys=array("q", map(hash, zip(*keys, strict=True))),
            masked={
                name: hidden
                for name in self.revealed
                if (hidden := sum(1 for one in columns[self._at[name]] if veiled(str(one))))
            },
            astray={
                name: count
                for name, holds in self.asked.items()
                if (count := sum(1 for one in columns[self._at[name]] if not holds(one)))
            },
            empty={
                header.name: count
                for header, cells in zip(self.headers, columns, strict=True)
                if (count := cells.count(None))
            },
            sums={name: _sum(columns[self._at[name]]) for name in self.summed},
            wrong=wrong,
        )


def page_reader(
    ctx: Context, table: Table, shown: Sequence[str], columns: Sequence[str] | None
) -> PageReader:
    """Match the headers that a page shows with the columns that are declared and wanted."""
    blanks = ctx.book.portal.wording.empty
    free = {name: pattern(wordings(name, spec.header)) for name, spec in table.spec.columns.items()}
    headers: list[Header] = []
    for at, title in enumerate(shown):
        name = next((one for one, words in free.items() if words.search(title)), None)
        if name is not None:
            del free[name]
        elif not title:
            continue  # a column without a title holds icons, not data
        spec = table.spec.columns[name] if name is not None else ColumnSpec()
        called = name if name is not None else _unused(title, headers)
        if columns is None or called in columns:
            parse = column_parser(spec, blanks)
            headers.append(Header(at, called, spec, parse, name is not None))
    wanted = [name for name in free if columns is None or name in columns]
    read = {header.name: header.spec for header in headers}
    revealed = tuple(name for name in ctx.position.revealed if name in read)
    plain = {name: spec for name, spec in read.items() if not spec.masked or name in revealed}
    asked = conditions(ctx.position.asked, ctx.place.page.fields, plain)
    return PageReader(
        tuple(headers),
        missing=tuple(name for name in wanted if not table.spec.columns[name].optional),
        key=table.spec.key if read.keys() >= set(table.spec.key) else (),
        revealed=revealed,
        masked=re.compile(table.surface.masked),
        summed=tuple(name for name in table.spec.sums if name in read),
        asked=dict(asked),
    )


def column_parser(spec: ColumnSpec, blanks: Sequence[str]) -> Parse:
    """Return the function that reads cells of a column, values called as flows call them."""
    parse = parser(spec.type, empty=blanks, yes=spec.yes or (), no=spec.no or ())
    names = value_names(spec.values)
    return (lambda text: parse(names.get(text, text))) if names else parse


def _typed(parse: Parse, texts: Sequence[str]) -> tuple[Cells, list[tuple[str, str]]]:
    """Return the values of a column, and of each that is none what it reads and what was wanted."""
    try:
        return list(map(parse, texts)), []
    except ValueError:
        pass
    cells: Cells = []
    misfits = []
    for text in texts:
        try:
            cells.append(parse(text))
        except ValueError as error:
            cells.append(text)
            misfits.append((text, str(error)))
    return cells, misfits


def _sum(cells: Sequence[Cell]) -> Decimal:
    return sum((Decimal(one) for one in cells if isinstance(one, int | Decimal)), Decimal())


def _unused(title: str, headers: Sequence[Header]) -> str:
    same = sum(1 for header in headers if header.name.split(" (")[0] == title)
    return f"{title} ({same + 1})" if same else title
