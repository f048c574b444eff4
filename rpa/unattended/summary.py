"""What a batch leaves besides its runs: a workbook with a row for each job, and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from rpa.engine.run import STATUS
from rpa.mark import shown_path
from rpa.sinks.about import About
from rpa.sinks.excel import Sheet, write_workbook
from rpa.sinks.wording import wording
from rpa.tables import Cell, Column, ColumnType, Proof, Rows
from rpa.unattended.outcome import Outcome, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A batch that is over."""

    file: Path
    batch: str
    folder: Path
    started: datetime
    ended: datetime
    outcomes: Sequence[Outcome]

    @property
    def exit_code(self) -> int:
        """The exit code of the worst of the jobs."""
        return worst(outcome.exit_code for outcome in self.outcomes)

    @property
    def duration_s(self) -> float:
        """How long it took as a whole."""
        return (self.ended - self.started).total_seconds()


def write_summary(summary: Summary) -> Path:
    """Write the workbook of a batch and return where it stands."""
    words = wording().batch
    columns = tuple(Column(words[name], kind) for name, (kind, _) in _COLUMNS.items())
    rows = Rows(columns, [_row(outcome) for outcome in summary.outcomes])
    path = summary.folder / "batch.xlsx"
    return write_workbook(path, [Sheet(words["sheet"], rows)], _about(summary))


def proofs_held(outcome: Outcome) -> str:
    """Return how many of the proofs of a run hold, such as `5/5`; nothing where there are none."""
    held = sum(proof.verdict == "holds" for proof in outcome.proofs)
    return f"{held}/{len(outcome.proofs)}" if outcome.proofs else ""


def inputs_in_words(outcome: Outcome) -> str:
    """Return the inputs that a job was given; none of them is secret."""
    return "; ".join(f"{name}={text}" for name, text in outcome.job.given.items())


_COLUMNS: Mapping[str, tuple[ColumnType, Callable[[Outcome], Cell]]] = {
    "name": ("text", lambda outcome: outcome.job.name),
    "flow": ("text", lambda outcome: outcome.job.flow),
    "site": ("text", lambda outcome: outcome.job.site),
    "account": ("id", lambda outcome: outcome.job.account),
    "inputs": ("text", inputs_in_words),
    "status": ("text", lambda outcome: wording().statuses[outcome.status]),
    "rows": ("integer", lambda outcome: outcome.rows),
    "proofs": ("text", proofs_held),
    "duration": ("number", lambda outcome: Decimal(f"{outcome.duration_s:.1f}")),
    "workbook": ("text", lambda outcome: "\n".join(map(shown_path, outcome.workbooks))),
    "error": ("text", lambda outcome: outcome.error),
    "folder": ("text", lambda outcome: shown_path(outcome.folder) if outcome.folder else ""),
}


def _row(outcome: Outcome) -> tuple[Cell, ...]:
    return tuple(value(outcome) for _, value in _COLUMNS.values())


def _about(summary: Summary) -> About:
    jobs = [outcome.job for outcome in summary.outcomes]
    return About(
        flow=shown_path(summary.file),
        title=wording().batch["title"],
        portal=_each(job.portal for job in jobs),
        site=_each(job.site for job in jobs),
        account=_each(job.account for job in jobs),
        inputs={},
        started=summary.started,
        ended=summary.ended,
        status=STATUS[summary.exit_code],
        pages=sum(outcome.pages for outcome in summary.outcomes),
        proofs=[_named(proof, one) for one in summary.outcomes for proof in one.proofs],
    )


def _each(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _named(proof: Proof, outcome: Outcome) -> Proof:
    return replace(proof, table=f"{outcome.job.name}: {proof.table}")
