"""A batch: runs side by side, each in a process of its own, until the last job is done."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from rpa.errors import Unavailable
from rpa.events import Emit
from rpa.reports.story import EventDict
from rpa.unattended.checking import Job
from rpa.unattended.child import Child
from rpa.unattended.outcome import Outcome, not_started
from rpa.unattended.told import JobFinished, JobStarted, JobTold
from rpa.unattended.turns import next_job

_PATIENCE_S = 15.0
"""What runs have to end by themselves after Ctrl-C."""
_MOST_ENDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the jobs of a batch are run; `replica` is the address of the site made for them."""

    output: Path
    parallel: int
    retries: int = 0
    only_plans: bool = False
    is_confirmed: bool = False
    replica: str | None = None

    def arguments(self, job: Job) -> list[str]:
        """Return what stands after `rpa run` for a job."""
        site = self.replica if job.is_embedded and self.replica else job.site
        inputs = [part for name, text in job.given.items() for part in ("-i", f"{name}={text}")]
        writing = {"--plan": self.only_plans, "--confirm": self.is_confirmed}
        return [
            *("--json", "--site", site, "--account", job.account, "--output", str(self.output)),
            *(option for option, is_given in writing.items() if is_given and job.writes),
            *inputs,
            "--",
            job.flow,
        ]


class Batch:
    """Runs jobs, at most so many at once and one for each account; tells all of it."""

    def __init__(self, jobs: Sequence[Job], manner: Manner, emit: Emit) -> None:
        self._jobs, self._manner, self._emit = jobs, manner, emit
        self._waiting = list(jobs)
        self._running: set[Child] = set()
        # What runs tell, with None after the last event; None alone is the wish to end. It comes
        # from signal handlers, for which only this kind of queue is made.
        self._told: SimpleQueue[tuple[Child, EventDict | None] | None] = SimpleQueue()
        self._tries: Counter[str] = Counter()
        self._ends = 0
        self._outcomes: dict[str, Outcome] = {}

    def run(self) -> tuple[Outcome, ...]:
        """Return what became of each job, in their order, once all have ended.

        Ctrl-C, SIGTERM or a closed terminal starts no more runs and ends those that go on; a
        second Ctrl-C, or their taking too long, by force.
        """
        try:
            with _heeding_signals(lambda: self._told.put(None)):
                while self._waiting or self._running:
                    self._start_jobs()
                    self._hear()
        finally:
            for child in self._running:
                child.kill()
        return tuple(self._outcomes.get(job.name) or not_started(job) for job in self._jobs)

    def _start_jobs(self) -> None:
        while len(self._running) < self._manner.parallel:
            job = next_job(self._waiting, {child.job.lane for child in self._running})
            if job is None:
                return
            self._waiting.remove(job)
            self._tries[job.name] += 1
            arguments = self._manner.arguments(job)
            self._running.add(Child(job, arguments, lambda *told: self._told.put(told)))
            self._emit(
                JobStarted(
                    job=job.name,
                    flow=job.flow,
                    title=job.title,
                    site=job.site,
                    account=job.account,
                )
            )

    def _hear(self) -> None:
        try:
            told = self._told.get(timeout=_PATIENCE_S if self._ends else None)
        except Empty:
            told = None
        if told is None:
            self._end()
            return
        child, event = told
        if event is None:
            self._finish(child)
        else:
            child.take(event)
            self._emit(JobTold(job=child.job.name, told=event))

    def _finish(self, child: Child) -> None:
        self._running.discard(child)
        outcome = child.outcome()
        name = child.job.name
        is_unavailable = outcome.exit_code == Unavailable.exit_code
        is_retried = is_unavailable and not self._ends and self._tries[name] <= self._manner.retries
        if is_retried:
            self._waiting.append(child.job)
        self._outcomes[name] = outcome
        self._emit(
            JobFinished(
                job=name,
                status=outcome.status,
                exit_code=outcome.exit_code,
                error=outcome.error,
                duration_s=outcome.duration_s,
                rows=outcome.rows,
                folder=outcome.folder,
                files=outcome.files,
                is_retried=is_retried,
            )
        )

    def _end(self) -> None:
        self._ends += 1
        self._waiting.clear()
        for child in self._running:
            if self._ends == 1:
                child.interrupt()
            else:
                child.kill()
        if self._ends > _MOST_ENDS:  # something that is not ours holds a dead run's pipe
            self._running.clear()


@contextmanager
def _heeding_signals(wish: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and a closed terminal utter a wish instead of breaking in anywhere."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    # Under nohup a closed terminal is ignored, and stays so.
    heeded = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, lambda *_: wish()) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
