"""The eye in a column's header: one click reveals the values of the whole column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rpa.errors import StepFailed
from rpa.widgets.table import Table


class EyeMissing(StepFailed):
    """A column's header has no eye, so its values cannot be revealed."""

    def __init__(self, column: str) -> None:
        super().__init__(f"column {column}: its header has no eye to click")
        self.column = column


def reveal(table: Table, column: str, words: Sequence[str]) -> None:
    """Open the eye of one column unless it is open, and wait for its values.

    One eye at a time: portals lose a click while another column's values are on their way.
    """
    surface = table.surface
    markup = surface.library.eye
    wish = table.wish(words=words, eye=markup.button, hidden=markup.hidden)
    if surface.element("table.eye", wish) is None:
        raise EyeMissing(column)
    if not surface.call("table.eyeIsOpen", wish):
        surface.ensure(
            f"reveal {column}",
            lambda left_ms: surface.click("table.eye", wish, left_ms),
            lambda within_s: surface.until("table.eyeIsOpen", wish, within_s=within_s),
            expected="the eye open",
        )
    replace(table, revealed=(tuple(words),)).wait_ready()
