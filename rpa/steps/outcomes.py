"""What became of a change, for the ledger, for reports, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rpa.runs.ledger import Entry, Outcome, Settled
from rpa.sinks.wording import wording
from rpa.steps.collect import column_for
from rpa.steps.subjects import Subject, table_of
from rpa.tables import Cell, Column, Rows

if TYPE_CHECKING:
    from rpa.steps.change import Change

Result: TypeAlias = Literal["done", "before", "failed", "planned", "unclear"]
Reason: TypeAlias = Literal["ran", "seen", "absent", "unshown", "untold", "held"]

_STATE: Mapping[Result, Settled] = {
    "done": "done",
    "failed": "not_done",
    "unclear": "unclear",
}
REASONS: Mapping[Reason, str] = {
    "ran": "done by run {run}",
    "seen": "the page shows that it is done",
    "absent": "the page shows nothing of it",
    "unshown": "it was carried out, but the page does not show it",
    "untold": "it was done, but what these columns hold cannot be told",
    "held": "run {run} has it in hand",
}


@dataclass(frozen=True, slots=True)
class Made:
    """What a change came to, and why: in the page's words, or in ours (`reason`), if need be.

    `kept` are the further columns of its row.
    """

    subject: Subject
    result: Result
    said: str = ""
    reason: Reason | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    run: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """Why, for reports."""
        ours = REASONS[self.reason].format(run=self.run) if self.reason else ""
        return "; ".join(filter(None, (self.said, ours)))

    def settled(self, evidence: Iterable[str]) -> Outcome:
        """Return what the ledger is told of it."""
        return Outcome(self.subject.key, _STATE[self.result], self.detail, tuple(evidence))


def made_elsewhere(subject: Subject, entry: Entry) -> Made:
    """Return what became of a change that another run has made, or has in hand."""
    if entry.state == "done":
        return Made(subject, "before", reason="ran", at=entry.at, run=entry.run)
    return Made(subject, "failed", reason="held", run=entry.run)


def outcome_rows(made: Sequence[Made], step: Change) -> Rows:
    """Return a row for each subject, in their order: the subject, how it went, what was kept."""
    words = wording().outcomes
    ordered = sorted(made, key=lambda one: one.subject.at)
    kept = {name: [one.kept.get(name) for one in ordered] for name in step.keep}
    values = [one.subject.value for one in ordered]
    first = table_of(next(iter(step.of)), values) if step.of else Rows((), [() for _ in values])
    columns = (
        *first.columns,
        Column(words["result"]),
        Column(words["detail"]),
        Column(words["at"], "datetime"),
        *(column_for(name, cells) for name, cells in kept.items()),
    )
    cells = [
        (*row, words[one.result], _why(one), _local(one), *(kept[name][at] for name in kept))
        for at, (row, one) in enumerate(zip(first.cells, ordered, strict=True))
    ]
    return Rows(columns, cells)


def _why(made: Made) -> str:
    ours = wording().reasons[made.reason].format(run=made.run) if made.reason else ""
    return "；".join(filter(None, (made.said, ours)))


def _local(made: Made) -> Cell:
    if made.result == "planned":
        return None
    return made.at.astimezone().replace(tzinfo=None, microsecond=0)
