"""What a table usually holds, as earlier runs found it, and what it suddenly lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from rpa.events import TableRead

RUNS = 5
"""How many earlier runs say what is usual."""

_FEWEST = 20
_DROP = 0.5
_MOSTLY_FILLED = 0.2


def sudden_drops(now: TableRead, before: Sequence[TableRead]) -> Iterator[str]:
    """Yield in words what is less than half of what it was in the runs `before`, in the middle.

    Tables of a few rows, and columns that are mostly empty anyway, change too much to tell.
    """
    if not before or (usual := median(one.rows for one in before)) < _FEWEST:
        return
    if now.rows < _DROP * usual:
        yield f"{now.table}: only {now.rows} rows; the last runs found {usual:.0f}"
    if now.rows < _FEWEST:
        return
    for column, share in now.filled.items():
        shares = [one.filled[column] for one in before if column in one.filled]
        if not shares or (often := median(shares)) < _MOSTLY_FILLED:
            continue
        if share < _DROP * often:
            yield (
                f"{now.table}: {column} is filled in {share:.0%} of the rows; "
                f"in the last runs it was in {often:.0%}"
            )
