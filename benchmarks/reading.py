"""Reading one page of 100 rows × 13 columns: our one call, against ways a script might take.

    python benchmarks/reading.py

Prints medians in milliseconds and their ratio to ours, in one browser on one page.
"""

from __future__ import annotations

from stage import milliseconds, replica, signed_in

GOAL_MS = 60


def main() -> None:
    """Measure and print."""
    with replica(rows=400) as address, signed_in(address) as (loop, ctx):
        loop.run_steps(loop.flow.steps[:1], ctx)
        table = ctx.table(None)
        table.show_most_rows(table.snapshot().pager)
        shot = table.snapshot()
        rows = table.surface.page.locator(table.surface.library.table.row).filter(visible=True)
        spent = {
            "one call": milliseconds(table.snapshot, rounds=30),
            "a call a row": milliseconds(
                lambda: [row.locator("td").all_text_contents() for row in rows.all()], rounds=3
            ),
            "a call a cell": milliseconds(
                lambda: [
                    cell.text_content() for row in rows.all() for cell in row.locator("td").all()
                ],
                rounds=1,
            ),
        }
    print(f"a page of {len(shot.rows)} rows × {len(shot.headers)} columns (goal: {GOAL_MS} ms)")
    for name, one in spent.items():
        print(f"  {name:14} {one:9.1f} ms  × {one / spent['one call']:7.1f}")


if __name__ == "__main__":
    main()
