"""What both kinds of progress have in common: lines that stay, and a part that is drawn again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TextIO

from rich.console import Group
from rich.live import Live

from rpa.reports.paper import Paper


class DrawnReport(ABC):
    """Lines on a paper and, where that is lively, what goes on now below them."""

    def __init__(self, stream: TextIO, environ: Mapping[str, str]) -> None:
        self._paper = Paper(stream, is_lively=is_lively(stream, environ))
        self._live = Live(
            console=self._paper.console,
            get_renderable=self.current,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        if self._paper.is_lively:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    @abstractmethod
    def current(self) -> Group:
        """Return what is drawn below the lines, again and again."""


def is_lively(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether lines on `stream` may be coloured and drawn again."""
    is_plain = environ.get("NO_COLOR") or environ.get("CI") or environ.get("TERM") == "dumb"
    return stream.isatty() and not is_plain
