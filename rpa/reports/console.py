"""A run as a person at a terminal sees it: what goes on now, what is done, and how it ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TextIO

from rich.console import Group
from rich.spinner import Spinner
from rich.text import Text

from rpa.events import (
    ChangeTold,
    Event,
    FallbackUsed,
    GuardActed,
    ItemFinished,
    Noticed,
    PageRead,
    RunFinished,
    RunStarted,
    StepFailedEvent,
    StepFinished,
    StepRetried,
    StepSkipped,
    StepStarted,
    as_json,
)
from rpa.reports.drawn import DrawnReport
from rpa.reports.paper import Look, plain
from rpa.reports.progress import LOOP, OpenStep, Progress
from rpa.reports.story import Teller
from rpa.reports.summary import write_summary
from rpa.reports.words import CHANGE_WORDS, duration

_CHANGE_LOOKS: dict[str, Look] = {"done": "done", "before": "done", "failed": "failed"}
_QUIET_FOR = timedelta(seconds=2)
_BAR = 24


def _now() -> datetime:
    return datetime.now(UTC)


class ConsoleReport(DrawnReport):
    """Shows each event it is called with; a context manager, since a terminal is drawn on again.

    On a terminal the open steps stand below what is done. Elsewhere, and where `environ` has
    NO_COLOR or CI, there are plain lines only. Item labels and values are never shown.
    """

    def __init__(
        self,
        stream: TextIO,
        environ: Mapping[str, str] = os.environ,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._progress, self._teller, self._now = Progress(), Teller(), now
        self._said: set[str] = set()
        self._last_line = now()
        self._spinner = Spinner("dots", style="cyan")
        # Last, since what is drawn is asked for at once.
        super().__init__(stream, environ)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Leave the terminal alone for a while, so that a person can be asked something."""
        self._live.stop()
        try:
            yield
        finally:
            self.__enter__()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        self._teller.hear(as_json(event))
        step = self._progress.take(event)
        match event:
            case RunStarted():
                about = (event.flow, event.portal, event.site, event.account)
                self._line("title", event.title, " · ".join(filter(None, about)))
            case StepStarted():
                self._show_parents()
            case StepFinished() if step:
                self._show_done(step, event)
            case StepFailedEvent() if step:
                self._show_failed(step, event)
            case StepSkipped() if not self._progress.is_in_loop:
                self._line("skipped", event.words, f"skipped: {event.why}", depth=self._depth)
            case StepRetried():
                again = f"attempt {event.attempt} failed, again in {duration(event.wait_s)}"
                self._aside("again", f"{again}: {event.error}")
            case PageRead() | ItemFinished() if step:
                self._show_progress(step, event)
            case FallbackUsed():
                gone = "the selectors' first way no longer matches"
                self._once(f"{event.element}: {gone}; found by {event.used}")
            case GuardActed():
                self._once(f"put aside: {event.guard}")
            case ChangeTold():
                came_to = CHANGE_WORDS.get(event.result, event.result)
                look = _CHANGE_LOOKS.get(event.result, "unknown")
                self._line(look, f"{event.key}: {came_to}", event.detail, depth=self._depth)
            case Noticed():
                self._aside("notice", event.message)
            case RunFinished():
                self._live.stop()
                is_said = event.error in self._said
                write_summary(self._paper, self._teller.story, is_error_said=is_said)

    @property
    def _depth(self) -> int:
        return len(self._progress.open)

    def _line(self, look: Look, words: str, note: str = "", *, depth: int = 0) -> None:
        self._paper.line(look, words, note, depth=depth)
        self._last_line = self._now()

    def _aside(self, look: Look, words: str) -> None:
        self._line(look, words, depth=max(0, self._depth - 1))

    def _once(self, words: str) -> None:
        if words not in self._said:
            self._said.add(words)
            self._aside("notice", words)

    def _show_parents(self) -> None:
        """Write the steps around the one that begins, except what a loop does again and again."""
        for depth, step in enumerate(self._progress.open[:-1]):
            if step.started.kind == LOOP:
                return
            if not step.is_shown:
                step.is_shown = True
                self._line("begun", step.started.words, depth=depth)

    def _show_done(self, step: OpenStep, event: StepFinished) -> None:
        if step.is_shown or self._progress.is_in_loop:
            return
        note = " · ".join(filter(None, [step.result(), duration(event.duration_s)]))
        self._line("done", step.started.words, note, depth=self._depth)

    def _show_failed(self, step: OpenStep, event: StepFailedEvent) -> None:
        """Write the step that failed and why, once; the steps around it fail with it."""
        if not step.is_shown:
            self._line("failed", step.started.words, duration(event.duration_s), depth=self._depth)
        self._show_error(event.error)

    def _show_error(self, error: str) -> None:
        if error and error not in self._said:
            self._said.add(error)
            self._paper.error(error, depth=self._depth)

    def _show_progress(self, step: OpenStep, event: PageRead | ItemFinished) -> None:
        if isinstance(event, ItemFinished):
            self._show_error(event.error)
        now = self._now()
        is_due = now - self._last_line >= _QUIET_FOR and step.fraction != 1
        if is_due and not self._paper.is_lively:
            self._line("begun", step.started.words, step.state(now), depth=self._depth - 1)

    def current(self) -> Group:
        """Return what is drawn below the lines, again and again: the open step and its progress."""
        now, steps = self._now(), tuple(self._progress.open)
        if not steps:
            return Group()
        took_s = (now - steps[-1].started.at).total_seconds()
        words = Text(plain(steps[-1].started.words), no_wrap=True, overflow="ellipsis")
        self._spinner.update(text=words + Text(f"  {duration(took_s)}", "dim"))
        return Group(self._spinner, *filter(None, (_state(step, now) for step in steps)))


def _state(step: OpenStep, now: datetime) -> Text | None:
    state = step.state(now)
    if not state:
        return None
    text = Text("  ", no_wrap=True, overflow="ellipsis")
    if step.fraction is not None:
        filled = round(_BAR * step.fraction)
        text.append("━" * filled, "cyan").append("━" * (_BAR - filled), "dim").append(" ")
    return text.append(state, "dim")
