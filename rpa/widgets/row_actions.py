"""What can be done with one row: links in its last cell, further ones behind "more"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import ElementHandle

from rpa.errors import StepFailed
from rpa.locators.model import value_words, wordings
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets import menu_button
from rpa.widgets.snapshot import ColumnMissing
from rpa.widgets.surface import ACT_LIMIT_S
from rpa.widgets.table import Table


class RowMissing(StepFailed):
    """No row of the table has the values looked for."""

    def __init__(self, table: str, where: Mapping[str, str]) -> None:
        sought = ", ".join(f"{name} = {value}" for name, value in where.items())
        super().__init__(f"table {table}: no row where {sought}")
        self.table, self.where = table, dict(where)


class RowGone(StepFailed):
    """A row that was found is no longer shown."""

    def __init__(self, table: str, row: int) -> None:
        super().__init__(f"table {table}: row {row + 1} is no longer there")
        self.table, self.row = table, row


class ActionDisabled(StepFailed):
    """A row's action is there but greyed out."""

    def __init__(self, action: str) -> None:
        super().__init__(f"{action}: greyed out for this row")
        self.action = action


def find_row(table: Table, where: Mapping[str, str]) -> int:
    """Return the position of the row with these values, turning pages until it is shown."""
    table.wait_ready()
    wish = table.wish(where=_sought(table, where))
    if (at := _position(table, wish)) >= 0:
        return at
    table.go_to(1)
    while (at := _position(table, wish)) < 0:
        pager = table.snapshot().pager
        if pager is None or pager.last:
            raise RowMissing(table.name, where)
        table.next_page(pager)
    return at


def act_on_row(table: Table, row: int, words: Sequence[str]) -> None:
    """Click the action that reads one of `words`, directly or behind "more", once."""
    surface = table.surface
    markup = surface.library.row_actions
    actions = _line(table, row).query_selector_all(markup.item)
    action = next((one for one in actions if _reads(one, words)), None)
    if action is not None:
        if action.evaluate("(link, css) => link.matches(css)", markup.disabled):
            raise ActionDisabled(words[0])
        action.click(timeout=surface.deadline.left_ms(ACT_LIMIT_S))
        return
    toggle = surface.library.menu_button.toggle
    if _line(table, row).query_selector(toggle) is None:
        shown = [normal(one.text_content() or "") for one in actions]
        raise StepFailed(f"row action {words[0]}: {did_you_mean(words[0], shown)}")

    def open_more(left_ms: float) -> None:
        if (more := _line(table, row).query_selector(toggle)) is not None:
            more.click(timeout=left_ms)

    menu_button.choose_behind(surface, open_more, words)


def follow_link(table: Table, row: int, column: str) -> None:
    """Click the link in a row's cell of the column, once."""
    words = wordings(column, table.spec.columns[column].header)
    wish = table.wish(index=row, words=words)
    link: ElementHandle | None = table.surface.element("table.link", wish)
    if link is None:
        raise StepFailed(f"table {table.name}: no link in the column {column} of row {row + 1}")
    link.click(timeout=table.surface.deadline.left_ms(ACT_LIMIT_S))


def _sought(table: Table, where: Mapping[str, str]) -> list[dict[str, Any]]:
    shown = table.snapshot().headers
    sought = []
    for name, text in where.items():
        spec = table.spec.columns[name]
        words = wordings(name, spec.header)
        if not table.has_column(shown, words):
            raise ColumnMissing(table.name, name, shown)
        sought.append({"words": words, "texts": (text, *value_words(spec.values, text))})
    return sought


def _position(table: Table, wish: Mapping[str, Any]) -> int:
    return int(table.surface.call("table.row", wish))


def _line(table: Table, row: int) -> ElementHandle:
    line: ElementHandle | None = table.surface.element("table.rowElement", table.wish(index=row))
    if line is None:
        raise RowGone(table.name, row)
    return line


def _reads(element: ElementHandle, words: Sequence[str]) -> bool:
    return pattern(words).search(element.text_content() or "") is not None
