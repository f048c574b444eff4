"""What became of a job, and which of several endings is the worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rpa.engine.run import STATUS
from rpa.events import Status
from rpa.reports.story import EventDict
from rpa.tables import Proof
from rpa.unattended.checking import Job

_WORST_FIRST = (130, 2, 1, 4, 3, 5, 0)
"""Interrupted; what never can go well; what failed; what waits for somebody; what is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a job ended; `folder` is None where no run came about."""

    job: Job
    status: Status
    exit_code: int
    error: str = ""
    duration_s: float = 0.0
    run: str = ""
    folder: Path | None = None
    rows: int = 0
    pages: int = 0
    files: tuple[Path, ...] = ()
    proofs: tuple[Proof, ...] = ()

    @property
    def workbooks(self) -> tuple[Path, ...]:
        """The workbooks among its files."""
        return tuple(file for file in self.files if file.suffix == ".xlsx")


@dataclass(slots=True)
class Heard:
    """What a run has told of itself so far."""

    run: str = ""
    folder: Path | None = None
    rows: int = 0
    pages: int = 0
    _ending: EventDict | None = None

    def take(self, event: EventDict) -> None:
        """Take an event as `as_json` makes it."""
        match event["event"]:
            case "run_started":
                self.run, self.folder = event["run"], Path(event["folder"])
            case "page_read":
                self.pages += 1
            case "file_written" if event["kind"] == "workbook":
                self.rows += event["rows"] or 0
            case "run_finished":
                self._ending = event

    def outcome(self, job: Job, exit_code: int, said: str, duration_s: float) -> Outcome:
        """Return how the run ended; `said` is the last line it wrote besides its events.

        A run that was killed has told no end; one that was refused not even its beginning.
        """
        ending = self._ending or {}
        code = int(ending.get("exit_code", exit_code if exit_code in STATUS else 1))
        return Outcome(
            job=job,
            status=STATUS[code],
            exit_code=code,
            error=ending["error"] if ending else _without_ending(exit_code, said),
            duration_s=duration_s,
            run=self.run,
            folder=self.folder,
            rows=self.rows,
            pages=self.pages,
            files=tuple(Path(one) for one in ending.get("files", ())),
            proofs=tuple(Proof(**one) for one in ending.get("proofs", ())),
        )


def _without_ending(exit_code: int, said: str) -> str:
    return said.strip().removeprefix("rpa: ") or f"the run ended with exit code {exit_code}"


def not_started(job: Job) -> Outcome:
    """Return the outcome of a job that an interrupted batch never came to."""
    return Outcome(job=job, status="interrupted", exit_code=130, error="not started")


def worst(codes: Iterable[int]) -> int:
    """Return the exit code that says the worst of several: 130, then 2, 1, 4, 3, 5, and 0."""
    return min(codes, key=_WORST_FIRST.index, default=0)
