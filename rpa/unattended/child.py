"""The run of one job, in a process of its own that tells its events."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import psutil

from rpa.errors import Unavailable
from rpa.reports.story import EventDict
from rpa.unattended.checking import Job
from rpa.unattended.outcome import Heard, Outcome

Tell = Callable[["Child", EventDict | None], None]


class Child:
    """A run that goes on; `tell` gets its events, in another thread, and None after the last."""

    def __init__(self, job: Job, arguments: Sequence[str], tell: Tell) -> None:
        self.job, self._tell = job, tell
        self._began, self._heard = time.monotonic(), Heard()
        self._said = ""
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rpa", "run", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                # Ctrl-C at the terminal is for the batch, which ends its runs itself.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise Unavailable(f"{job.name}: no process could be started: {error}") from error
        threading.Thread(target=self._listen, name=job.name, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if (event := _event(line)) is not None:
                    self._tell(self, event)
                else:
                    self._said = line
        self._tell(self, None)

    def take(self, event: EventDict) -> None:
        """Remember an event that it told."""
        self._heard.take(event)

    def outcome(self) -> Outcome:
        """Return how it ended, once it has told its last event."""
        took_s = time.monotonic() - self._began
        return self._heard.outcome(self.job, self._process.wait(), self._said, took_s)

    def interrupt(self) -> None:
        """Ask it to end, as Ctrl-C does."""
        with suppress(OSError):
            self._process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))

    def kill(self) -> None:
        """End it and all that it started by force."""
        with suppress(psutil.Error):
            whole = psutil.Process(self._process.pid)
            for process in (*whole.children(recursive=True), whole):
                with suppress(psutil.Error):
                    process.kill()


def _event(line: str) -> EventDict | None:
    """Return the event in a line; None if it holds another text, or was cut off by a sudden end."""
    try:
        event: EventDict = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None
