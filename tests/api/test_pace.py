"""Calls of one operation are never closer than the service allows."""

from __future__ import annotations

from rpa.api.pace import Pace


class Clock:
    """A clock that stands still unless somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


def test_the_eleventh_call_of_a_second_waits_until_it_is_over():
    clock = Clock()
    pace = Pace(clock.wait, lambda: clock.now)
    for _ in range(10):
        pace.keep("ListA")
    clock.now = 0.4
    pace.keep("ListB")
    assert clock.waits == []
    pace.keep("ListA")
    assert clock.waits == [0.65]


def test_who_calls_slowly_never_waits():
    clock = Clock()
    pace = Pace(clock.wait, lambda: clock.now)
    for _ in range(30):
        clock.now += 0.11
        pace.keep("ListA")
    assert clock.waits == []
