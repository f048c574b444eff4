"""What happens in a batch, as frozen values: what screen and programs are told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rpa.events import Event, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStarted(Event):
    """A batch began, with so many jobs, of which at most `parallel` run at the same time."""

    batch: str
    folder: Path
    jobs: int
    parallel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Event):
    """The run of a job began."""

    job: str
    flow: str
    title: str
    site: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTold(Event):
    """The run of a job told an event of its own, as `rpa run --json` writes it."""

    job: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFinished(Event):
    """The run of a job ended; `is_retried` says that it will be started once more."""

    job: str
    status: Status
    exit_code: int
    error: str
    duration_s: float
    rows: int
    folder: Path | None
    files: tuple[Path, ...]
    is_retried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFinished(Event):
    """A batch ended; always the last event. `counts` says how many jobs ended in which way."""

    status: Status
    exit_code: int
    duration_s: float
    counts: dict[str, int]
    files: tuple[Path, ...]
