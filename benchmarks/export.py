"""The export of `order-resources`, ours and others', on the same replica with the same browser.

    python benchmarks/export.py [ROWS [ROUNDS]]

The plain Playwright script, its floor (one call a page and nothing else) and ours write the same
workbook, held against the truth, in rounds that alternate. Robot Framework Browser and Selenium
read cell by cell, two pages only: what they would take for all is reckoned from that. They need

    python3 -m venv DIR && DIR/bin/pip install selenium robotframework-browser
    DIR/bin/rfbrowser init --skip-browsers
    apt-get install chromium-driver
    export RIVALS_PYTHON=DIR/bin/python

and are left out where they are missing. "Reading" is from the first page shown, both its eyes open,
to the last row taken; "whole" is the whole process, workbook included.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from openpyxl import load_workbook
from stage import replica

from rpa.browser.find import find_browser

FLOW, SHEET = "order-resources", "订单资源明细"
ROWS, ROUNDS = 10_000, 3
A_PAGE, SLOW_PAGES = 100, 2
PLAIN, FLOOR, OURS, KEPT = "plain Playwright", "floor", "rpa run", "rpa run, session kept"
ROBOT, SELENIUM = "Robot Framework Browser", "Selenium"
RIVALS = Path(__file__).parent / "rivals"


@dataclass(frozen=True)
class Spent:
    """What an export took, in seconds; `whole` is None where it did not read all."""

    reading: float
    whole: float | None = None


@dataclass(frozen=True)
class Course:
    """Where an export is run: a replica, a browser, and a folder of one's own."""

    address: str
    rows: int
    chromium: str
    folder: Path

    @property
    def pages(self) -> int:
        """How many pages the table has."""
        return -(-self.rows // A_PAGE)


@contextmanager
def course(rows: int) -> Iterator[Course]:
    """Serve a replica that nobody has used yet."""
    with replica(rows=rows) as address, tempfile.TemporaryDirectory() as folder:
        choice = find_browser()
        program = choice.shell or choice.executable
        yield Course(address, rows, str(program), Path(folder))


def main() -> None:
    """Measure and print."""
    rows, rounds = (int(one) for one in (*sys.argv[1:], ROWS, ROUNDS)[:2])
    spent: dict[str, list[Spent]] = {}
    for _ in range(rounds):
        for name, one in _round(rows):
            spent.setdefault(name, []).append(one)
    for name, one in _slow_ones(rows):
        spent[name] = [one]
    print(f"{rows:,} rows, {A_PAGE} a page, median of {rounds} rounds")
    print(f"  {'':24} {'reading':>10} {'× plain':>8} {'whole':>10} {'× plain':>8}")
    for name, several in spent.items():
        print(_line(name, several, spent[PLAIN]))


def _round(rows: int) -> Iterator[tuple[str, Spent]]:
    with course(rows) as place:
        yield PLAIN, _plain(place)
    with course(rows) as place:
        yield FLOOR, _plain(place, "--floor")
    with course(rows) as place:
        yield OURS, _ours(place)
        yield KEPT, _ours(place)


def _slow_ones(rows: int) -> Iterator[tuple[str, Spent]]:
    python, driver = os.environ.get("RIVALS_PYTHON"), shutil.which("chromedriver")
    if not python:
        print(f"left out: {ROBOT}, {SELENIUM}; RIVALS_PYTHON is not set, see the head of this file")
        return
    with course(rows) as place:
        variables = {"ADDRESS": place.address, "CHROMIUM": place.chromium, "PAGES": SLOW_PAGES}
        given = [f"--variable={name}:{value}" for name, value in variables.items()]
        suite = str(RIVALS / "cells.robot")
        command = [python, "-m", "robot", f"--outputdir={place.folder}", *given, suite]
        yield ROBOT, _scaled(command, place)
    if driver is None:
        print(f"left out: {SELENIUM}; there is no chromedriver (apt-get install chromium-driver)")
        return
    with course(rows) as place:
        script = str(RIVALS / "selenium_cells.py")
        command = [python, script, place.address, place.chromium, driver, str(SLOW_PAGES)]
        yield SELENIUM, _scaled(command, place)


def _plain(place: Course, *options: str) -> Spent:
    workbook = place.folder / "rows.xlsx"
    script = str(RIVALS / "plain.py")
    command = [sys.executable, script, place.address, place.chromium, str(workbook), *options]
    lines, whole = _run(command)
    _check(workbook, place)
    return Spent(_said(lines)["reading_s"], whole)


def _ours(place: Course) -> Spent:
    """Run the flow as a user would; the second time its session is still good."""
    output = place.folder / "output"
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "rpa", "run", FLOW, "--json", "--site", place.address]
    own = {"RPA_HOME": str(place.folder / "home"), "RPA_SESSION_KEY": "a benchmark's"}
    lines, whole = _run([*command, "--output", str(output)], own)
    (workbook,) = output.rglob("*.xlsx")
    _check(workbook, place)
    return Spent(_reading_s([json.loads(line) for line in lines]), whole)


def _reading_s(events: Sequence[Mapping[str, Any]]) -> float:
    """Return how long the step took that reads."""
    at, began = next(pair for pair in enumerate(events) if pair[1].get("kind") == "read")
    ends = (one for one in events[at:] if one["event"] == "step_finished")
    return float(next(one for one in ends if one["path"] == began["path"])["duration_s"])


def _scaled(command: Sequence[str], place: Course) -> Spent:
    lines, _ = _run(command)
    told = _said(lines)
    return Spent(told["reading_s"] / told["pages"] * place.pages)


def _run(command: Sequence[str], more: Mapping[str, str] | None = None) -> tuple[list[str], float]:
    """Run a command to its end, and return what it wrote and how long it took."""
    began = time.monotonic()
    done = subprocess.run(
        command, env={**os.environ, **(more or {})}, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines(), time.monotonic() - began


def _said(lines: Sequence[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(next(line for line in lines if line.startswith("{")))
    return told


def _check(workbook: Path, place: Course) -> None:
    """Refuse a workbook that is not what the portal holds."""
    with urlopen(f"{place.address}__truth__/{FLOW}.json") as answer:
        truth = json.load(answer)["rows"]
    sheet = load_workbook(workbook)[SHEET]
    rows = [
        [str(one) if isinstance(one, datetime) else one for one in row]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert rows == truth, f"{workbook}: not what the portal holds"


def _line(name: str, several: Sequence[Spent], plain: Sequence[Spent]) -> str:
    """Return a line of the table; what is compared is of the same round, and the median of that."""
    pairs = list(zip(several, plain, strict=False))
    reading = median(one.reading for one in several)
    line = f"  {name:24} {reading:8.1f} s {median(a.reading / b.reading for a, b in pairs):8.2f}"
    whole = [(a.whole, a.whole / b.whole) for a, b in pairs if a.whole and b.whole]
    if not whole:
        return f"{line}   reckoned from {SLOW_PAGES} pages"
    return f"{line} {median(one for one, _ in whole):8.1f} s {median(one for _, one in whole):8.2f}"


if __name__ == "__main__":
    main()
