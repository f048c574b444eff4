"""Whoever ends a run from outside gets it ended at once, with nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil
import pytest

from rpa.runs.history import History
from rpa.runs.journal import read_journal

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rpa_run(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start `rpa run order-resources` as a process of its own, and see that it ends."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "rpa", "run", "order-resources", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, "--output", str(tmp_path)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def _until(found: Callable[[], Any], within_s: float) -> Any:
    """Return what `found` gives as soon as it is something."""
    until = monotonic() + within_s
    while not (value := found()):
        assert monotonic() < until, f"not within {within_s} s"
        sleep(0.02)
    return value


def _journal(output: Path) -> list[dict[str, Any]]:
    files = list(output.glob("order-resources/*/journal.jsonl"))
    return read_journal(files[0]) if files else []


def _has_read(output: Path) -> bool:
    return any(event["event"] == "page_read" for event in _journal(output))


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.mark.parametrize(
    ("number", "by", "is_embedded"),
    [
        (signal.SIGINT, "Ctrl-C", False),
        pytest.param(signal.SIGTERM, "SIGTERM", True, marks=pytest.mark.slow),
    ],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else None,
)
def test_a_signal_in_the_middle_of_reading_ends_the_run_and_all_it_started(
    replicas, rpa_run, tmp_path, number, by, is_embedded
):
    site = "sandbox" if is_embedded else replicas(seed=3, latency_ms=100, rows=1200).address
    process = rpa_run("--site", site)
    _until(lambda: _has_read(tmp_path), within_s=60)
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) > 2
    process.send_signal(number)
    assert process.wait(timeout=3) == 130
    assert [one for one in family if _lives(one)] == []
    events = _journal(tmp_path)
    last = events[-1]
    assert (last["event"], last["status"], last["exit_code"], last["error"]) == (
        "run_finished",
        "interrupted",
        130,
        f"stopped by {by}",
    )
    assert events[0]["event"] == "run_started"
    (record,) = History(tmp_path / "history.db").recent(2)
    assert (record.status, record.exit_code) == ("interrupted", 130)
    (folder,) = (tmp_path / "order-resources").iterdir()
    assert (folder / "report.html").is_file()


@pytest.mark.slow
def test_a_run_that_is_killed_outright_leaves_a_journal_that_can_be_read(
    replicas, rpa_run, tmp_path
):
    process = rpa_run("--site", replicas(seed=3, latency_ms=100, rows=1200).address)
    _until(lambda: _has_read(tmp_path), within_s=60)
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait(timeout=10)
    _until(lambda: not [one for one in family if _lives(one)], within_s=15)
    events = [event["event"] for event in _journal(tmp_path)]
    assert (events[0], events[-1] != "run_finished") == ("run_started", True)
