"""A page of a table as it stands on the screen, and what it may lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rpa.errors import StepFailed
from rpa.nearest import did_you_mean


class TableMissing(StepFailed):
    """No table on the page has the titles that the selectors give."""

    def __init__(self, table: str, shown: Sequence[Sequence[str]]) -> None:
        held = "; ".join(", ".join(filter(None, titles)) for titles in shown) or "none"
        super().__init__(f"table {table}: not on the page; tables shown have the columns: {held}")
        self.table = table


class ColumnMissing(StepFailed):
    """A table has no such column, perhaps because of the account's role."""

    def __init__(self, table: str, column: str, shown: Sequence[str]) -> None:
        super().__init__(f"table {table}: no column {column}; {did_you_mean(column, shown)}")
        self.table, self.column = table, column


class QueryMissing(StepFailed):
    """A query form has no button that runs it."""

    def __init__(self, button: str) -> None:
        super().__init__(f'the page has a query form, but no button "{button}"')
        self.button = button


@dataclass(frozen=True, slots=True)
class Pager:
    """What a pager says; None where it does not."""

    total: int | None
    page: int
    pages: int | None
    size: int | None
    last: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One page of a table as texts: `rows[r][c]` stands under `headers[c]`."""

    state: Literal["rows", "empty"]
    headers: tuple[str, ...]
    rows: list[list[str]]
    pager: Pager | None
