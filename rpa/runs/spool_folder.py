"""Where a run keeps rows for one that takes it up, and finds those that were left to it."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from rpa.errors import Unavailable


@dataclass(slots=True)
class SpoolFolder:
    """A folder of spools, each named after what it was filled with, and how often that was done.

    A run that does the same steps in the same order so comes upon the same files.
    """

    path: Path
    _done: Counter[str] = field(default_factory=Counter)

    def file(self, what: str) -> Path:
        """Return the file of what is done now; it stays the same until that is `done`."""
        name = _name(what)
        return self.path / f"{name}-{self._done[name] + 1}.jsonl"

    def done(self, what: str) -> None:
        """Note that something is done: the next time will be another."""
        self._done[_name(what)] += 1

    def take_over(self, left: Path) -> None:
        """Begin with the files that another run has left in its folder."""
        try:
            if left.is_dir():
                shutil.copytree(left, self.path)
        except OSError as error:
            raise Unavailable(f"{left}: what the run left cannot be taken over: {error}") from error

    def clear(self) -> None:
        """Remove the files: nobody needs them any more."""
        shutil.rmtree(self.path, ignore_errors=True)


def _name(what: str) -> str:
    return sha256(what.encode()).hexdigest()[:16]
