"""Reading one page of 100 rows × 13 columns: our one call, against ways a script might take.

    python benchmarks/reading.py

Prints medians in milliseconds and their ratio to ours; all in the same browser on the same page.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from stage import on_order_lines

ROUNDS = 15


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median milliseconds of a piece of work."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return median(spent)


def main() -> None:
    """Measure and print."""
    with on_order_lines(rows=400) as table:
        table.show_most_rows(table.snapshot().pager)
        page = table.surface.page
        body = page.locator(table.surface.library.table.row).filter(visible=True)
        one_call = timed(table.snapshot)
        per_row = timed(lambda: [row.all_inner_texts() for row in body.all()], 3)
        per_cell = timed(
            lambda: [cell.text_content() for row in body.all() for cell in row.locator("td").all()],
            1,
        )
        shot = table.snapshot()
    print(f"one page of {len(shot.rows)} rows × {len(shot.headers)} columns")
    for name, spent in (
        ("one call", one_call),
        ("a call a row", per_row),
        ("a call a cell", per_cell),
    ):
        print(f"  {name:14} {spent:9.1f} ms   × {spent / one_call:7.1f}")


if __name__ == "__main__":
    main()
