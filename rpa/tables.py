"""Tables once they are read: columns, rows, and what was proved of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias, overload

ColumnType: TypeAlias = Literal[
    "text", "id", "integer", "number", "money", "bool", "date", "datetime"
]
Cell: TypeAlias = str | int | Decimal | bool | date | datetime | None
Verdict: TypeAlias = Literal["holds", "fails", "unknown"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that was read."""

    name: str
    type: ColumnType = "text"


@dataclass(frozen=True, slots=True)
class Proof:
    """One claim about a table that was read, and whether it holds.

    `check` is one of `count`, `keys`, `columns`, `revealed`, `types`, `filters`, `sums`,
    `reconciled`; `unknown` means that the portal shows nothing to hold the rows against.
    """

    table: str
    check: str
    verdict: Verdict
    detail: str


class Row(Mapping[str, Cell]):
    """One row of `Rows`, by column name; in expressions also `row.name`."""

    __slots__ = ("_cells", "_index")

    def __init__(self, index: Mapping[str, int], cells: Sequence[Cell]) -> None:
        self._index, self._cells = index, cells

    def __getitem__(self, name: str) -> Cell:
        return self._cells[self._index[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __repr__(self) -> str:
        return f"Row({dict(self)!r})"


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Row]):
    """Rows of one table in the page's order: `cells[r][c]` belongs to `columns[c]`."""

    columns: tuple[Column, ...]
    cells: Sequence[tuple[Cell, ...]]
    proofs: tuple[Proof, ...] = ()
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {c.name: i for i, c in enumerate(self.columns)})

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        if isinstance(at, slice):
            return Rows(self.columns, self.cells[at])
        return Row(self._index, self.cells[at])

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)
