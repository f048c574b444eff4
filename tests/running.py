"""`rpa run` in a process of its own, followed by its events."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any

import psutil

from tests.cli.conftest import environment

_END_S, _RUN_S = 20.0, 600.0
_GONE = (psutil.NoSuchProcess, psutil.AccessDenied)


class Running:
    """`rpa run` in a process of its own, its events read as they come.

    `began` are the moments when it and each of its steps began, `writes_from` is the first step
    that changes something, and `signed_in_again` how often a session that was over was renewed.
    """

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.run: str | None = None
        self.began: list[float] = [time.monotonic()]
        self.writes_from = 0
        self.signed_in_again = 0
        self.last: dict[str, Any] = {}
        self.family: list[psutil.Process] = []
        home.mkdir(parents=True, exist_ok=True)
        with (home / "stderr.txt").open("ab") as said:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=said,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=environment(
                    RPA_HOME=str(home),
                    RPA_SESSION_KEY="of these runs",
                    PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
                ),
            )
        self._limit = Timer(_RUN_S, self.process.kill)
        self._limit.start()

    @property
    def steps(self) -> int:
        """How many steps have begun."""
        return len(self.began) - 1

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield its events as they come; the last of a run that is killed may be missing."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.endswith(b"\n"):
                return  # it was killed while it wrote
            self.last = json.loads(line)
            yield self.last

    def followed(self, to: int | str | None = None) -> Running:
        """Read events to the end, or to a step's begin: the nth, or the one with these words."""
        if to == self.steps:
            return self
        for _ in self.events():
            if self.last["event"] == "run_started":
                self.run = self.last["run"]
            if self.last["event"] == "noticed":
                self.signed_in_again += "signing in again" in self.last["message"]
            if self.last["event"] == "step_started":
                self.began.append(time.monotonic())
                if not self.writes_from and self.last["kind"] == "change":
                    self.writes_from = self.steps
                if self.steps == to or (isinstance(to, str) and to in self.last["words"]):
                    break
        return self

    def then(self, step: int | str | None, after_s: float, act: Callable[[], None]) -> Timer:
        """Follow it to a step's begin, and have something done so long after."""
        if step is not None:
            self.followed(step)
        timer = Timer(after_s, act)
        timer.start()
        return timer

    def kill(self, *, is_whole: bool) -> None:
        """Kill the process as the kernel does, and if it is to be `is_whole`, all it started."""
        with suppress(*_GONE):
            self.family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for one in self.family if is_whole else ():
            with suppress(*_GONE):
                one.kill()

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait()
        self._limit.cancel()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def left_over(self) -> list[str]:
        """Return what still runs of what a killed run had started."""
        _, left = psutil.wait_procs(self.family, timeout=_END_S)
        return [f"{one.pid} {one.name()}" for one in left]
