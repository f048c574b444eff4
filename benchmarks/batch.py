"""What `rpa batch` takes: 20 jobs of five accounts, four at a time, all held against the truth.

    python benchmarks/batch.py [PARALLEL]

All jobs run on one replica. Time is that of the whole command. Memory is sampled while it runs: of
the batch's own process, of the largest run's Python, and of the whole tree with drivers and
browsers, where what processes share counts once (PSS).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil
from openpyxl import load_workbook
from stage import replica

FLOW, SHEET = "order-resources", "订单资源明细"
ROLES = ("distributor", "solution", "reseller", "manager", "supervisor")
Event: TypeAlias = dict[str, Any]
Given: TypeAlias = dict[str, str]
INPUTS: tuple[Given, ...] = (
    {},
    {"status": "已完成"},
    {"order_type": "续订"},
    {"expires": "this_year"},
)
JOBS = tuple((role, given) for given in INPUTS for role in ROLES)
ROWS, PARALLEL = 1_000, 4
SAMPLED_EVERY_S = 0.5


@dataclass
class Memory:
    """The most that was seen, in MB."""

    batch: float = 0.0
    run: float = 0.0
    tree: float = 0.0

    def look(self, root: psutil.Process) -> None:
        """Look at a batch and all that it has started."""
        with suppress(psutil.Error):
            children = root.children(recursive=True)
            runs = [one for one in root.children() if "run" in one.cmdline()]
            self.batch = max(self.batch, _rss_mb(root))
            self.run = max([self.run, *map(_rss_mb, runs)])
            self.tree = max(self.tree, sum(map(_pss_mb, (root, *children))))


def main() -> None:
    """Measure and print."""
    parallel = int(sys.argv[1]) if len(sys.argv) > 1 else PARALLEL
    options = {"rows": ROWS, "today": date.today().isoformat()}
    with tempfile.TemporaryDirectory() as folder, replica(**options) as address:
        jobs = [
            {"name": str(at), "flow": FLOW, "account": role, "inputs": given}
            for at, (role, given) in enumerate(JOBS)
        ]
        (Path(folder) / "jobs.yaml").write_text(json.dumps({"jobs": jobs}), "utf-8")
        began = time.monotonic()
        ended, memory = _carried_out(Path(folder), address, parallel)
        took_s = time.monotonic() - began
        with truths(**options) as truth:
            inexact = [
                f"{JOBS[at]}: {len(rows)} of {len(true)} rows, {one['status']} {one['error']}"
                for at, one in enumerate(ended)
                if (rows := _rows_of(one)) != (true := truth(*JOBS[at]))
            ]
    print(f"{len(ended)} jobs, {parallel} at a time, on {psutil.cpu_count()} cores")
    print(f"  exact workbooks  {len(ended) - len(inexact):8} of {len(JOBS)}")
    print(f"  rows             {sum(event['rows'] for event in ended):8,}")
    print(f"  the whole batch  {took_s:8.1f} s")
    print(f"  a run, median    {median(event['duration_s'] for event in ended):8.1f} s")
    print(f"  one by one       {sum(event['duration_s'] for event in ended):8.1f} s, summed up")
    print(f"  memory, at most  {memory.tree:8.0f} MB with browsers")
    print(f"                   {memory.run:8.0f} MB the Python of one run")
    print(f"                   {memory.batch:8.0f} MB the Python of the batch")
    print("".join(f"  not exact: {one}\n" for one in inexact), end="")


def _carried_out(folder: Path, address: str, parallel: int) -> tuple[list[Event], Memory]:
    """Return how each job ended, in their order, and the memory that all took."""
    command = [sys.executable, "-m", "rpa", "batch", "jobs.yaml", "--json", "--site", address]
    command += ["--parallel", str(parallel), "--output", str(folder / "output")]
    memory, is_over = Memory(), threading.Event()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        watch = threading.Thread(target=_watch, args=(process.pid, memory, is_over))
        watch.start()
        assert process.stdout is not None
        told = [json.loads(line) for line in process.stdout]
        is_over.set()
        watch.join()
    ended = {one["job"]: one for one in told if one["event"] == "job_finished"}
    return [ended[str(at)] for at in range(len(JOBS))], memory


def _watch(pid: int, memory: Memory, is_over: threading.Event) -> None:
    root = psutil.Process(pid)
    while not is_over.wait(SAMPLED_EVERY_S):
        memory.look(root)


@contextmanager
def truths(**options: object) -> Iterator[Callable[[str, Given], list[list[Any]]]]:
    """Give what a perfect run holds, from replicas of the same world, one for each role."""
    with ExitStack() as stack:
        addresses = {role: stack.enter_context(replica(role=role, **options)) for role in ROLES}

        def truth(role: str, given: Given) -> list[list[Any]]:
            query = urlencode(given)
            with urlopen(f"{addresses[role]}__truth__/{FLOW}.json?{query}") as answer:
                rows: list[list[Any]] = json.load(answer)["rows"]
                return rows

        yield truth


def _rows_of(ended: Event) -> list[list[Any]]:
    """Return the rows of the workbook that a job wrote, as the truth writes them."""
    workbook = next((one for one in ended["files"] if one.endswith(".xlsx")), None)
    if workbook is None:
        return []
    rows = load_workbook(workbook)[SHEET].iter_rows(min_row=2, values_only=True)
    return [[str(cell) if isinstance(cell, datetime) else cell for cell in row] for row in rows]


def _rss_mb(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _pss_mb(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        whole = process.memory_full_info()
        return float(getattr(whole, "pss", whole.uss)) / 2**20
    return 0.0


if __name__ == "__main__":
    main()
