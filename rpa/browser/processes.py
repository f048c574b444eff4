"""The driver's and the browser's processes: which they are, and how they are ended."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

import psutil

_GONE = (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError, PermissionError)


class Processes:
    """A Playwright driver that this process starts after now, and all that the driver starts.

    Other children, such as an embedded server or another run's driver, are not ours to end. The
    browser is known by its driver, and where that is gone already, by `folder`, its own.
    """

    def __init__(self, folder: Path | None, drivers: Iterable[psutil.Process] = ()) -> None:
        self._folder = folder
        self._older = frozenset(_drivers())
        self._drivers = tuple(drivers)
        self._known: frozenset[psutil.Process] = frozenset()

    @classmethod
    def running(cls) -> Processes:
        """Return the drivers that run now, and what they started, for whoever is their guest."""
        return cls(None, _drivers())

    def remember(self) -> None:
        """Note who runs now: once a driver is dead, its browser is no longer found below it."""
        if not self._drivers:
            self._drivers = tuple(one for one in _drivers() if one not in self._older)
        # A new set each time, because the lifeline's thread comes here as well as the main one.
        self._known = self._known.union(self._drivers, *map(_below, self._drivers))

    def kill(self) -> None:
        """End them all by force, without waiting."""
        self.remember()
        if self._folder is not None:
            self._known = self._known.union(_named_with(str(self._folder)))
        for process in self._known:
            with suppress(*_GONE):
                _kill(process)

    def left(self) -> Collection[psutil.Process]:
        """Return those that still run."""
        return [one for one in self._known if _is_alive(one)]

    def await_end(self, limit_s: float) -> bool:
        """Wait until none runs any more, and say whether that is so."""
        until = time.monotonic() + limit_s
        while self.left():
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        return True


def _drivers() -> Iterable[psutil.Process]:
    for child in psutil.Process().children():
        with suppress(*_GONE):
            if "run-driver" in child.cmdline():
                yield child


def _below(driver: psutil.Process) -> Iterable[psutil.Process]:
    with suppress(*_GONE):
        return driver.children(recursive=True)
    return ()


def _named_with(text: str) -> Iterable[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(*_GONE):
            if process.pid != os.getpid() and any(text in word for word in process.cmdline()):
                yield process


def _kill(process: psutil.Process) -> None:
    if not process.is_running():
        return
    # The browser leads a group of its own, with processes that it forks while we look.
    leads = os.name == "posix" and os.getpgid(process.pid) == process.pid
    process.kill()
    if leads:
        os.killpg(process.pid, signal.SIGKILL)


def _is_alive(process: psutil.Process) -> bool:
    with suppress(*_GONE):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
