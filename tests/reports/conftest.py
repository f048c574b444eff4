from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rpa.events import (
    Event,
    PageRead,
    RunFinished,
    RunStarted,
    StepFailedEvent,
    StepFinished,
    StepStarted,
)

BEGIN = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


class Recorder:
    """Makes the events of a run on a clock that only its own `wait` moves."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.second = folder, 0.0
        self.events: list[Event] = []
        self.readers: list[Callable[[Event], None]] = []
        self._began: dict[str, float] = {}

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.second)

    def wait(self, seconds: float) -> None:
        self.second += seconds

    def put(self, kind: type[Event], /, **fields) -> None:
        event = kind(at=self.now(), **fields)
        self.events.append(event)
        for reader in self.readers:
            reader(event)

    def start(self, **fields) -> None:
        facts = {
            "run": "20261123-153000-a1b2",
            "flow": "order-resources",
            "title": "查看订单资源明细",
            "portal": "partner-center",
            "site": "sandbox",
            "account": "distributor",
            "folder": self.folder,
            "inputs": {},
            "steps": 2,
        }
        self.put(RunStarted, **facts | fields)

    def begin(self, path: str, words: str, kind: str = "click") -> None:
        self._began[path] = self.second
        place = "flows/order-resources.yaml:14:5"
        self.put(StepStarted, path=path, kind=kind, words=words, place=place)

    def end(self, path: str) -> None:
        self.put(StepFinished, path=path, duration_s=self.second - self._began[path])

    def step(self, path: str, words: str, seconds: float = 1.0) -> None:
        self.begin(path, words)
        self.wait(seconds)
        self.end(path)

    def fail(self, path: str, error: str, **fields) -> None:
        took = self.second - self._began[path]
        self.put(StepFailedEvent, path=path, error=error, duration_s=took, **fields)

    def page(self, page: int, rows: int, pages: int | None = None, total: int | None = None):
        self.put(PageRead, table="订单", page=page, pages=pages, rows=rows, total=total)

    def finish(self, status="ok", exit_code=0, error="", proofs=()) -> None:
        self.put(
            RunFinished,
            status=status,
            exit_code=exit_code,
            error=error,
            duration_s=self.second,
            files=(),
            proofs=proofs,
        )


@pytest.fixture
def run(tmp_path):
    return Recorder(tmp_path)
