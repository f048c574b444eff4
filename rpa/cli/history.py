"""Where the history of runs is kept, and reading it without making it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpa.engine.plan import Plan
    from rpa.events import TableRead
    from rpa.runs.history import History

ENVIRONMENT_NAME = "RPA_HISTORY"
_LOOKED_AT = 30


def open_history(output: Path) -> History:
    """Return the history beside the runs below `output`, or in the database of RPA_HISTORY."""
    from rpa.runs.history import History

    return History(_place(output))


def has_history(output: Path) -> bool:
    """Whether anything was recorded; looking makes no file."""
    place = _place(output)
    return not isinstance(place, Path) or place.is_file()


def tables_before(output: Path, plan: Plan, site: str) -> list[TableRead]:
    """Return the tables that the last good runs of the same have read, as far as they are known."""
    from rpa.engine.usual import RUNS
    from rpa.errors import RpaError

    try:
        records = open_history(output).recent(_LOOKED_AT, plan.flow.slug)
        same = ("ok", site, plan.account.name)
        good = [one for one in records if (one.status, one.site, one.account) == same]
        tables = (_tables_in(one.folder / "journal.jsonl", dict(plan.given)) for one in good)
        known = islice((one for one in tables if one), RUNS)
        return [table for run in known for table in run]
    except RpaError:
        return []  # a run whose data are good must not fail for this


def _tables_in(journal: Path, given: Mapping[str, str]) -> list[TableRead]:
    """Return the tables of a run that was given the same inputs; none if its journal is gone."""
    from rpa.events import TableRead
    from rpa.runs.journal import read_journal

    events = read_journal(journal) if journal.is_file() else []
    if not events or events[0].get("given") != given:
        return []
    return [
        TableRead(table=one["table"], rows=one["rows"], filled=one["filled"])
        for one in events
        if one["event"] == "table_read"
    ]


def _place(output: Path) -> str | Path:
    return os.environ.get(ENVIRONMENT_NAME, "").strip() or output / "history.db"
