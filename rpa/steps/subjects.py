"""What a `change` runs over, and the table of what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rpa.errors import StepFailed
from rpa.events import Noticed
from rpa.flow.expressions import evaluate
from rpa.flow.words import kind_of
from rpa.runs.spool import read_rows, write_rows
from rpa.sinks.wording import wording
from rpa.steps.collect import column_for
from rpa.steps.context import Context
from rpa.tables import Cell, Column, Row, Rows

if TYPE_CHECKING:
    from rpa.steps.change import Change
    from rpa.steps.changing import Made


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One thing to be changed: its key, what it is in words, and the names expressions use."""

    at: int
    value: Any
    key: str
    words: str
    names: Mapping[str, Any]


def subjects_of(step: Change, ctx: Context) -> list[Subject]:
    """Return what a change runs over, each key once; a run that is resumed adds what it had."""
    if step.of is None:
        return list(_subjects(step, ctx, "", [None]))
    ((name, items),) = step.of.items()
    if not isinstance(items, Sequence) or isinstance(items, str):
        raise StepFailed(f"{name}: a list or rows are wanted, not {kind_of(items)}")
    values = list(items)
    if (before := _left_by(ctx)) is not None:
        values = [*_as_before(before, items), *values]
    subjects = list(_subjects(step, ctx, name, values))
    if len({one.key for one in subjects}) < len(subjects):
        subjects = list({one.key: one for one in reversed(subjects)}.values())[::-1]
        if before is None:
            ctx.emit(Noticed(message=f"{name}: some are listed more than once; each is done once"))
    _keep(ctx, name, [one.value for one in subjects])
    return subjects


def outcome_rows(made: Sequence[Made], step: Change) -> Rows:
    """Return a row for each subject, in their order: the subject, how it went, what was kept."""
    words = wording().outcomes
    ordered = sorted(made, key=lambda one: one.subject.at)
    kept = {name: [one.kept.get(name) for one in ordered] for name in step.keep}
    values = [one.subject.value for one in ordered]
    first = _table(next(iter(step.of)), values) if step.of else Rows((), [() for _ in values])
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


def _subjects(step: Change, ctx: Context, name: str, values: Sequence[Any]) -> Iterator[Subject]:
    for at, value in enumerate(values):
        names = {name: value} if name else {}
        key = str(evaluate(step.key, {**ctx.scope, **names}))
        # Not by its values, which an eye may have revealed: the ledger keeps these words.
        yield Subject(at, value, key, f"{step.what} ({key})", names)


def _table(name: str, values: Sequence[Any]) -> Rows:
    """Return subjects as rows: rows as they are, with all their columns, texts as one column."""
    if not values:
        return Rows((), [])  # nobody can say which they would be
    if not isinstance(values[0], Mapping):
        return Rows((Column(name),), [(None if one is None else str(one),) for one in values])
    names = list(dict.fromkeys(key for one in values for key in one))
    columns = [column_for(key, [one.get(key) for one in values]) for key in names]
    return Rows(tuple(columns), [tuple(one.get(key) for key in names) for one in values])


def _why(made: Made) -> str:
    ours = wording().reasons[made.reason].format(run=made.run) if made.reason else ""
    return "；".join(filter(None, (made.said, ours)))


def _local(made: Made) -> Cell:
    if made.result == "planned":
        return None
    return made.at.astimezone().replace(tzinfo=None, microsecond=0)


def _file(ctx: Context) -> str:
    return f"subjects-{re.sub(r'[^0-9A-Za-z]+', '-', ctx.path).strip('-')}.jsonl"


def _keep(ctx: Context, name: str, values: Sequence[Any]) -> None:
    """Note what this run is about to change: a run that resumes it may no longer find it."""
    write_rows(ctx.folder.path / _file(ctx), _table(name, values))


def _left_by(ctx: Context) -> Rows | None:
    if ctx.resumed is None or not (file := ctx.resumed / _file(ctx)).exists():
        return None
    return read_rows(file)


def _as_before(rows: Rows, like: Sequence[Any]) -> Sequence[Any]:
    """Return what was kept as the kind of thing it was: rows, or texts."""
    is_text = len(rows.columns) == 1 and not any(isinstance(one, Row) for one in like)
    return [cells[0] for cells in rows.cells] if is_text else rows
