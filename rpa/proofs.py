"""What a table that was read must agree with; pure functions that give verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rpa.tables import Proof, Rows


@dataclass(frozen=True, slots=True)
class PageCount:
    """One page of a table as read: its number, its rows, and what the pager said meanwhile."""

    page: int
    rows: int
    total: int | None
    size: int | None


def prove_count(table: str, pages: Sequence[PageCount]) -> Proof:
    """Hold the rows against the pager's total, or against full pages where it shows none."""
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
        return Proof(table, "count", "holds", f"{read} rows, as the pager says")
    where = f" ({'; '.join(short)})" if short else ""
    missing = f"{total - read} missing" if read < total else f"{read - total} too many"
    return Proof(
        table, "count", "fails", f"{read} rows read, the pager says {total}: {missing}{where}"
    )


def _count_by_pages(table: str, read: int, pages: Sequence[PageCount], short: list[str]) -> Proof:
    if short:
        return Proof(table, "count", "fails", f"{read} rows read; {'; '.join(short)}")
    if any(page.size is None for page in pages):
        return Proof(table, "count", "unknown", f"{read} rows read; the page shows no total")
    full = "one page" if len(pages) == 1 else f"{len(pages)} pages, all full but the last"
    said = f"{read} rows on {full}; the pager shows no total"
    return Proof(table, "count", "holds", said)


def prove_keys(rows: Rows, table: str, key: Sequence[str]) -> Proof:
    """Check that no two rows share their key and that no key is empty."""
    if not key:
        return Proof(table, "keys", "unknown", "the selectors name no key for this table")
    at = [rows.names.index(name) for name in key if name in rows.names]
    if len(at) < len(key):
        lost = [name for name in key if name not in rows.names]
        return Proof(table, "keys", "fails", f"key column not on the page: {', '.join(lost)}")
    counts = Counter(tuple(cells[i] for i in at) for cells in rows.cells)
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
    return Proof(table, "keys", "holds", f"{len(counts)} keys ({named}), each once")


def prove_columns(table: str, missing: Sequence[str], unknown: Sequence[str]) -> Proof:
    """Check that every declared column is there; one that nobody declared is only mentioned."""
    extra = f"; not declared, kept as text: {', '.join(unknown)}" if unknown else ""
    if missing:
        return Proof(table, "columns", "fails", f"not on the page: {', '.join(missing)}{extra}")
    return Proof(table, "columns", "holds", f"all declared columns are there{extra}")


def prove_revealed(rows: Rows, table: str, columns: Iterable[str], masked: str) -> Proof:
    """Check that no value of the columns whose eye was opened is masked."""
    veil = re.compile(masked)
    left = {}
    for name in columns:
        at = rows.names.index(name)
        left[name] = sum(
            1 for cells in rows.cells if isinstance(cells[at], str) and veil.search(str(cells[at]))
        )
    if not left:
        return Proof(table, "revealed", "unknown", "no column was revealed")
    hidden = [f"{count} values of {name}" for name, count in left.items() if count]
    if hidden:
        return Proof(table, "revealed", "fails", f"still masked: {', '.join(hidden)}")
    return Proof(table, "revealed", "holds", f"no masked value in {', '.join(left)}")


def prove_types(table: str, wrong: Mapping[str, Sequence[str]]) -> Proof:
    """Check that every cell could be read as what its column holds; `wrong` lists by column."""
    if not wrong:
        return Proof(table, "types", "holds", "every cell is of its column's type")
    said = "; ".join(f"{name}: {len(texts)} cells, {texts[0]}" for name, texts in wrong.items())
    return Proof(table, "types", "fails", said)
