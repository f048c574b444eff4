"""Gathers what the tests of a session came to, and writes the report of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from rpa.engine.plan import REPLICA
from rpa.errors import RpaError
from rpa.events import RunFinished, RunStarted
from rpa.mark import shown_path
from rpa.reports.story import Story, tell
from rpa.reports.suite_report import Outcome, Suite, Tried, render_suite
from rpa.runs.history import History
from rpa.runs.journal import read_journal
from rpa.sinks.atomic import put_in_place
from rpa.state import make_folder
from rpa.testing.folders import output_folder
from rpa.testing.options import value_of
from rpa.testing.runner import JOURNAL, RUN_PROPERTY

_RUNS_SHOWN = 12


@dataclass(slots=True)
class _Test:
    """What is known of a test so far."""

    outcome: Outcome = "passed"
    text: str = ""
    duration_s: float = 0.0
    reruns: int = 0
    runs: list[Path] = field(default_factory=list)

    def hear(self, report: pytest.TestReport) -> None:
        """Take in what a phase of it came to; the last attempt is what counts."""
        self.duration_s += report.duration
        if str(report.outcome) == "rerun":
            self.reruns += 1
        elif report.outcome != "passed" and self.outcome != "failed":
            self.outcome, self.text = report.outcome, _text(report)
        if report.when == "teardown":
            named = report.user_properties
            self.runs = [Path(str(value)) for name, value in named if name == RUN_PROPERTY]

    def tried(self, nodeid: str, past: Sequence[Outcome]) -> Tried:
        """Return it for the report; `past` are the verdicts of earlier sessions."""
        file, _, name = nodeid.partition("::")
        return Tried(
            file=file,
            name=name,
            outcome=self.outcome,
            text=self.text,
            duration_s=self.duration_s,
            reruns=self.reruns,
            stories=tuple(filter(None, map(_story, self.runs))),
            past=(*past, self.outcome),
        )


class SuiteReporter:
    """A plugin that hears of every test; with processes of pytest-xdist it is in the first."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._file = config.invocation_params.dir / str(value_of(config, "report"))
        self._folder = output_folder(config)
        self._started = datetime.now(UTC)
        self._tests: dict[str, _Test] = {}
        self._unread: dict[str, str] = {}
        self._said = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be read; every process may tell of it."""
        if report.failed:
            self._unread[report.nodeid] = _text(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a phase of a test came to."""
        self._tests.setdefault(report.nodeid, _Test()).hear(report)

    def pytest_sessionfinish(self) -> None:
        """Write the report; a session whose tests are good must not fail for it."""
        if self._config.getoption("collectonly"):
            return
        try:
            html = render_suite(self._suite()).encode("utf-8")
            make_folder(self._file.parent, "name another file for the report")

            def write(file: BinaryIO) -> None:
                file.write(html)

            self._said = f"report: {shown_path(put_in_place(self._file, write))}"
        except RpaError as error:
            self._said = f"the report could not be written: {error}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell where it is."""
        if self._said:
            terminalreporter.write_line(self._said)

    def _suite(self) -> Suite:
        make_folder(self._folder.parent, "name another folder by --rpa-output")
        history = History(self._folder.parent / "history.db")
        tests = [one.tried(nodeid, _past(history, nodeid)) for nodeid, one in self._tests.items()]
        for at, (nodeid, test) in enumerate(zip(self._tests, tests, strict=True)):
            self._remember(history, f"{self._folder.name}/{at}", nodeid, test)
        return Suite(
            started=self._started,
            duration_s=(datetime.now(UTC) - self._started).total_seconds(),
            site=value_of(self._config, "site") or REPLICA,
            tests=tuple(tests),
            unread=self._unread,
        )

    def _remember(self, history: History, run: str, nodeid: str, test: Tried) -> None:
        """Record a test as a run of the flow that bears its id: what it was in this session."""
        story = test.stories[0] if test.stories else Story()
        started = RunStarted(
            at=self._started,
            run=run,
            flow=nodeid,
            title=story.title,
            portal=story.portal,
            site=story.site,
            account=story.account,
            folder=story.folder,
            inputs={},
            steps=0,
        )
        is_good = test.outcome == "passed"
        finished = RunFinished(
            status="ok" if is_good else "failed",
            exit_code=0 if is_good else 1,
            error=test.text,
            duration_s=test.duration_s,
            files=(),
            proofs=(),
        )
        if test.outcome != "skipped":
            history.begin(started)
            history.end(run, finished)


def _text(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return what is said of a failure; our own texts without the process that it was in."""
    said = report.longrepr
    return said if isinstance(said, str) else report.longreprtext


def _past(history: History, nodeid: str) -> list[Outcome]:
    """Return what a test was in the last sessions, the oldest first."""
    records = reversed(history.recent(_RUNS_SHOWN - 1, nodeid))
    verdicts = ("passed" if one.status == "ok" else "failed" for one in records)
    return [cast("Outcome", one) for one in verdicts]


def _story(folder: Path) -> Story | None:
    """Return the story of a run, unless its journal is gone or was never begun."""
    try:
        return tell(read_journal(folder / JOURNAL))
    except RpaError:
        return None
