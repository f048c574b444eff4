"""A paged table: read a page in one call, turn pages, tell old rows from new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NoReturn

from rpa.errors import ActWithoutEffect, StepFailed, TableLoadFailed
from rpa.locators.model import TableSpec, wordings
from rpa.locators.wording import pattern
from rpa.widgets import form
from rpa.widgets.dropdown import choose_largest
from rpa.widgets.surface import PATIENCE_S, QUIET_MS, Surface

ACT_LIMIT_S = 60.0
"""How long one page of a table may take to come."""


class TableMissing(StepFailed):
    """No table on the page has the titles that the selectors give."""

    def __init__(self, table: str, shown: Sequence[Sequence[str]]) -> None:
        held = "; ".join(", ".join(filter(None, titles)) for titles in shown) or "none"
        super().__init__(f"table {table}: not on the page; tables shown have the columns: {held}")
        self.table = table


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the open page; `revealed` are the wordings of columns whose eye is open."""

    surface: Surface
    name: str
    spec: TableSpec
    revealed: tuple[tuple[str, ...], ...] = field(default=())

    def snapshot(self) -> Snapshot:
        """Return the page of rows that is shown, in one call into the browser."""
        seen = self.surface.call("table.read", self.wish())
        if not seen["found"]:
            raise TableMissing(self.name, seen["shown"])
        if seen["state"] == "failed":
            raise TableLoadFailed(self.name, seen["message"])
        kept = [at for at, left_out in enumerate(seen["left_out"]) if not left_out]
        return Snapshot(
            state="rows" if seen["rows"] else "empty",
            headers=tuple(seen["headers"][at] for at in kept),
            rows=[[row[at] if at < len(row) else "" for at in kept] for row in seen["rows"]],
            pager=Pager(**seen["pager"]) if seen["pager"] else None,
        )

    def wait_ready(self) -> None:
        """Wait until the table is there and its rows have come."""
        self._await_rows(self._limited("show its rows"))

    def act(self, words: str, do: Callable[[float], None], *, page: int | None = None) -> None:
        """Do what makes the table load, and wait until its rows are the new ones.

        An act that stirs nothing is done again. With `page`, the pager must show that page. An act
        has a limit of its own, since a step that reads many pages has none.
        """
        surface = self._limited(words)
        surface.call("table.watch", self.wish())
        surface.ensure(
            words, do, lambda within_s: surface.until("table.stirred", None, within_s=within_s)
        )
        self._await_rows(surface, page)

    def query(self) -> None:
        """Run the page's query again, which leads back to page 1."""
        surface = self.surface
        words = surface.wording.search
        self.act("query", lambda left_ms: form.press(surface, words, left_ms))

    def has_column(self, headers: Sequence[str], words: Sequence[str]) -> bool:
        """Whether one of `headers` reads one of `words`."""
        return any(pattern(words).search(header) for header in headers)

    def next_page(self, now: Pager) -> None:
        """Turn to the page after `now`."""
        css = self.surface.library.table.next
        self.act(
            f"page {now.page + 1}",
            lambda left_ms: self._in_pager(css).click(timeout=left_ms),
            page=now.page + 1,
        )

    def show_most_rows(self, now: Pager | None) -> bool:
        """Choose the largest page size unless all rows are on one page; return whether it was."""
        if now is None or now.size is None or now.last:
            return False
        surface = self._limited("show more rows a page")
        opener = self._in_pager(surface.library.table.size)
        surface.call("table.watch", self.wish())
        largest = choose_largest(surface, opener)
        if largest == now.size:
            return False
        self._await_rows(surface, page=1)
        return True

    def reload(self) -> bool:
        """Follow the link of a table that failed to load; return whether there was one."""
        link = self.surface.page.locator(self.surface.library.table.reload).filter(visible=True)
        if not link.count():
            return False
        self.act("load again", lambda left_ms: link.first.click(timeout=left_ms))
        return True

    def wish(self, **more: Any) -> dict[str, Any]:
        """Return what page scripts need to know of this table."""
        columns = [wordings(name, spec.header) for name, spec in self.spec.columns.items()]
        return {"markup": self.surface.library.table.model_dump(), "wanted": columns, **more}

    def _limited(self, act: str) -> Surface:
        deadline = self.surface.deadline.sooner(ACT_LIMIT_S, f"{self.name}: {act}")
        return replace(self.surface, deadline=deadline)

    def _await_rows(self, surface: Surface, page: int | None = None) -> None:
        wish = self.wish(ignored=surface.ignored, quiet_ms=QUIET_MS, page=page, clear=[], masked="")
        if not surface.until("table.settled", wish):
            self._raise_unsettled(surface)
        if self.revealed:
            # Rows may come masked and be revealed a moment later; values that stay masked are for
            # the proof to name, not for a wait to hang on.
            clear = {**wish, "clear": self.revealed, "masked": surface.masked}
            surface.until("table.settled", clear, within_s=PATIENCE_S)

    def _in_pager(self, css: str) -> Any:
        pager = self.surface.element("table.pagerElement", self.wish())
        return pager.query_selector(css)

    def _raise_unsettled(self, surface: Surface) -> NoReturn:
        seen = surface.call("table.read", self.wish())
        if not seen["found"]:
            raise TableMissing(self.name, seen["shown"])
        deadline = surface.deadline
        raise ActWithoutEffect(deadline.what, "the table's rows", within_s=deadline.limit_s)
