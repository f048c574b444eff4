"""A batch as a person at a terminal sees it: the runs that go on, and how each one ended."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

from rich.console import Group
from rich.text import Text

from rpa.events import Event
from rpa.reports.drawn import DrawnReport
from rpa.reports.paper import Look, plain
from rpa.reports.story import EventDict
from rpa.reports.words import EXIT_WORDS, STATUS_WORDS, counted, duration
from rpa.unattended.told import BatchFinished, BatchStarted, JobFinished, JobStarted, JobTold


@dataclass(slots=True)
class _Going:
    """A run that goes on: what it does at this moment, and how far that has come."""

    job: str
    since: datetime
    words: str = ""
    state: str = ""

    def take(self, told: EventDict) -> None:
        match told["event"]:
            case "step_started":
                self.words, self.state = told["words"], ""
            case "page_read":
                self.state = f"page {told['page']:,}{_of(told['pages'])}"
            case "item_finished":
                self.state = f"{told['item']:,}{_of(told['items'])}"

    def line(self, now: datetime) -> Text:
        took = duration((now - self.since).total_seconds())
        text = Text("  ", no_wrap=True, overflow="ellipsis")
        text.append(plain(self.job)).append(f"  {took}  ", "dim")
        return text.append(" · ".join(filter(None, (plain(self.words), self.state))), "dim")


def _of(whole: int | None) -> str:
    return f" of {whole:,}" if whole else ""


class BatchScreen(DrawnReport):
    """Shows each event it is called with; a context manager, since a terminal is drawn on again.

    On a terminal the runs that go on stand below those that ended; elsewhere, plain lines only.
    """

    def __init__(self, stream: TextIO, environ: Mapping[str, str] = os.environ) -> None:
        self._going: dict[str, _Going] = {}
        self._ended: dict[str, JobFinished] = {}
        self._jobs = 0
        # Last, since what is drawn is asked for at once.
        super().__init__(stream, environ)

    def __call__(self, event: Event) -> None:
        """Show one event."""
        match event:
            case BatchStarted():
                self._jobs = event.jobs
                at_once = f"at most {event.parallel} at once"
                self._paper.line("title", counted(event.jobs, "job"), at_once)
            case JobStarted():
                self._going[event.job] = _Going(event.job, event.at)
                if not self._paper.is_lively:
                    self._paper.line("begun", event.job, event.title)
            case JobTold():
                self._going[event.job].take(event.told)
            case JobFinished():
                self._show_ended(event)
            case BatchFinished():
                self._live.stop()
                self._show_all(event)

    def _show_ended(self, event: JobFinished) -> None:
        del self._going[event.job]
        facts = [STATUS_WORDS[event.status], counted(event.rows, "row"), duration(event.duration_s)]
        if event.is_retried:
            self._paper.line("again", event.job, " · ".join([*facts, "it will be run again"]))
            return
        self._ended[event.job] = event
        facts.append(f"{len(self._ended)} of {self._jobs}")
        self._paper.line(_look(event), event.job, " · ".join(facts))

    def _show_all(self, event: BatchFinished) -> None:
        """List the jobs that did not go well, what was written, and how it all ended."""
        self._paper.line("muted", "")
        for ended in self._ended.values():
            if ended.exit_code:
                self._paper.line("failed", ended.job, STATUS_WORDS[ended.status])
                self._paper.error(ended.error)
                if ended.folder:
                    self._paper.path(ended.folder)
        told = [f"{count} {STATUS_WORDS[status]}" for status, count in event.counts.items()]
        look: Look = "failed" if event.exit_code else "done"
        self._paper.line(look, " · ".join([*told, duration(event.duration_s)]))
        for file in event.files:
            self._paper.path(file)
        self._paper.line("muted", f"exit code {event.exit_code}: {EXIT_WORDS[event.exit_code]}")

    def current(self) -> Group:
        """Return what is drawn below the lines, again and again."""
        now = datetime.now(UTC)
        return Group(*(going.line(now) for going in tuple(self._going.values())))


def _look(event: JobFinished) -> Look:
    return "failed" if event.exit_code else "done"
