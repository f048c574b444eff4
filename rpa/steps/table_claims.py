"""What a flow claims of rows, and what speaks against it: pure, for rows from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from rpa.flow.words import as_text
from rpa.nearest import did_you_mean
from rpa.secret import MASK
from rpa.steps.cell_match import matcher, wanted_words
from rpa.steps.expecting import amount_words, is_amount
from rpa.tables import Cell, Rows

_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Claims:
    """What must be so of some rows; None and nothing mean that nothing is claimed."""

    columns: Sequence[str] | None = None
    allows_extra: bool = False
    count: int | str | None = None
    contains: Sequence[Mapping[str, Any]] = ()
    sorted_by: str | None = None
    every: Mapping[str, Any] = field(default_factory=dict)
    some: Mapping[str, Any] = field(default_factory=dict)
    sums: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ordering(self) -> tuple[str, bool] | None:
        """The column that rows are sorted by, and whether they fall."""
        if self.sorted_by is None:
            return None
        return self.sorted_by.removeprefix("-"), self.sorted_by.startswith("-")

    @property
    def names(self) -> list[str]:
        """The columns that it takes to judge the rows."""
        ordered = [self.ordering[0]] if self.ordering else []
        looked_at = (
            name for one in (*self.contains, self.every, self.some, self.sums) for name in one
        )
        return list(dict.fromkeys([*looked_at, *ordered]))


def objections(rows: Rows, claims: Claims, masked: Set[str] = frozenset()) -> Iterator[str]:
    """Yield what speaks against the claims; cells of `masked` columns are not shown."""
    view = _Shown(rows, masked)
    if claims.columns is not None:
        yield from _of_columns(rows.names, claims.columns, allows_extra=claims.allows_extra)
    if claims.count is not None and not is_amount(len(rows), claims.count):
        yield f"expected {amount_words(claims.count)} rows, found {len(rows)}"
    if lost := [name for name in claims.names if name not in rows.names]:
        yield from (f"no column {name}; {did_you_mean(name, rows.names)}" for name in lost)
        return
    for wanted in claims.contains:
        yield from view.lacks(wanted)
    for name, wanted in claims.every.items():
        yield from view.astray(name, wanted)
    for name, wanted in claims.some.items():
        yield from view.nowhere(name, wanted)
    for name, wanted in claims.sums.items():
        yield from view.adds_up(name, wanted)
    if claims.ordering:
        yield from view.unsorted(*claims.ordering)


def exceptions(
    rows: Rows, rule: str, holds: Sequence[bool], masked: Set[str] = frozenset()
) -> Iterator[str]:
    """Name the rows of which a rule does not hold, by the cells of the columns it speaks of."""
    wrong = [at for at, one in enumerate(holds) if not one]
    if not wrong:
        return
    view = _Shown(rows, masked)
    spoken_of = [name for name in rows.names if re.search(rf"""(['"]){re.escape(name)}\1""", rule)]
    said = "; ".join(f"row {at + 1} has {view.cells(at, spoken_of)}" for at in wrong[:_MOST_SHOWN])
    more = f" and {len(wrong) - _MOST_SHOWN} rows more" if len(wrong) > _MOST_SHOWN else ""
    yield f"{rule} does not hold in every row: {said}{more}"


def _of_columns(
    found: Sequence[str], wanted: Sequence[str], *, allows_extra: bool
) -> Iterator[str]:
    missing = [name for name in wanted if name not in found]
    extra = [] if allows_extra else [name for name in found if name not in wanted]
    if missing:
        yield f"missing columns: {', '.join(missing)}"
    if extra:
        yield f"columns that should not be there: {', '.join(extra)}"
    common = [name for name in found if name in wanted]
    expected = [name for name in wanted if name in found]
    if common != expected:
        yield f"expected the columns in the order {', '.join(expected)}; found {', '.join(common)}"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Rows, and how they are shown to a reader."""

    rows: Rows
    masked: Set[str]

    def lacks(self, wanted: Mapping[str, Any]) -> Iterator[str]:
        """Object that no row has all the wanted values, and name the one that has most of them."""
        tests = {name: (self._cells(name), self._test(name, one)) for name, one in wanted.items()}
        wrong = [
            [name for name, (cells, fits) in tests.items() if not fits(cells[at])]
            for at in range(len(self.rows))
        ]
        if [] in wrong:
            return
        said = f"no row has {self._listed(wanted)}"
        nearest = min(range(len(wrong)), key=lambda at: len(wrong[at]), default=None)
        if nearest is not None and len(wrong[nearest]) < len(wanted):
            cells = [(name, tests[name][0][nearest]) for name in wrong[nearest]]
            found = ", ".join(f"{name} {self._shown(name, one)}" for name, one in cells)
            said += f"; row {nearest + 1} comes nearest, with {found}"
        yield said

    def astray(self, name: str, wanted: Any) -> Iterator[str]:
        """Object to the rows whose cell is not as wanted in every one."""
        fits = self._test(name, wanted)
        wrong = [at for at, cell in enumerate(self._cells(name)) if not fits(cell)]
        if wrong:
            found = self._some(name, wrong)
            yield f"{name}: expected {wanted_words(wanted)} in every row, found {found}"

    def nowhere(self, name: str, wanted: Any) -> Iterator[str]:
        """Object that no cell is as wanted."""
        fits, cells = self._test(name, wanted), self._cells(name)
        if not any(map(fits, cells)):
            found = self._some(name, range(len(cells))) if cells else "no rows"
            yield f"{name}: expected {wanted_words(wanted)} in some row, found {found}"

    def adds_up(self, name: str, wanted: Any) -> Iterator[str]:
        """Object to another sum, or to cells that are no numbers."""
        cells = self._cells(name)
        total = sum((Decimal(one) for one in cells if isinstance(one, int | Decimal)), Decimal())
        odd = [at for at, one in enumerate(cells) if not isinstance(one, int | Decimal | None)]
        if odd:
            yield f"{name}: has no sum, since not all cells are numbers: {self._some(name, odd)}"
        elif not matcher(wanted, "money")(total):
            found = self._shown(name, total)
            yield f"{name}: expected the sum {wanted_words(wanted)}, found {found}"

    def unsorted(self, name: str, falls: bool) -> Iterator[str]:
        """Object to the first pair of rows that is out of order; empty cells may be anywhere."""
        cells = [(at, one) for at, one in enumerate(self._cells(name)) if one is not None]
        way = "falling" if falls else "rising"
        for (_, one), (at, after) in pairwise(cells):
            if not _in_order(after, one) if falls else not _in_order(one, after):
                pair = f"{self._shown(name, after)} after {self._shown(name, one)}"
                yield f"{name}: expected to be sorted, {way}; row {at + 1} has {pair}"
                return

    def cells(self, at: int, names: Sequence[str]) -> str:
        """Return some cells of a row, in words."""
        row = self.rows[at]
        return ", ".join(f"{name} {self._shown(name, row[name])}" for name in names)

    def _cells(self, name: str) -> list[Cell]:
        at = self.rows.names.index(name)
        return [row[at] for row in self.rows.cells]

    def _test(self, name: str, wanted: Any) -> Any:
        kinds = {column.name: column.type for column in self.rows.columns}
        return matcher(wanted, kinds[name])

    def _some(self, name: str, places: Sequence[int]) -> str:
        """Return the first few of some cells, and how many more there are."""
        cells = self._cells(name)
        said = ", ".join(
            f"{self._shown(name, cells[at])} in row {at + 1}" for at in places[:_MOST_SHOWN]
        )
        more = len(places) - _MOST_SHOWN
        return f"{said} and {more} more" if more > 0 else said

    def _listed(self, wanted: Mapping[str, Any]) -> str:
        return ", ".join(f"{name} {wanted_words(one)}" for name, one in wanted.items())

    def _shown(self, name: str, cell: Cell) -> str:
        if cell is None:
            return "nothing"
        return MASK if name in self.masked else as_text(cell)


def _in_order(one: Any, after: Any) -> bool:
    try:
        return bool(one <= after)
    except TypeError:  # a cell that is not of its column's kind
        return str(one) <= str(after)
