"""Calling an operation as a step does: all pages typed and proved, again when they moved."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timezone
from typing import Any

from rpa import proofs
from rpa.api.client import PAGE
from rpa.api.sdk import Operation, is_reading, operations
from rpa.api.values import asked, zone_of
from rpa.errors import StepFailed
from rpa.events import Noticed, PageRead, ProofMade
from rpa.locators.model import ColumnSpec
from rpa.locators.portal import ApiSpec
from rpa.proofs import PageTally
from rpa.steps.answering import Reader, columns_of
from rpa.steps.context import Context, require
from rpa.steps.reading import READINGS
from rpa.tables import Cell, Proof, Rows


def call(ctx: Context, name: str, given: Mapping[str, Any], columns: Sequence[str] | None) -> Rows:
    """Call an operation and return its rows, in its order, with proofs.

    A reading that does not add up is done again, since rows may have moved between two pages.
    """
    asking = _asking(ctx, name, given, columns)
    further = READINGS - 1 if is_reading(name) else 0
    for left in range(further, -1, -1):
        rows = asking.rows()
        failed = [proof.detail for proof in rows.proofs if proof.verdict == "fails"]
        if not failed or not left:
            break
        ctx.emit(Noticed(message=f"{name}: {'; '.join(failed)}; asking again"))
    for proof in rows.proofs:
        ctx.emit(ProofMade(proof=proof))
    return rows


@dataclass(frozen=True, slots=True)
class Asking:
    """What an operation is asked, and how its answer is read."""

    ctx: Context
    operation: Operation
    given: Mapping[str, Any]
    columns: Mapping[str, ColumnSpec]
    key: Sequence[str]
    zone: timezone

    def rows(self) -> Rows:
        """Ask for all pages, and prove what they hold."""
        reader = Reader.of(self.columns, self.zone)
        cells: list[tuple[Cell, ...]] = []
        tallies: list[PageTally] = []
        for page in self.ctx.api().pages(self.operation.name, self.given):
            self.ctx.deadline.left_ms()
            cells += map(reader.row, page.rows)
            tallies.append(PageTally(page.number, len(page.rows), page.total, PAGE))
            self._tell(tallies[-1], len(cells))
        rows = Rows(reader.columns, cells)
        self._learn_masked(rows)
        return Rows(rows.columns, cells, tuple(self._proofs(rows, reader, tallies)))

    def _tell(self, page: PageTally, rows: int) -> None:
        pages = max(1, math.ceil((page.total or 0) / PAGE))
        name, number, total = self.operation.name, page.page, page.total
        self.ctx.emit(PageRead(table=name, page=number, pages=pages, rows=rows, total=total))

    def _proofs(self, rows: Rows, reader: Reader, tallies: Sequence[PageTally]) -> Iterator[Proof]:
        name = self.operation.name
        yield proofs.prove_types(name, reader.wrong)
        if self.operation.total:
            yield proofs.prove_count(name, tallies, "the API")
        if self.key and set(self.key) <= self.columns.keys():
            at = [rows.names.index(one) for one in self.key]
            hashes = (hash(tuple(row[i] for i in at)) for row in rows.cells)
            yield proofs.prove_keys(rows, name, self.key, hashes)

    def _learn_masked(self, rows: Rows) -> None:
        """Keep what the portal would mask out of whatever is told of the run."""
        for at, name in enumerate(rows.names):
            if self.columns[name].masked:
                for text in {row[at] for row in rows.cells if isinstance(row[at], str)}:
                    self.ctx.redactor.learn(str(text))


def _asking(
    ctx: Context, name: str, given: Mapping[str, Any], columns: Sequence[str] | None
) -> Asking:
    api: ApiSpec | None = ctx.book.portal.api
    if api is None:
        raise StepFailed("the portal file has no `api`")
    require("operation", name, operations())
    operation, zone = operations()[name], zone_of(api.utc_offset)
    known = columns_of(operation, api.operations)
    for column in columns or ():
        require("column", column, known)
    try:
        request = asked(given, operation.asks, zone)
    except ValueError as error:
        raise StepFailed(f"{name}: {error}") from None
    declared = api.operations.get(name)
    kept = known if columns is None else {one: known[one] for one in columns}
    return Asking(ctx, operation, request, kept, declared.key if declared else (), zone)
