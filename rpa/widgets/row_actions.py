"""What can be done with one row: links in its last cell, further ones behind "more"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rpa.errors import StepFailed
from rpa.locators.model import wordings
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets import menu_button
from rpa.widgets.surface import Surface
from rpa.widgets.table import Table


class RowMissing(StepFailed):
    """No row of the table has the values looked for."""

    def __init__(self, table: str, where: Mapping[str, str]) -> None:
        sought = ", ".join(f"{name} = {value}" for name, value in where.items())
        super().__init__(f"table {table}: no row where {sought}")
        self.table, self.where = table, dict(where)


class ActionDisabled(StepFailed):
    """A row's action is there but greyed out."""

    def __init__(self, action: str) -> None:
        super().__init__(f"{action}: greyed out for this row")
        self.action = action


def find_row(table: Table, where: Mapping[str, str]) -> int:
    """Return the position of the row with these values, turning pages until it is shown."""
    wish = table.wish(
        where=[
            {"words": wordings(name, table.spec.columns[name].header), "text": text}
            for name, text in where.items()
        ]
    )
    table.wait_ready()
    while (at := table.surface.call("table.row", wish)) < 0:
        pager = table.snapshot().pager
        if pager is None or pager.last:
            raise RowMissing(table.name, where)
        table.next_page(pager)
    return int(at)


def act_on_row(table: Table, row: int, words: Sequence[str]) -> None:
    """Click the action that reads one of `words`, directly or behind "more", once."""
    surface = table.surface
    markup = surface.library.row_actions
    line = _row(surface, table, row)
    direct = [one for one in line.query_selector_all(markup.item) if _reads(one, words)]
    if direct:
        if direct[0].evaluate("(link, css) => link.matches(css)", markup.disabled):
            raise ActionDisabled(words[0])
        direct[0].click(timeout=surface.deadline.left_ms())
        return
    more = line.query_selector(surface.library.menu_button.toggle)
    if more is None:
        shown = [normal(one.text_content()) for one in line.query_selector_all(markup.item)]
        raise StepFailed(f"row action {words[0]}: {did_you_mean(words[0], shown)}")
    menu_button.choose(surface, more, words)


def _row(surface: Surface, table: Table, row: int) -> Any:
    line = surface.element("table.rowElement", table.wish(index=row))
    if line is None:
        raise StepFailed(f"table {table.name}: row {row + 1} is no longer there")
    return line


def _reads(element: Any, words: Sequence[str]) -> bool:
    return pattern(words).search(element.text_content() or "") is not None
