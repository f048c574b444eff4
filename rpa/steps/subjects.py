"""What a `change` runs over, and the table of what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rpa.errors import StepFailed
from rpa.events import Noticed
from rpa.flow.expressions import evaluate
from rpa.flow.words import kind_of
from rpa.runs.spool import read_rows, write_rows
from rpa.steps.collect import column_for
from rpa.steps.context import Context
from rpa.tables import Column, Row, Rows

if TYPE_CHECKING:
    from rpa.steps.change import Change


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


def _subjects(step: Change, ctx: Context, name: str, values: Sequence[Any]) -> Iterator[Subject]:
    for at, value in enumerate(values):
        names = {name: value} if name else {}
        key = str(evaluate(step.key, {**ctx.scope, **names}))
        # Not by its values, which an eye may have revealed: the ledger keeps these words.
        yield Subject(at, value, key, f"{step.what} ({key})", names)


def table_of(name: str, values: Sequence[Any]) -> Rows:
    """Return subjects as rows: rows as they are, with all their columns, texts as one column."""
    if not values:
        return Rows((), [])  # nobody can say which they would be
    if not isinstance(values[0], Mapping):
        return Rows((Column(name),), [(None if one is None else str(one),) for one in values])
    names = list(dict.fromkeys(key for one in values for key in one))
    columns = [column_for(key, [one.get(key) for one in values]) for key in names]
    return Rows(tuple(columns), [tuple(one.get(key) for key in names) for one in values])


def _keep(ctx: Context, name: str, values: Sequence[Any]) -> None:
    """Note what this run is about to change: a run that resumes it may no longer find it."""
    write_rows(ctx.spools.file(ctx.path), table_of(name, values))
    ctx.spools.done(ctx.path)


def _left_by(ctx: Context) -> Rows | None:
    """Return the subjects of a run that this one takes up, if it had come so far."""
    file = ctx.spools.file(ctx.path)
    return read_rows(file) if file.exists() else None


def _as_before(rows: Rows, like: Sequence[Any]) -> Sequence[Any]:
    """Return what was kept as the kind of thing it was: rows, or texts."""
    is_text = len(rows.columns) == 1 and not any(isinstance(one, Row) for one in like)
    return [cells[0] for cells in rows.cells] if is_text else rows
