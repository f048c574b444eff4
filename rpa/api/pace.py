"""How fast an operation is called: never more often in a second than the service allows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

PER_SECOND = 10
"""Calls of one operation that the service takes within a second."""

_SECOND_S = 1.05
"""A second, and what the network may make of it: calls arrive closer together than they left."""


class Pace:
    """The latest calls of each operation, and who waits before the next."""

    def __init__(
        self, wait: Callable[[float], None], clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._wait, self._clock_s = wait, clock_s
        self._calls: dict[str, deque[float]] = {}

    def keep(self, operation: str) -> None:
        """Wait until the operation may be called, and count the call."""
        calls = self._calls.setdefault(operation, deque(maxlen=PER_SECOND))
        if len(calls) == PER_SECOND:
            early_s = calls[0] + _SECOND_S - self._clock_s()
            if early_s > 0:
                self._wait(early_s)
        calls.append(self._clock_s())
