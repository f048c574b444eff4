"""`reconcile`: hold two tables against each other, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import Field, field_validator

from rpa.errors import StepFailed
from rpa.events import ProofMade
from rpa.flow.step import Anything
from rpa.flow.words import as_text, kind_of
from rpa.proofs import prove_reconciled
from rpa.sinks.wording import wording
from rpa.steps.base import Step
from rpa.steps.chinese import quoted, spaced
from rpa.steps.context import Context
from rpa.steps.telling import told_value
from rpa.steps.view import View
from rpa.tables import Cell, Column, Row, Rows


class Reconcile(Step):
    """Hold two tables against each other: which rows only one has, and which columns differ.

    The result has a row for each difference: the key, what differs, and the value on either side.
    A difference is a failed proof, as a missing row is: the run ends with exit code 3.
    """

    kind = "reconcile"

    tables: dict[str, Anything] = Field(description="The two tables, by what to call them")
    key: tuple[str, ...] = Field(
        min_length=1, description="Columns that together tell rows apart, in both tables"
    )
    columns: tuple[str, ...] = Field((), description="Columns whose values must be the same")
    into: str = Field(description="Variable that takes the differences")

    @field_validator("tables")
    @classmethod
    def _two(cls, tables: dict[str, Any]) -> dict[str, Any]:
        if len(tables) != 2:
            raise ValueError('two tables are wanted, such as `{page: "${a}", file: "${b}"}`')
        return tables

    def outputs(self) -> Iterable[str]:
        """Name the variable that takes the differences."""
        return (self.into,)

    def describe(self) -> str:
        """Say what is held against what."""
        return f"hold {' against '.join(self.tables)}, by {' + '.join(self.key)}"

    def tell(self, view: View) -> str:
        """Name both, the key and the columns."""
        both = (spaced(told_value(view, one), f"（{name}）") for name, one in self.tables.items())
        same = spaced("，比较", quoted(self.columns)) if self.columns else ""
        where = spaced("，差异记入", self.into)
        return spaced("按", quoted(self.key), "核对", "与".join(both)) + same + where

    def run(self, ctx: Context) -> None:
        """Find the differences, keep them as a table, and prove that there are none."""
        (one, left), (other, right) = self.tables.items()
        sides = Side.of(one, left, self), Side.of(other, right, self)
        found = list(differences(*sides, self.columns))
        kinds = {column.name: column for column in sides[0].rows.columns}
        what = wording().differences["what"]
        columns = (*(kinds[name] for name in self.key), *map(Column, (what, one, other)))
        ctx.scope[self.into] = Rows(columns, found)
        counts = [len(side.rows) for side in sides]
        ctx.emit(ProofMade(proof=prove_reconciled((one, other), counts, len(found))))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tables, what it is called, and its rows by key."""

    name: str
    rows: Rows
    by_key: Mapping[tuple[Cell, ...], Row]

    @classmethod
    def of(cls, name: str, rows: Any, step: Reconcile) -> Side:
        """Return a table that has the columns, and every key once."""
        if not isinstance(rows, Rows):
            raise StepFailed(f"{name}: a table that was read is wanted, not {kind_of(rows)}")
        if lacking := [one for one in (*step.key, *step.columns) if one not in rows.names]:
            raise StepFailed(f"{name}: the table has no column {', '.join(lacking)}")
        by_key = {tuple(row[one] for one in step.key): row for row in rows}
        if len(by_key) < len(rows):
            twice = len(rows) - len(by_key)
            raise StepFailed(f"{name}: {twice} rows share their {' + '.join(step.key)}")
        return cls(name, rows, by_key)


def differences(left: Side, right: Side, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield key, what differs and both values, as `left` is ordered; what it lacks comes last."""
    only = wording().differences["only"]
    for key, row in left.by_key.items():
        if (other := right.by_key.get(key)) is None:
            yield (*key, only.format(side=left.name), None, None)
            continue
        for name in columns:
            if row[name] != other[name]:
                yield (*key, name, _shown(row[name]), _shown(other[name]))
    for key in right.by_key:
        if key not in left.by_key:
            yield (*key, only.format(side=right.name), None, None)


def _shown(value: Cell) -> str | None:
    """Return a value as a text, since one column holds those of many; equal ones read alike."""
    if isinstance(value, Decimal) and value == round(value, 2):
        return f"{value:.2f}"
    return None if value is None else as_text(value)
