"""A paged table: read a page in one call, turn pages, tell old rows from new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

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
        limited = self._limited("show its rows")
        if not limited._settled(page=None):
            seen = self.surface.call("table.read", self.wish())
            if not seen["found"]:
                raise TableMissing(self.name, seen["shown"])
            limited._raise_unsettled("show its rows")

    def act(self, words: str, do: Callable[[float], None], *, page: int | None = None) -> None:
        """Do what makes the table load, and wait until its rows are the new ones.

        An act that stirs nothing is done again. With `page`, the pager must show that page. An act
        has a limit of its own, since a step that reads many pages has none.
        """
        limited = self._limited(words)
        surface = limited.surface
        surface.call("table.watch", self.wish())
        surface.ensure(
            words, do, lambda within_s: surface.until("table.stirred", None, within_s=within_s)
        )
        if not limited._settled(page=page):
            limited._raise_unsettled(words)

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
        limited = self._limited("show more rows a page")
        opener = self._in_pager(self.surface.library.table.size)
        self.surface.call("table.watch", self.wish())
        after = choose_largest(limited.surface, opener)
        if after != now.size and not limited._settled(page=1):
            limited._raise_unsettled(f"show {after} rows a page")
        return after != now.size

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

    def _limited(self, act: str) -> Table:
        deadline = self.surface.deadline.sooner(ACT_LIMIT_S, f"{self.name}: {act}")
        return replace(self, surface=replace(self.surface, deadline=deadline))

    def _settled(self, page: int | None) -> bool:
        wish = self.wish(
            ignored=self.surface.ignored,
            quiet_ms=QUIET_MS,
            page=page,
            clear=self.revealed,
            masked=self.surface.masked,
        )
        if self.revealed and self.surface.until("table.settled", wish, within_s=5 * PATIENCE_S):
            return True
        # Values that stay masked are for the proof to name, not for a wait to hang on.
        return self.surface.until("table.settled", {**wish, "clear": []})

    def _in_pager(self, css: str) -> Any:
        pager = self.surface.element("table.pagerElement", self.wish())
        return pager.query_selector(css)

    def _raise_unsettled(self, act: str) -> None:
        limit_s = self.surface.deadline.limit_s
        raise ActWithoutEffect(f"{self.name}: {act}", "the table's new rows", within_s=limit_s)
