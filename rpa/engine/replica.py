"""The embedded replica: a sandbox of our own for as long as a run takes."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import IO

from rpa.errors import Unavailable

_ADDRESS = re.compile(r"https?://\S+")
_END_LIMIT_S = 5.0


class ReplicaFailed(Unavailable):
    """The embedded replica did not start."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the embedded sandbox did not start: {cause}")
        self.cause = cause


@contextmanager
def embedded_replica(
    options: Sequence[str] = (), *, today: date, limit_s: float = 20.0
) -> Iterator[str]:
    """Serve a sandbox on a free port and give its address; it ends with the block."""
    command = [sys.executable, "-m", "rpa.sandbox", "--port", "0", "--exit-with-parent", "--quiet"]
    command += ["--today", today.isoformat(), *options]
    with tempfile.TemporaryFile() as said:
        process = _start(command, said)
        try:
            yield _address(process, said, limit_s)
        finally:
            _end(process)


def _start(command: Sequence[str], said: IO[bytes]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            # Ctrl-C at the terminal ends our run; the portal stays until that has ended.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        raise ReplicaFailed(error.strerror or str(error)) from error


def _address(process: subprocess.Popen[str], said: IO[bytes], limit_s: float) -> str:
    assert process.stdout is not None
    is_late = threading.Event()

    def give_up() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(limit_s, give_up)
    timer.start()
    try:
        line = process.stdout.readline()
    finally:
        timer.cancel()
    if found := _ADDRESS.search(line):
        return found[0]
    if is_late.is_set():
        raise ReplicaFailed(f"no answer within {limit_s:g} s")
    process.kill()
    process.wait()
    said.seek(0)
    lines = said.read().decode("utf-8", errors="replace").strip().splitlines()
    raise ReplicaFailed(lines[-1] if lines else f"it ended with exit code {process.returncode}")


def _end(process: subprocess.Popen[str]) -> None:
    with suppress(OSError):
        process.terminate()
    try:
        process.wait(_END_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
