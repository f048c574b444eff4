"""Reading a whole table: pages into typed rows, their proofs, and again when they do not hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rpa import proofs
from rpa.cells import Parse, parser
from rpa.events import Noticed, PageRead, ProofMade
from rpa.locators.model import ColumnSpec, value_names, wordings
from rpa.locators.wording import pattern
from rpa.proofs import PageCount
from rpa.steps.context import Context
from rpa.tables import Cell, Column, Proof, Rows
from rpa.widgets.table import Snapshot, Table

READINGS = 3
"""How often a table is read before what does not add up is final; two equal failures end it too."""


@dataclass(frozen=True, slots=True)
class Header:
    """How one column of the page is read: where it stands, its name, its type."""

    at: int
    name: str
    spec: ColumnSpec
    parse: Parse
    is_declared: bool


@dataclass(slots=True)
class Reading:
    """One passage through all pages of a table."""

    headers: tuple[Header, ...]
    missing: tuple[str, ...]
    cells: list[tuple[Cell, ...]] = field(default_factory=list)
    pages: list[PageCount] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def add(self, rows: Sequence[Sequence[str]], revealed: Sequence[str]) -> None:
        """Type a page of rows; a cell that cannot be typed stays text and is noted."""
        columns = [self._typed(header, rows, header.name in revealed) for header in self.headers]
        self.cells.extend(zip(*columns, strict=True))

    def _typed(
        self, header: Header, rows: Sequence[Sequence[str]], is_revealed: bool
    ) -> Iterator[Cell]:
        at, parse = header.at, header.parse
        for row in rows:
            text = row[at]
            try:
                yield parse(text)
            except ValueError as error:
                shown = str(error) if is_revealed else f'"{text}": {error}'
                self.wrong.setdefault(header.name, []).append(shown)
                yield text


def read_table(ctx: Context, table: Table, columns: Sequence[str] | None = None) -> Rows:
    """Read all pages of a table, in the page's order, with proofs; events tell how it goes.

    A reading that does not add up is done again, since rows may have moved meanwhile; what still
    does not is a failed proof in the result, never an error that loses the rows.
    """
    table.wait_ready()
    _first_page(table)
    _confirm_empty(ctx, table)
    said: list[str] = []
    while True:
        rows = _prove(ctx, table, _read_pages(ctx, table, columns))
        failed = [proof.detail for proof in rows.proofs if proof.verdict == "fails"]
        if not failed or failed == said[-1:] or len(said) + 1 >= READINGS:
            break
        said = [*said, "; ".join(failed)]
        ctx.emit(Noticed(message=f"{table.name}: {said[-1]}; reading it again"))
        table.query()
    if said and not failed:
        ctx.emit(Noticed(message=f"{table.name}: read {len(said) + 1} times until it added up"))
    for proof in rows.proofs:
        ctx.emit(ProofMade(proof=proof))
    return rows


def learn_revealed(ctx: Context, table: Table, snapshot: Snapshot) -> None:
    """Keep the values that open eyes show out of whatever is told of the run."""
    blanks = ctx.book.portal.wording.empty
    revealed = [
        pattern(wordings(name, table.spec.columns[name].header))
        for name in ctx.position.revealed
        if name in table.spec.columns
    ]
    for at, title in enumerate(snapshot.headers):
        if any(words.search(title) for words in revealed):
            for text in {row[at] for row in snapshot.rows}.difference(blanks):
                ctx.redactor.learn(text)


def _read_pages(ctx: Context, table: Table, columns: Sequence[str] | None) -> Reading:
    snapshot = table.snapshot()
    if table.show_most_rows(snapshot.pager):
        snapshot = table.snapshot()
    reading = _reading(ctx, table, snapshot, columns)
    while True:
        learn_revealed(ctx, table, snapshot)
        reading.add(snapshot.rows, ctx.position.revealed)
        pager = snapshot.pager
        number = pager.page if pager else 1
        total, size = (pager.total, pager.size) if pager else (None, None)
        reading.pages.append(PageCount(number, len(snapshot.rows), total, size))
        pages = math.ceil(total / size) if total and size else (pager.pages if pager else 1)
        ctx.emit(
            PageRead(
                table=table.name, page=number, pages=pages, rows=len(reading.cells), total=total
            )
        )
        if pager is None or pager.last:
            return reading
        table.next_page(pager)
        snapshot = table.snapshot()


def _first_page(table: Table) -> None:
    pager = table.snapshot().pager
    if pager is not None and pager.page != 1:
        table.query()


def _confirm_empty(ctx: Context, table: Table) -> None:
    """Ask once more when a table is empty, since some portals answer so before they are ready."""
    if table.snapshot().state == "empty":
        table.query()
        if (again := table.snapshot()).state == "rows":
            total = again.pager.total if again.pager else None
            found = f"{total or len(again.rows)} rows"
            ctx.emit(Noticed(message=f"{table.name}: empty at first; asked again: {found}"))


def _reading(
    ctx: Context, table: Table, snapshot: Snapshot, columns: Sequence[str] | None
) -> Reading:
    blanks = ctx.book.portal.wording.empty
    declared = {
        name: pattern(wordings(name, spec.header)) for name, spec in table.spec.columns.items()
    }
    headers: list[Header] = []
    free = dict(declared)
    for at, title in enumerate(snapshot.headers):
        name = next((one for one, words in free.items() if words.search(title)), None)
        if name is not None:
            del free[name]
        elif not title:
            continue  # a column without a title holds icons, not data
        spec = table.spec.columns[name] if name is not None else ColumnSpec()
        parse = column_parser(spec, blanks)
        shown = name if name is not None else _unused(title, headers)
        if columns is None or shown in columns:
            headers.append(Header(at, shown, spec, parse, name is not None))
    wanted = [name for name in free if columns is None or name in columns]
    missing = tuple(name for name in wanted if not table.spec.columns[name].optional)
    return Reading(tuple(headers), missing)


def column_parser(spec: ColumnSpec, blanks: Sequence[str]) -> Parse:
    """Return the function that reads cells of a column, values called as flows call them."""
    parse = parser(spec.type, empty=blanks, yes=spec.yes or (), no=spec.no or ())
    names = value_names(spec.values)
    return (lambda text: parse(names.get(text, text))) if names else parse


def _unused(title: str, headers: Sequence[Header]) -> str:
    same = sum(1 for header in headers if header.name.split(" (")[0] == title)
    return f"{title} ({same + 1})" if same else title


def _prove(ctx: Context, table: Table, reading: Reading) -> Rows:
    columns = tuple(Column(header.name, header.spec.type) for header in reading.headers)
    rows = Rows(columns, reading.cells)
    unknown = [header.name for header in reading.headers if not header.is_declared]
    revealed = [name for name in ctx.position.revealed if name in rows.names]
    key = [name for name in table.spec.key if name in rows.names]
    made: list[Proof] = [
        proofs.prove_count(table.name, reading.pages),
        proofs.prove_columns(table.name, reading.missing, unknown),
        proofs.prove_types(table.name, reading.wrong),
    ]
    if key and len(key) == len(table.spec.key):
        made.append(proofs.prove_keys(rows, table.name, key))
    if revealed:
        made.append(proofs.prove_revealed(rows, table.name, revealed, table.surface.masked))
    return Rows(columns, reading.cells, tuple(made))
