"""The check-boxes of a table's rows: tick the rows that are meant and no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rpa.errors import StepFailed
from rpa.locators.model import value_words, wordings
from rpa.widgets.snapshot import ColumnMissing
from rpa.widgets.surface import ACT_LIMIT_S
from rpa.widgets.table import Table


class ValuesMissing(StepFailed):
    """No row of a table holds some of the values looked for."""

    def __init__(self, table: str, column: str, values: Sequence[str]) -> None:
        super().__init__(f"table {table}: no row where {column} is {' or '.join(values)}")
        self.table, self.column, self.values = table, column, tuple(values)


class NotTickable(StepFailed):
    """A row has no check-box, or one that is greyed out."""

    def __init__(self, table: str, column: str, value: str, why: str) -> None:
        super().__init__(f"table {table}: the row where {column} is {value} {why}")
        self.table, self.column, self.value = table, column, value


def tick_rows(table: Table, column: str, values: Sequence[str]) -> None:
    """Tick the rows whose cell in `column` is one of `values`, and untick the others.

    Pages are turned, as large as they can be, until every value was found; a portal keeps the
    ticks of the pages that were left.
    """
    table.wait_ready()
    wish = _wish(table, column, values)
    table.go_to(1)
    table.show_most_rows(table.snapshot().pager)
    missing = dict.fromkeys(range(len(values)))
    while True:
        for at in _tick_page(table, column, values, wish):
            missing.pop(at, None)
        pager = table.snapshot().pager
        if not missing or pager is None or pager.last:
            break
        table.next_page(pager)
    if missing:
        raise ValuesMissing(table.name, column, [values[at] for at in missing])


def _wish(table: Table, column: str, values: Sequence[str]) -> dict[str, Any]:
    spec = table.spec.columns[column]
    words, shown = wordings(column, spec.header), table.snapshot().headers
    if not table.has_column(shown, words):
        raise ColumnMissing(table.name, column, shown)
    texts = [(one, *value_words(spec.values, one)) for one in values]
    return table.wish(words=words, texts=texts, ticks=table.surface.library.ticks.model_dump())


def _tick_page(table: Table, column: str, values: Sequence[str], wish: dict[str, Any]) -> list[int]:
    """Bring the boxes of the page that is shown into their state; return which values it holds."""
    seen = table.surface.call("table.ticks", wish)
    for row, (value, state) in enumerate(seen):
        is_wanted = value >= 0
        if is_wanted and state is None:
            raise NotTickable(table.name, column, values[value], "has no check-box")
        if is_wanted and state == "disabled":
            raise NotTickable(table.name, column, values[value], "is greyed out")
        if state == ("off" if is_wanted else "on"):
            _turn(table, row, wish, is_on=is_wanted)
    return [value for value, _ in seen if value >= 0]


def _turn(table: Table, row: int, wish: dict[str, Any], *, is_on: bool) -> None:
    surface = table.surface.within(ACT_LIMIT_S, f"{table.name}: tick row {row + 1}")
    box = {**wish, "index": row, "on": is_on}
    surface.ensure(
        f"{'tick' if is_on else 'untick'} row {row + 1}",
        lambda left_ms: surface.click("table.tick", box, left_ms),
        lambda within_s: surface.until("table.isTicked", box, within_s=within_s),
    )
