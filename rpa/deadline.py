"""A moment after which something must be over."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rpa.errors import DeadlinePassed


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock, with the words and the limit it came from."""

    what: str
    limit_s: float
    at: float

    @classmethod
    def after(cls, limit_s: float, what: str) -> Deadline:
        """Return the deadline `limit_s` seconds from now."""
        return cls(what, limit_s, time.monotonic() + limit_s)

    def sooner(self, limit_s: float | None, what: str) -> Deadline:
        """Return whichever ends first: this one, or one `limit_s` seconds from now."""
        if limit_s is None:
            return self
        other = Deadline.after(limit_s, what)
        return other if other.at < self.at else self

    @property
    def left_s(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self.at - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether the moment has passed."""
        return time.monotonic() >= self.at

    def left_ms(self, most_s: float | None = None) -> float:
        """Milliseconds left, at most `most_s` seconds; raise `DeadlinePassed` when none are."""
        left_s = self.left_s
        if left_s <= 0:
            raise DeadlinePassed(self.what, self.limit_s)
        return 1000 * (left_s if most_s is None else min(left_s, most_s))
