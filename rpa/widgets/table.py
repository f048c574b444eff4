"""A paged table: read a page in one call, turn pages, tell old rows from new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rpa.errors import ActWithoutEffect, TableLoadFailed
from rpa.locators.model import TableSpec, wordings
from rpa.locators.wording import pattern
from rpa.widgets import dropdown
from rpa.widgets.panel import Panel
from rpa.widgets.snapshot import Pager, QueryMissing, Snapshot, TableMissing
from rpa.widgets.surface import ACT_LIMIT_S, QUIET_MS, SLICE_S, Surface

STILL_MS = 500
"""How long nothing may have stirred before rows that did not change, or are none, are believed."""

RELOADS = 3
"""How often a page that failed to load is asked for again."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the open page; `revealed` are the wordings of columns whose eye is open."""

    surface: Surface
    name: str
    spec: TableSpec
    revealed: tuple[tuple[str, ...], ...] = field(default=())

    def snapshot(self) -> Snapshot:
        """Return the page of rows that is shown; one that failed to load is asked for again."""
        for _ in range(RELOADS):
            try:
                return self._look()
            except TableLoadFailed:
                if not self.reload():
                    raise
        return self._look()

    def _look(self) -> Snapshot:
        """Return what is shown at this moment, in one call into the browser."""
        self._expand()
        return self._as_snapshot(self.surface.call("table.read", self.wish()))

    def _as_snapshot(self, seen: Mapping[str, Any]) -> Snapshot:
        if not seen["found"]:
            raise TableMissing(self.name, seen["shown"])
        if seen["state"] == "failed":
            raise TableLoadFailed(self.name, seen["message"])
        kept = [at for at, left_out in enumerate(seen["left_out"]) if not left_out]
        rows = [[row[at] if at < len(row) else "" for at in kept] for row in seen["rows"]]
        titles = [seen["headers"][at] for at in kept]
        if self._has_details:
            below, cells = self._below(seen["details"])
            titles += below
            rows = [[*row, *more] for row, more in zip(rows, cells, strict=True)]
        return Snapshot(
            state="rows" if rows else "empty",
            headers=tuple(titles),
            rows=rows,
            pager=Pager(**seen["pager"]) if seen["pager"] else None,
        )

    def _expand(self) -> None:
        """Open the details of every row, if the selectors name columns that stand there."""
        if not self._has_details:
            return
        surface, wish = self._limited("expand its rows"), self.wish()
        if not surface.call("table.isExpanded", wish):
            surface.ensure(
                "expand the rows",
                lambda _: surface.call("table.expand", wish),
                lambda within_s: surface.until("table.isExpanded", wish, within_s=within_s),
                expected="the details of every row",
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
        wish = self.wish()
        surface.call("table.watch", wish)
        surface.ensure(
            words,
            do,
            lambda within_s: (
                surface.until("table.stirred", wish, within_s=within_s)
                and self._await_rows(surface, page, is_new=True)
            ),
            expected="new rows",
        )

    def query(self) -> None:
        """Run the page's query again, which leads back to page 1; so does a page without one."""
        surface = self.surface
        wish = self.wish(words=surface.wording.search)
        if surface.element("table.button", wish) is not None:
            self.act("query", lambda left_ms: surface.click("table.button", wish, left_ms))
        elif surface.page.locator(surface.library.form.label).filter(visible=True).count():
            raise QueryMissing(surface.wording.search[0])
        else:
            self.go_to(1)

    def has_column(self, headers: Sequence[str], words: Sequence[str]) -> bool:
        """Whether one of `headers` reads one of `words`."""
        return any(pattern(words).search(header) for header in headers)

    def pages(self) -> Iterator[Snapshot]:
        """Yield the page that is shown and all after it.

        While one is worked on, the next is on its way already: it was turned to in the very call
        that took the one before it.
        """
        page: int | None = None
        while True:
            snapshot, page = self._taken(page)
            yield snapshot
            if snapshot.pager is None or snapshot.pager.last:
                return
            if page is None:
                self.next_page(snapshot.pager)

    def _taken(self, page: int | None) -> tuple[Snapshot, int | None]:
        """Return a page that was turned to, and the one that is on its way after it."""
        if self._has_details:
            return self.snapshot(), None
        surface = self._limited(f"page {page}" if page else "show its rows")
        within_ms = 1000 * min(SLICE_S, surface.deadline.left_s)
        wish = self.wish(page=page, is_new=page is not None, within_ms=within_ms, **self._clear())
        seen = surface.call("table.take", wish)
        if seen and seen["found"] and seen["state"] != "failed":
            return self._as_snapshot(seen), seen["turned"]
        # What one call cannot settle is waited for step by step, and turned to again if need be.
        if not self._await_rows(surface, page, is_new=page is not None) and page is not None:
            self._turn(page)
        return self.snapshot(), None

    def next_page(self, now: Pager) -> None:
        """Turn to the page after `now`."""
        self._turn(now.page + 1)

    def go_to(self, page: int) -> None:
        """Turn to a page unless it is shown, over others where the pager offers no shorter way."""
        self._await_rows(self._limited("show its rows"))
        wish = self.wish(page=page)
        while (step := self.surface.call("table.step", wish)) is not None:
            self._turn(step)

    def show_most_rows(self, now: Pager | None) -> bool:
        """Choose the largest page size unless all rows are on one page; return whether it was."""
        if now is None or now.size is None or now.last:
            return False
        surface = self._limited("show more rows a page")
        wish = self.wish(css=surface.library.table.size)
        panel = Panel(
            surface,
            surface.library.select.panel,
            lambda left_ms: surface.click("table.inPager", wish, left_ms),
        )
        largest = dropdown.largest_number(surface, panel)
        if largest == now.size:
            panel.close()
            return False
        self.act(
            f"{largest} rows a page",
            lambda left_ms: dropdown.click_number(surface, panel, largest, left_ms),
            page=1,
        )
        return True

    def reload(self) -> bool:
        """Follow the link of a table that failed to load; return whether there was one."""
        surface = self.surface
        wish = self.wish(css=surface.library.table.reload)
        if surface.element("table.inside", wish) is None:
            return False
        self.act("load again", lambda left_ms: surface.click("table.inside", wish, left_ms))
        return True

    def wish(self, **more: Any) -> dict[str, Any]:
        """Return what page scripts need to know of this table."""
        columns = [wordings(name, spec.header) for name, spec in self.spec.columns.items()]
        return {
            "markup": self.surface.library.table.model_dump(),
            "dialog": self.surface.library.dialog.root,
            "wanted": columns,
            "details": self._has_details,
            "ignored": self.surface.ignored,
            "quiet_ms": QUIET_MS,
            "still_ms": STILL_MS,
            **more,
        }

    @property
    def _has_details(self) -> bool:
        return any(column.details for column in self.spec.columns.values())

    def _below(
        self, details: Sequence[Sequence[tuple[str, str]] | None]
    ) -> tuple[list[str], list[list[str]]]:
        """Return titles and cells of what stands in rows' details; what is nowhere has no title."""
        rows = [dict(one or ()) for one in details]
        titles: list[str] = []
        cells: list[list[str]] = [[] for _ in rows]
        for name, spec in self.spec.columns.items():
            if not spec.details:
                continue
            words = wordings(name, spec.header)
            label = next((one for row in rows for one in row if self.has_column([one], words)), "")
            titles.append(words[0] if label or not rows else "")
            for row, line in zip(rows, cells, strict=True):
                line.append(row.get(label, ""))
        return titles, cells

    def _turn(self, page: int) -> None:
        wish = self.wish(page=page)

        def turn(left_ms: float) -> None:
            turner = self.surface.element("table.turner", wish)
            if turner is None:
                return
            if turner.evaluate("one => one.matches('input')"):
                turner.fill(str(page), timeout=left_ms)
                turner.press("Enter", timeout=left_ms)
            else:
                turner.click(timeout=left_ms)

        self.act(f"page {page}", turn, page=page)

    def _clear(self) -> dict[str, Any]:
        """Return what page scripts need to know of columns whose eye is open."""
        return {"clear": self.revealed, "masked": self.surface.masked}

    def _limited(self, act: str) -> Surface:
        return self.surface.within(ACT_LIMIT_S, f"{self.name}: {act}")

    def _await_rows(
        self, surface: Surface, page: int | None = None, *, is_new: bool = False
    ) -> bool:
        """Wait for the rows (with `is_new`, for those that an act brings), and their clear values.

        Return False when the page has come to rest and the pager shows another page than wanted.
        """
        wish = self.wish(page=page, is_new=is_new, clear=[], masked="")
        while not surface.until("table.settled", wish, within_s=surface.patience_s):
            now = surface.call("table.standing", wish)
            if surface.deadline.is_over or (now["rests"] and not now["found"]):
                self._raise_unsettled(surface, now["pending"])
            if now["rests"] and now["failed"]:
                raise TableLoadFailed(self.name, f"{now['failed'][0]}; the old rows stay")
            if now["rests"] and page is not None and now["page"] != page:
                return False
        if self.revealed:
            # Rows may come masked and be revealed a moment later; values that stay masked are for
            # the proof to name, not for a wait to hang on.
            clear = {**wish, **self._clear()}
            while not surface.until("table.settled", clear, within_s=surface.patience_s):
                if surface.deadline.is_over or surface.call("table.standing", wish)["rests"]:
                    break
        return True

    def _raise_unsettled(self, surface: Surface, pending: Sequence[str]) -> None:
        seen = surface.call("table.read", self.wish())
        if not seen["found"]:
            raise TableMissing(self.name, seen["shown"])
        waits = f" (still under way: {', '.join(pending)})" if pending else ""
        deadline = surface.deadline
        raise ActWithoutEffect(deadline.what, f"the table's rows{waits}", within_s=deadline.limit_s)
