"""What our own mistakes leave behind: their tracebacks, in a file of the run's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rpa.secret import Redactor


@contextmanager
def log_to(path: Path, redactor: Redactor) -> Iterator[None]:
    """Send the program's log to `path`, secrets taken out; nothing of it reaches the screen."""
    from loguru import logger

    def write(message: str) -> None:
        with suppress(OSError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(redactor.clean(message))

    logger.remove()
    # Values of variables stay out of tracebacks: they may be customers' data.
    sink = logger.add(write, level="WARNING", diagnose=False, catch=True)
    try:
        yield
    finally:
        logger.remove(sink)
