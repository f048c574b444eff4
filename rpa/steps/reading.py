"""Reading a whole table into a spool: pages, their proofs, and again what does not add up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rpa import proofs
from rpa.cells import parser
from rpa.events import Noticed, PageRead, ProofMade, TableRead
from rpa.locators.model import wordings
from rpa.locators.wording import pattern
from rpa.proofs import PageTally
from rpa.runs.spool import Spool
from rpa.steps.begun import begun, identity
from rpa.steps.context import Context
from rpa.steps.page_reader import PageReader, page_reader
from rpa.tables import Cell, Proof, Rows
from rpa.widgets.snapshot import Snapshot
from rpa.widgets.table import Table

READINGS = 3
"""How often a table is read before what does not add up is final; two equal failures end it too."""

REPAIRS = 5
"""How often in one reading is gone back to where rows have moved; after that, proofs will tell."""


def read_table(ctx: Context, table: Table, columns: Sequence[str] | None = None) -> Rows:
    """Read all pages of a table, in the page's order, with proofs; events tell how it goes.

    What does not add up is read again, since rows may have moved meanwhile; what still does not is
    a failed proof in the result, never an error that loses the rows. A reading that broke off, in
    this run or in one that it takes up, goes on where it ended.
    """
    table.wait_ready()
    _first_page(table)
    _confirm_empty(ctx, table)
    table.show_most_rows(table.snapshot().pager)
    reader = page_reader(ctx, table, table.snapshot().headers, columns)
    what = identity(ctx, table, columns)
    reading = Reading(ctx, table, reader, *begun(ctx, table, what, reader))
    rows = reading.proved()
    ctx.spools.done(what)
    for proof in rows.proofs:
        ctx.emit(ProofMade(proof=proof))
    ctx.emit(TableRead(table=table.name, rows=len(rows), filled=reading.filled()))
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


@dataclass(slots=True)
class Reading:
    """The way through all pages of a table; `tallies` are of the pages that are in the spool."""

    ctx: Context
    table: Table
    reader: PageReader
    spool: Spool
    tallies: dict[int, PageTally]
    _repairs: int = 0

    def proved(self) -> Rows:
        """Read, prove, and read again what is not proved, as often as that may help."""
        self._begin()
        said: list[str] = []
        while True:
            rows = self._prove()
            failed = [one.detail for one in rows.proofs if one.verdict == "fails"]
            if not failed or failed == said[-1:] or len(said) + 1 >= READINGS:
                break
            said = [*said, "; ".join(failed)]
            self._say(f"{said[-1]}; reading it again")
            self._read_again()
        if said and not failed:
            self._say(f"read {len(said) + 1} times until it added up")
        if failed:
            self.spool.disown()
        return rows

    def filled(self) -> dict[str, float]:
        """Return the share of rows that have a value, by column."""
        rows = sum(one.rows for one in self.tallies.values())
        empty = sum((Counter(one.empty) for one in self.tallies.values()), Counter[str]())
        names = (column.name for column in self.reader.columns)
        return {name: 1 - empty[name] / rows for name in names} if rows else {}

    def _begin(self) -> None:
        """Go on after the last page that was read before, if nothing has moved since."""
        last = max(self.tallies, default=0)
        if not last:
            return self._read_on()
        if self._is_as_kept(last):
            self._say(f"going on after page {last}, which is as it was")
            return self._read_on(trusted=last)
        self._say("the rows are not those that were read before; beginning anew")
        self._forget_after(0)
        self.table.go_to(1)
        return self._read_on()

    def _read_on(self, trusted: int = 0) -> None:
        """Read from the page that is shown to the last, going back where rows have moved."""
        while (now := self._read_until_moved(trusted)) is not None:
            self._repairs += 1
            trusted = self._first_moved(now.page)
            self._say(f"rows moved while it was read; reading on from page {trusted}")
            self._forget_after(trusted - 1)
            self.tallies = {at: replace(one, total=now.total) for at, one in self.tallies.items()}
            self.table.go_to(trusted)

    def _read_until_moved(self, trusted: int) -> PageTally | None:
        """Read to the last page, or to one that shows that rows have moved, and return that.

        What comes on the `trusted` page is believed: it was looked at before.
        """
        for snapshot in self.table.pages():
            columns, tally = self.reader.read(snapshot)
            if tally.page != trusted and self._repairs < REPAIRS and self._has_moved(tally):
                return tally
            if tally.page != trusted or trusted not in self.tallies:
                self._keep(snapshot, columns, tally)
            if snapshot.pager is None or snapshot.pager.last:
                self._forget_after(tally.page)
        return None

    def _keep(self, snapshot: Snapshot, columns: Sequence[list[Cell]], tally: PageTally) -> None:
        learn_revealed(self.ctx, self.table, snapshot)
        known = {"total": tally.total, "size": tally.size, "wrong": tally.wrong}
        self.spool.put(tally.page, columns, tally.rows, **known)
        self.tallies[tally.page] = tally
        rows, total, size = sum(one.rows for one in self.tallies.values()), tally.total, tally.size
        pager = snapshot.pager
        pages = math.ceil(total / size) if total and size else (pager.pages if pager else 1)
        self.ctx.emit(
            PageRead(table=self.table.name, page=tally.page, pages=pages, rows=rows, total=total)
        )

    def _forget_after(self, page: int) -> None:
        if max(self.tallies, default=0) > page:
            self.spool.drop_after(page)
            self.tallies = {at: one for at, one in self.tallies.items() if at <= page}

    def _has_moved(self, now: PageTally) -> bool:
        """Whether a page does not go with the one before it: another total, or rows of both."""
        before = self.tallies.get(now.page - 1)
        if before is None:
            return False
        return before.total != now.total or not set(before.keys).isdisjoint(now.keys)

    def _first_moved(self, now: int) -> int:
        """Return the first page that is not as it was read, `now` if all before it are.

        What comes or goes moves all that is after it, so half of the pages is left at each look.
        """
        first, last = 1, now
        while first < last:
            middle = (first + last) // 2
            if self._is_as_kept(middle):
                first = middle + 1
            else:
                last = middle
        return first

    def _is_as_kept(self, page: int) -> bool:
        """Turn to a page, and say whether its rows are those in the spool."""
        self.table.go_to(page)
        columns, tally = self.reader.read(self.table.snapshot())
        is_same = list(zip(*columns, strict=True)) == self.spool.page(page)
        return is_same and tally.page == page

    def _read_again(self) -> None:
        """Run the query again, and read the pages that may be the reason; all, if none is."""
        suspects = sorted(self._suspects())
        self.table.query()
        self.table.show_most_rows(self.table.snapshot().pager)
        _, now = self.reader.read(self.table.snapshot())
        if not suspects or now.total != self.tallies[suspects[0]].total:
            self._forget_after(0)
            return self._read_on()
        for page in suspects:
            self.table.go_to(page)
            snapshot = self.table.snapshot()
            self._keep(snapshot, *self.reader.read(snapshot))
        return None

    def _suspects(self) -> Iterator[int]:
        """Yield pages with too few rows, masked or unfit values, or rows of other pages."""
        counts = Counter(key for one in self.tallies.values() for key in one.keys)
        last = max(self.tallies)
        for page, one in self.tallies.items():
            is_short = one.rows != one.expected and (one.expected is not None or page < last)
            if is_short or one.masked or one.wrong or any(counts[key] > 1 for key in one.keys):
                yield page

    def _prove(self) -> Rows:
        table, reader, pages = self.table.name, self.reader, self._pages()
        rows = Rows(reader.columns, self.spool.cells())
        made = [
            proofs.prove_count(table, pages),
            proofs.prove_columns(table, reader.missing, reader.unknown),
            proofs.prove_types(table, _summed_up(one.wrong for one in pages)),
        ]
        if reader.key:
            hashes = (key for one in pages for key in one.keys)
            made.append(proofs.prove_keys(rows, table, reader.key, hashes))
        if reader.revealed:
            masked = sum((Counter(one.masked) for one in pages), Counter[str]())
            made.append(proofs.prove_revealed(table, reader.revealed, masked))
        if reader.asked and len(rows):
            astray = sum((Counter(one.astray) for one in pages), Counter[str]())
            made.append(proofs.prove_filters(table, tuple(reader.asked), astray))
        if reader.summed:
            made.append(self._prove_sums(pages))
        return replace(rows, proofs=tuple(made))

    def _prove_sums(self, pages: Sequence[PageTally]) -> Proof:
        read = {
            name: sum((one.sums[name] for one in pages), Decimal()) for name in self.reader.summed
        }
        shown = {name: self._shown_sum(self.table.spec.sums[name]) for name in read}
        return proofs.prove_sums(self.table.name, read, shown)

    def _shown_sum(self, element: str) -> Decimal | None:
        found = self.ctx.matches(element)
        if found.count() != 1:
            return None
        text = found.inner_text(timeout=self.ctx.deadline.left_ms()).strip()
        try:
            amount = parser("money", empty=self.ctx.book.portal.wording.empty)(text)
        except ValueError:
            return None
        return amount if isinstance(amount, Decimal) else None

    def _pages(self) -> list[PageTally]:
        return [self.tallies[page] for page in sorted(self.tallies)]

    def _say(self, message: str) -> None:
        self.ctx.emit(Noticed(message=f"{self.table.name}: {message}"))


def _summed_up(pages: Iterable[Mapping[str, tuple[int, str]]]) -> dict[str, tuple[int, str]]:
    """Return how many cells of a column are wrong on all pages, and what the first reads."""
    wrong: dict[str, tuple[int, str]] = {}
    for page in pages:
        for name, (count, first) in page.items():
            before, shown = wrong.get(name, (0, first))
            wrong[name] = (before + count, shown)
    return wrong


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
