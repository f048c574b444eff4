"""What a table that was read must agree with; pure functions that give verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from rpa.tables import Cell, Proof, Rows


@dataclass(frozen=True, slots=True)
class PageTally:
    """One page of a table as read: its number, its rows, and what the pager said meanwhile.

    `keys` are hashes of the rows' keys, `sums` those of columns whose sum the page shows. Of
    columns where that is so, `masked` counts the values that are still masked, `astray` those that
    the query should have kept out, `empty` cells without a value, and `wrong` those not of the
    column's type, with what the first reads.
    """

    page: int
    rows: int
    total: int | None
    size: int | None
    keys: Sequence[int] = ()
    masked: Mapping[str, int] = field(default_factory=dict)
    astray: Mapping[str, int] = field(default_factory=dict)
    empty: Mapping[str, int] = field(default_factory=dict)
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    wrong: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def expected(self) -> int | None:
        """How many rows the pager promises for this page."""
        if self.total is None or self.size is None:
            return None
        return max(0, min(self.size, self.total - self.size * (self.page - 1)))


def prove_count(table: str, pages: Sequence[PageTally], by: str = "the pager") -> Proof:
    """Hold the rows against the total that is told, or against full pages where none is."""
    read = sum(page.rows for page in pages)
    totals = {page.total for page in pages}
    if len(totals) > 1:
        seen = ", ".join(str(total) for total in sorted(totals, key=str))
        return Proof(table, "count", "fails", f"the total changed while reading: {seen}")
    (total,) = totals or {None}
    short = [
        f"page {p.page} has {p.rows} of {p.size}" for p in pages[:-1] if p.size and p.rows < p.size
    ]
    if total is None:
        return _count_by_pages(table, read, pages, short)
    if read == total:
        return Proof(table, "count", "holds", f"{read} rows, as {by} says")
    where = f" ({'; '.join(short)})" if short else ""
    missing = f"{total - read} missing" if read < total else f"{read - total} too many"
    return Proof(table, "count", "fails", f"{read} rows read, {by} says {total}: {missing}{where}")


def _count_by_pages(table: str, read: int, pages: Sequence[PageTally], short: list[str]) -> Proof:
    if short:
        return Proof(table, "count", "fails", f"{read} rows read; {'; '.join(short)}")
    if any(page.size is None for page in pages):
        return Proof(table, "count", "unknown", f"{read} rows read; the page shows no total")
    full = "one page" if len(pages) == 1 else f"{len(pages)} pages, all full but the last"
    said = f"{read} rows on {full}; the pager shows no total"
    return Proof(table, "count", "holds", said)


def prove_keys(rows: Rows, table: str, key: Sequence[str], hashes: Iterable[int]) -> Proof:
    """Check that no two rows share their key and that no key is empty.

    `hashes` are those of all rows' keys: only where some are equal are the rows looked at.
    """
    ordered = sorted(hashes)
    suspects = {one for one, other in pairwise(ordered) if one == other}
    suspects.add(hash((None,) * len(key)))
    counts = _keys_of(rows, key, suspects) if not suspects.isdisjoint(ordered) else Counter()
    empty = sum(count for one, count in counts.items() if all(part is None for part in one))
    twice = [one for one, count in counts.items() if count > 1]
    named = " + ".join(key)
    if empty:
        return Proof(table, "keys", "fails", f"{empty} rows have no {named}")
    if twice:
        shown = "; ".join(" / ".join(str(part) for part in one) for one in twice[:3])
        return Proof(
            table, "keys", "fails", f"{len(twice)} keys ({named}) come more than once: {shown}"
        )
    return Proof(table, "keys", "holds", f"{len(ordered)} keys ({named}), each once")


def _keys_of(rows: Rows, key: Sequence[str], hashes: Container[int]) -> Counter[tuple[Cell, ...]]:
    """Count the keys that have one of these hashes."""
    at = [rows.names.index(name) for name in key]
    keys = (tuple(cells[i] for i in at) for cells in rows.cells)
    return Counter(one for one in keys if hash(one) in hashes)


def prove_columns(table: str, missing: Sequence[str], unknown: Sequence[str]) -> Proof:
    """Check that every declared column is there; one that nobody declared is only mentioned."""
    extra = f"; not declared, kept as text: {', '.join(unknown)}" if unknown else ""
    if missing:
        return Proof(table, "columns", "fails", f"not on the page: {', '.join(missing)}{extra}")
    return Proof(table, "columns", "holds", f"all declared columns are there{extra}")


def prove_revealed(table: str, columns: Sequence[str], masked: Mapping[str, int]) -> Proof:
    """Check that no value of the columns whose eye was opened is masked; `masked` counts those."""
    if not columns:
        return Proof(table, "revealed", "unknown", "no column was revealed")
    hidden = [f"{count} values of {name}" for name, count in masked.items() if count]
    if hidden:
        return Proof(table, "revealed", "fails", f"still masked: {', '.join(hidden)}")
    return Proof(table, "revealed", "holds", f"no masked value in {', '.join(columns)}")


def prove_filters(table: str, columns: Sequence[str], astray: Mapping[str, int]) -> Proof:
    """Check that all rows are as the query asked; `astray` counts those that are not, by column."""
    wrong = [f"{count} rows by {name}" for name, count in astray.items() if count]
    if wrong:
        return Proof(table, "filters", "fails", f"not as the query asked: {', '.join(wrong)}")
    return Proof(table, "filters", "holds", f"all rows are as asked: {', '.join(columns)}")


def prove_sums(
    table: str, sums: Mapping[str, Decimal], shown: Mapping[str, Decimal | None]
) -> Proof:
    """Hold the sums of columns against those that the page shows, None where it shows none."""
    wrong = [
        f"{name} adds up to {sums[name]}, the page says {told}"
        for name, told in shown.items()
        if told is not None and told != sums[name]
    ]
    if wrong:
        return Proof(table, "sums", "fails", "; ".join(wrong))
    known = [f"{name} {sums[name]}" for name, told in shown.items() if told is not None]
    if not known:
        return Proof(table, "sums", "unknown", f"no sum is shown of {', '.join(shown)}")
    return Proof(table, "sums", "holds", f"as the page says: {', '.join(known)}")


def prove_types(table: str, wrong: Mapping[str, tuple[int, str]]) -> Proof:
    """Check that every cell is of its column's type; `wrong` says how many are not, and of one."""
    if not wrong:
        return Proof(table, "types", "holds", "every cell is of its column's type")
    said = "; ".join(f"{name}: {count} cells, {first}" for name, (count, first) in wrong.items())
    return Proof(table, "types", "fails", said)


def prove_reconciled(tables: Sequence[str], rows: Sequence[int], differences: int) -> Proof:
    """Check that tables that must say the same do."""
    name = " / ".join(tables)
    counted = " against ".join(map(str, rows))
    if differences:
        return Proof(name, "reconciled", "fails", f"{differences} differences, {counted} rows")
    return Proof(name, "reconciled", "holds", f"no difference, {counted} rows")
