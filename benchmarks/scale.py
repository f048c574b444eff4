"""How memory and time of an export grow with its rows.

    python benchmarks/scale.py [ROWS …]

Each size is read by `rpa run order-resources` from a replica of its own, in a process of its own.
Memory is what that process itself holds (browser, driver and replica are others); time is from the
first page read to the last, and the workbook's apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import psutil
from stage import replica

SIZES = (1_000, 20_000, 200_000)
GOAL_MB, GOAL_RATIO = 60, 1.2
LOOK_EVERY_S = 0.2
MB = 1 << 20


@dataclass(frozen=True)
class Taken:
    """What an export of so many rows took: seconds, and the most bytes held at once."""

    rows: int
    reading_s: float
    workbook_s: float
    peak: int

    @property
    def per_row_ms(self) -> float:
        """Reading, for each row after the first page."""
        return 1000 * self.reading_s / max(1, self.rows - 100)


def main() -> None:
    """Measure and print."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    print(f"{'rows':>9}{'reading':>11}{'a row':>10}{'workbook':>11}{'memory':>10}")
    taken = []
    for rows in sizes:
        one = export(rows)
        taken.append(one)
        print(
            f"{one.rows:>9,}{one.reading_s:>9.1f} s{one.per_row_ms:>7.2f} ms"
            f"{one.workbook_s:>9.1f} s{one.peak / MB:>7.0f} MB",
            flush=True,
        )
    least, most = taken[0], taken[-1]
    grown = (most.peak - least.peak) / MB
    print(f"memory grows by {grown:.0f} MB (goal: {GOAL_MB})")
    for one, other in pairwise(taken):
        ratio = other.per_row_ms / one.per_row_ms
        print(f"a row at {other.rows:,} takes × {ratio:.2f} of one at {one.rows:,}", end=" ")
        print(f"(goal: {GOAL_RATIO})")


def export(rows: int) -> Taken:
    """Run the export, and return what it took."""
    with replica(rows=rows) as address, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "rpa", "run", "order-resources", "--site", address]
        process = psutil.Popen(
            [*command, "--output", folder, "--json"], stdout=subprocess.DEVNULL, cwd=folder
        )
        peak = 0
        while process.poll() is None:
            with suppress(psutil.Error):
                peak = max(peak, process.memory_info().rss)
            time.sleep(LOOK_EVERY_S)
        if process.returncode:
            raise SystemExit(f"{rows} rows: the run ended with {process.returncode}")
        (journal,) = Path(folder).glob("order-resources/*/journal.jsonl")
        events = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    pages = [at(one) for one in events if one["event"] == "page_read"]
    ended = next(at(one) for one in reversed(events) if one["event"] == "run_finished")
    assert len(pages) >= rows // 100
    reading = (pages[-1] - pages[0]).total_seconds()
    return Taken(rows, reading, (ended - pages[-1]).total_seconds(), peak)


def at(event: dict[str, str]) -> datetime:
    """Return when an event happened."""
    return datetime.fromisoformat(event["at"])


if __name__ == "__main__":
    main()
