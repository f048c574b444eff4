"""The ledger for programs and for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rpa.runs.ledger import Entry, EntryFilter
from rpa.sinks.excel import About, Sheet, write_workbook
from rpa.tables import Cell, Column, Rows

_COLUMNS = (
    Column("at", "datetime"),
    Column("key", "id"),
    Column("state"),
    Column("what"),
    Column("detail"),
    Column("portal"),
    Column("site"),
    Column("account"),
    Column("flow"),
    Column("run"),
    Column("evidence"),
    Column("turn", "integer"),
)


def as_line(entry: Entry) -> str:
    """Return an entry as one JSON object; moments are in UTC."""
    facts = asdict(entry) | {"at": entry.at.isoformat()}
    facts["holder"]["until"] = entry.holder.until.isoformat()
    facts["is_being_made"] = entry.is_being_made()
    return json.dumps(facts, ensure_ascii=False)


def write_excel(path: Path, entries: Sequence[Entry], wanted: EntryFilter) -> Path:
    """Write entries to a workbook for its owner's eyes, and return where it stands."""
    whole = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    rows = Rows(_COLUMNS, [_row(entry) for entry in entries])
    return write_workbook(whole, [Sheet("changes", rows)], _about(wanted))


def _row(entry: Entry) -> tuple[Cell, ...]:
    facts = {
        **asdict(entry),
        # Excel knows no time zones: show the clock of this place.
        "at": entry.at.astimezone().replace(tzinfo=None, microsecond=0),
        "evidence": "; ".join(entry.evidence),
    }
    return tuple(facts[column.name] for column in _COLUMNS)


def _about(wanted: EntryFilter) -> About:
    now = datetime.now(UTC)
    return About(
        flow="rpa ledger",
        title="Ledger",
        portal=wanted.portal or "",
        site=wanted.site or "",
        account=wanted.account or "",
        inputs={name: str(value) for name, value in asdict(wanted).items() if value is not None},
        started=now,
        ended=now,
        status="ok",
        pages=0,
    )
