"""How often an operation may be called: so many times in a second."""

from collections import deque
from collections.abc import Callable, Hashable

PER_SECOND = 10


class Throttle:
    """The calls of the last second, by who called what."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._calls: dict[Hashable, deque[float]] = {}

    def admits(self, caller: Hashable) -> bool:
        """Tell whether one more call is admitted now, and count it if it is."""
        now, calls = self._clock_s(), self._calls.setdefault(caller, deque())
        while calls and now - calls[0] >= 1:
            calls.popleft()
        if len(calls) >= PER_SECOND:
            return False
        calls.append(now)
        return True
