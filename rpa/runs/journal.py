"""Everything that happened in a run, one JSON object a line, secrets taken out."""

from __future__ import annotations

import errno
import json
import os
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rpa.errors import FileWrong, Unavailable
from rpa.events import Event, as_json
from rpa.secret import Redactor


class Journal:
    """Writes each event it is called with, at once; `path` is readable by its owner only."""

    def __init__(self, path: Path, redactor: Redactor) -> None:
        self._path, self._redactor = path, redactor
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise FileWrong(str(path), f"the journal cannot be opened: {_why(error)}") from error
        self._file = os.fdopen(handle, "r+b", buffering=0)
        if _is_torn(self._file):
            self._write(b"\n")

    def __call__(self, event: Event) -> None:
        """Write one event."""
        # Values are cleaned before they are encoded: a quotation mark in a secret would hide it.
        line = json.dumps(_cleaned(as_json(event), self._redactor), ensure_ascii=False)
        self._write(line.encode("utf-8", errors="backslashreplace") + b"\n")

    def _write(self, line: bytes) -> None:
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise Unavailable(
                f"{self._path}: the journal cannot be written: {_why(error)}"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing more can be written."""
        self._file.close()


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Return the events of a journal; a line that a crash or a full disk tore is left out."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise FileWrong(str(path), f"the journal cannot be read: {_why(error)}") from error
    # Not `splitlines`: texts from pages hold other characters that it takes for line ends.
    events = (_event(line) for line in text.split("\n"))
    return [event for event in events if event]


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) and "event" in event else {}


def _is_torn(file: FileIO) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _cleaned(value: Any, redactor: Redactor) -> Any:
    match value:
        case str():
            return redactor.clean(value)
        case dict():
            return {key: _cleaned(one, redactor) for key, one in value.items()}
        case list():
            return [_cleaned(one, redactor) for one in value]
        case _:
            return value
