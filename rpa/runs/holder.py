"""Which process has something in hand, and whether it is still there."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

# The kernel tells a start by the hundredth of a second.
_SAME_START_S = 0.5
_NAMESPACE, _FIRST_NAMESPACE = Path("/proc/self/ns/pid"), "pid:[4026531836]"


@dataclass(frozen=True, slots=True)
class Holder:
    """A run in its process; on another host it counts as gone after `until`.

    `started` tells a process from a later one that got the same `pid`.
    """

    run: str
    host: str
    pid: int
    started: float
    until: datetime

    @classmethod
    def here(cls, run: str, until: datetime) -> Holder:
        """Return this process as the holder for a run that ends at `until` at the latest."""
        return cls(run, this_host(), os.getpid(), started_at(psutil.Process()), until)

    def is_alive(self) -> bool:
        """Whether the process may still be at work."""
        if self.host != this_host():
            return datetime.now(UTC) < self.until
        try:
            process = psutil.Process(self.pid)
            is_there = process.status() != psutil.STATUS_ZOMBIE
            return is_there and abs(started_at(process) - self.started) < _SAME_START_S
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:
            return True

    def is_this_process(self) -> bool:
        """Whether the process is the one that asks, whatever run it was in."""
        return self.is_same_process(Holder.here(self.run, self.until))

    def is_same_process(self, other: Holder) -> bool:
        """Whether both are one process."""
        near = replace(other, run=self.run, until=self.until, started=self.started)
        return near == self and abs(other.started - self.started) < _SAME_START_S

    def in_words(self) -> str:
        """Return the run and its process for a message."""
        where = "" if self.host == this_host() else f" on {self.host}"
        return f"run {self.run} (process {self.pid}{where})"


def this_host() -> str:
    """Return what names the machine, and in a container also whose process numbers these are."""
    name = socket.gethostname()
    try:
        namespace = str(_NAMESPACE.readlink())
    except OSError:
        return name
    return name if namespace == _FIRST_NAMESPACE else f"{name} {namespace}"


def started_at(process: psutil.Process) -> float:
    """Return when a process began, in seconds that do not change when the clock is set."""
    # Linux counts from its boot, and psutil adds what the boot's moment is by the present clock.
    return process.create_time() - (psutil.boot_time() if psutil.LINUX else 0)
