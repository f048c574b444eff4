"""One stream of chance per table, so that a new table never changes an old one."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """Draws from `random()` alone: three times as fast, and the same in every Python version."""

    def one_of(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self.random() * len(items))]

    def between(self, begin: int, end: int) -> int:
        """Return a whole number from `begin` up to, not including, `end`."""
        return begin + int(self.random() * (end - begin))


def stream(seed: int, name: str) -> Chance:
    """Return the random numbers of the table `name`."""
    return Chance(f"{seed}/{name}")
