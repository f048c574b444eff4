"""Holding what was read against the file that the portal itself makes of the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rpa.cells import Parse
from rpa.errors import StepFailed
from rpa.flow.sheets import Line, csv_sheet, xlsx_sheets
from rpa.locators.model import TableSpec, wordings
from rpa.locators.wording import pattern
from rpa.steps.page_reader import column_parser
from rpa.tables import Cell, Proof, Rows

_HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Exported:
    """The rows of an exported file: those of its columns that are declared and in clear there.

    Exports are anonymised, so columns that the page masks say nothing.
    """

    names: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def prove_by_export(rows: Rows, table: str, spec: TableSpec, exported: Exported) -> Proof:
    """Compare the number of rows, and by their keys all columns that both have in clear."""
    has_key = bool(spec.key) and set(exported.names).issuperset(spec.key)
    said = list(_differences(rows, exported, spec.key)) if has_key else []
    if len(rows) != len(exported.rows):
        said.insert(0, f"{len(rows)} rows read, {len(exported.rows)} in the portal's export")
    if said:
        return Proof(table, "export", "fails", "; ".join(said))
    what = ", ".join(exported.names) if has_key else "their number"
    same = f"{len(rows)} rows as in the portal's export: {what}"
    return Proof(table, "export", "holds", same)


def read_exported(
    file: Path, table: str, spec: TableSpec, names: Sequence[str], blanks: Sequence[str]
) -> Exported:
    """Read the columns called `names` from a file; raise `StepFailed` if it has none of them."""
    try:
        sheets = [csv_sheet(file)] if file.suffix.lower() == ".csv" else xlsx_sheets(file)
    except ValueError as error:
        raise StepFailed(f"the portal's export: {error}") from None
    clear = [name for name in names if name in spec.columns and not spec.columns[name].masked]
    words = {name: pattern(wordings(name, spec.columns[name].header)) for name in clear}
    lines = [(one.lines, at) for one in sheets for at in range(min(_HEADER_WITHIN, len(one.lines)))]
    places, below = max(
        ((_places(lines[at], words), lines[at + 1 :]) for lines, at in lines),
        key=lambda found: len(found[0]),
        default=({}, ()),
    )
    if not places:
        raise StepFailed(
            f"the portal's export {file.name}: none of the columns of {table} is there"
        )
    parsers = {at: column_parser(spec.columns[name], blanks) for name, at in places.items()}
    filled = (line for line in below if any(cell is not None for cell in line))
    rows = [tuple(_typed(parse, line, at) for at, parse in parsers.items()) for line in filled]
    return Exported(tuple(places), rows)


def _differences(rows: Rows, exported: Exported, names: Sequence[str]) -> Iterator[str]:
    """Say what is different, and in how many rows; `names` are the columns of the key."""
    key = [exported.names.index(name) for name in names]
    theirs = {tuple(row[at] for at in key): row for row in exported.rows}
    at = [rows.names.index(name) for name in exported.names]
    missing, changed = 0, Counter[str]()
    for cells in rows.cells:
        mine = tuple(cells[one] for one in at)
        other = theirs.pop(tuple(mine[one] for one in key), None)
        if other is None:
            missing += 1
        elif mine != other:
            pairs = zip(exported.names, mine, other, strict=True)
            changed.update(name for name, one, two in pairs if one != two)
    if missing:
        yield f"{missing} rows are not in the export"
    if theirs:
        yield f"{len(theirs)} rows are only in the export"
    yield from (f"{name} is different in {count} rows" for name, count in changed.items())


def _places(line: Line, words: Mapping[str, Any]) -> dict[str, int]:
    """Return where a line holds the titles of columns."""
    titles = [(at, str(cell)) for at, cell in enumerate(line) if cell is not None]
    found = (
        (name, [at for at, title in titles if one.search(title)]) for name, one in words.items()
    )
    return {name: at[0] for name, at in found if at}


def _typed(parse: Parse, line: Line, at: int) -> Cell:
    """Return a cell as the page's cells are typed: the file has texts, or values already."""
    cell = line[at] if at < len(line) else None
    if cell is None or isinstance(cell, bool):
        return cell
    try:
        return parse(str(cell))
    except ValueError:
        return str(cell)
