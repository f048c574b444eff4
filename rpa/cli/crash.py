"""What is done with an error that nobody foresaw: its traceback is kept in a file, not shown."""

from __future__ import annotations

import os
import tempfile
import traceback


def keep_traceback(error: Exception) -> str:
    """Write the traceback to a new file of the user's own, and return the sentence that says so."""
    what = f"rpa: an error that should not have happened ({type(error).__name__})"
    try:
        handle, path = tempfile.mkstemp(prefix="rpa-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return f"{what}: {error}"
    return f"{what}; this is a fault in rpa, its details are in {path}"
