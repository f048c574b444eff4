"""Where the history of runs is kept, and reading it without making it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpa.runs.history import History

ENVIRONMENT_NAME = "RPA_HISTORY"


def open_history(output: Path) -> History:
    """Return the history beside the runs below `output`, or in the database of RPA_HISTORY."""
    from rpa.runs.history import History

    return History(_place(output))


def has_history(output: Path) -> bool:
    """Whether anything was recorded; looking makes no file."""
    place = _place(output)
    return not isinstance(place, Path) or place.is_file()


def _place(output: Path) -> str | Path:
    return os.environ.get(ENVIRONMENT_NAME, "").strip() or output / "history.db"
