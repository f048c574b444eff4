"""What happens in a run, as frozen values: all that progress, journal and reports are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from rpa.tables import Proof

Status: TypeAlias = Literal[
    "ok", "failed", "unproven", "person_needed", "unavailable", "interrupted", "wrong"
]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, and when (UTC)."""

    at: datetime = field(default_factory=_now)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """A run began; `inputs` are those it has, in words, and `given` the texts they came from.

    `address` is where the site is, if whoever started the run named it by that.
    """

    run: str
    flow: str
    title: str
    portal: str
    site: str
    account: str
    folder: Path
    inputs: dict[str, str]
    steps: int
    given: dict[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted(Event):
    """A step began; `path` is its place in the flow, such as `steps[2].do[0]`."""

    path: str
    kind: str
    words: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished(Event):
    """A step did what it says."""

    path: str
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(Event):
    """A step's `when` did not hold."""

    path: str
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRetried(Event):
    """A step failed in a way that may pass, and is tried again after `wait_s` seconds."""

    path: str
    attempt: int
    error: str
    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFailedEvent(Event):
    """A step failed for good; `screenshot` shows the page at that moment."""

    path: str
    error: str
    url: str = ""
    title: str = ""
    screenshot: Path | None = None
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackUsed(Event):
    """An element was found, but not by the first way that the selectors give."""

    element: str
    used: str
    index: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardActed(Event):
    """Something stood in the way (a banner, a pop-up) and was put aside."""

    guard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead(Event):
    """A page of a table was read; `pages` and `total` are None where the pager does not say."""

    table: str
    page: int
    pages: int | None
    rows: int
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFinished(Event):
    """One round of a `for_each` ended; `error` is empty when it went well."""

    path: str
    item: int
    items: int
    label: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed(Event):
    """Something a person should know, though the run goes on."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead(Event):
    """A table was read whole; `filled` is the share of rows that have a value (0..1), by column."""

    table: str
    rows: int
    filled: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofMade(Event):
    """A claim about a table was checked."""

    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold(Event):
    """What a change came to: `done`, `before` (an earlier one), `failed`, `planned`, `unclear`."""

    what: str
    key: str
    result: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWritten(Event):
    """A file was put into the run's folder: workbook, csv, download, trace, screenshot, report."""

    path: Path
    kind: str
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished(Event):
    """A run ended; always the last event."""

    status: Status
    exit_code: int
    error: str
    duration_s: float
    files: tuple[Path, ...]
    proofs: tuple[Proof, ...]


Emit: TypeAlias = Callable[[Event], None]


def event_name(event: Event) -> str:
    """Return the name an event bears in journals and JSON: `PageRead` is `page_read`."""
    stem = type(event).__name__.removesuffix("Event")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", stem).lower()


def as_json(event: Event) -> dict[str, Any]:
    """Return an event as plain values for `json.dumps`, its name first under `event`."""
    return {"event": event_name(event), **{k: _plain(v) for k, v in asdict(event).items()}}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat(timespec="milliseconds")
        case Path():
            return str(value)
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
