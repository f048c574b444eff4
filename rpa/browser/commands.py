"""Running an installer: without questions, with a limit, and with what it said last."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import psutil

_LIMIT_S = 600.0
_LAST_LINES = 8
_NOISE = re.compile(r"\s*(at .*|[{}\])]*)$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what it said."""

    command: tuple[str, ...]
    code: int
    output: str

    @property
    def is_good(self) -> bool:
        """Whether the command did what it should."""
        return self.code == 0

    def __str__(self) -> str:
        lines = [line for line in self.output.splitlines() if not _NOISE.match(line)]
        told = f"{' '.join(self.command)} ended with {self.code}:"
        return "\n".join([told, *lines[-_LAST_LINES:]])


Run: TypeAlias = Callable[[Sequence[str]], Outcome]


def run_command(command: Sequence[str], *, limit_s: float = _LIMIT_S) -> Outcome:
    """Run a command and return how it ended; it can neither ask anything nor hang."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "NO_COLOR": "1"}
    # A file, because a pipe stays open for as long as any child of an ended command lives.
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        except OSError as error:
            return Outcome(tuple(command), 127, str(error))
        try:
            code, late = process.wait(limit_s), ""
        except subprocess.TimeoutExpired:
            _kill_tree(process)
            code, late = 124, f"\nended after {limit_s:g} s"
        except BaseException:
            _kill_tree(process)
            raise
        output.seek(0)
        return Outcome(tuple(command), code, output.read().decode(errors="replace") + late)


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait()
