"""What goes on at this moment of a run: the steps that are open, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rpa.events import Event, ItemFinished, PageRead, StepFailedEvent, StepFinished, StepStarted
from rpa.reports.words import counted, roughly

LOOP = "for_each"


@dataclass(slots=True)
class OpenStep:
    """A step that is not over, with the page or round that it last finished."""

    started: StepStarted
    is_shown: bool = False
    page: PageRead | None = None
    item: ItemFinished | None = None
    failed_items: int = 0

    @property
    def fraction(self) -> float | None:
        """How much is behind it, from 0 to 1, where that is known."""
        if self.item is not None:
            return self.item.item / self.item.items
        if self.page is not None and self.page.pages:
            return min(1.0, self.page.page / self.page.pages)
        return None

    def state(self, now: datetime) -> str:
        """Say how far it has come: `page 3 of 12 · 60 of 234 rows · about 12 s left`."""
        left_s = self._left_s(now)
        return " · ".join([*self._counts(), *([f"{roughly(left_s)} left"] if left_s > 0 else [])])

    def result(self) -> str:
        """Say what it has come to: `12 pages · 234 rows`."""
        if self.item is not None:
            return " · ".join([counted(self.item.items, "round"), *self._failed()])
        if self.page is not None:
            return f"{counted(self.page.page, 'page')} · {counted(self.page.rows, 'row')}"
        return ""

    def _counts(self) -> list[str]:
        if self.item is not None:
            return [f"{self.item.item:,} of {self.item.items:,}", *self._failed()]
        if self.page is None:
            return []
        of_pages = f" of {self.page.pages:,}" if self.page.pages else ""
        of_rows = (
            f"{self.page.rows:,} of {counted(self.page.total, 'row')}" if self.page.total else ""
        )
        return [f"page {self.page.page:,}{of_pages}", of_rows or counted(self.page.rows, "row")]

    def _failed(self) -> list[str]:
        return [f"{self.failed_items:,} failed"] if self.failed_items else []

    def _left_s(self, now: datetime) -> float:
        last = self.item or self.page
        if last is None or not self.fraction:
            return 0.0
        took_s = (last.at - self.started.at).total_seconds()
        return took_s / self.fraction - took_s - (now - last.at).total_seconds()


class Progress:
    """The steps that are open now, the innermost last."""

    def __init__(self) -> None:
        self.open: list[OpenStep] = []

    @property
    def is_in_loop(self) -> bool:
        """Whether an open step does something for each of several items."""
        return any(step.started.kind == LOOP for step in self.open)

    def take(self, event: Event) -> OpenStep | None:
        """Take an event and return the step it is about, now over if the event says so."""
        match event:
            case StepStarted():
                self.open.append(OpenStep(event))
            case StepFinished() | StepFailedEvent():
                return self._closed(event.path)
            case PageRead() if self.open:
                self.open[-1].page = event
            case ItemFinished() if self.open:
                self.open[-1].item = event
                self.open[-1].failed_items += bool(event.error)
        return self.open[-1] if self.open else None

    def _closed(self, path: str) -> OpenStep | None:
        while self.open:
            step = self.open.pop()
            if step.started.path == path:
                return step
        return None
