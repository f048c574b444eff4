"""Those who hear of a run's events besides its journal: the history, the report, the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rpa.cli.output import silence_stdout
from rpa.errors import RpaError
from rpa.events import Emit, Event, RunFinished, RunStarted

if TYPE_CHECKING:
    from rpa.runs.history import History


@dataclass(slots=True)
class HistoryReader:
    """Records begin and end of a run; a history that cannot be written stops no run."""

    history: History
    tell: Callable[[str], None]
    _run: str | None = None

    def __call__(self, event: Event) -> None:
        """Record the event if it is one of the two."""
        try:
            if isinstance(event, RunStarted):
                self.history.begin(event)
                self._run = event.run
            elif isinstance(event, RunFinished) and self._run:
                self.history.end(self._run, event)
        except RpaError as error:
            self.tell(str(error))


@dataclass(slots=True)
class ReportWriter:
    """Makes the HTML report of the journal once the run is over."""

    journal: Path
    report: Path
    tell: Callable[[str], None]

    def __call__(self, event: Event) -> None:
        """Write the report after the last event."""
        if not isinstance(event, RunFinished):
            return
        try:
            write_report(self.journal, self.report)
        except Exception as error:  # a run whose data are good must not fail for its report
            self.tell(f"the report could not be written: {error}")


@dataclass(slots=True)
class UntilClosed:
    """Hands events to a screen, until whoever reads its pipe has gone; the run goes on then."""

    screen: Emit
    _is_closed: bool = field(default=False)

    def __call__(self, event: Event) -> None:
        """Hand an event on."""
        if self._is_closed:
            return
        try:
            self.screen(event)
            sys.stdout.flush()
        except BrokenPipeError:
            self._is_closed = True
            silence_stdout()


def write_report(journal: Path, report: Path) -> None:
    """Write the HTML report of a journal, for its owner's eyes only."""
    from rpa.reports.html_report import render_report
    from rpa.runs.journal import read_journal
    from rpa.sinks.atomic import put_in_place

    html = render_report(read_journal(journal)).encode("utf-8")

    def write(file: BinaryIO) -> None:
        file.write(html)

    put_in_place(report, write)
