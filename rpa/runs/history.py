"""Which runs there were and how they ended, in SQLite or any database that has a URL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rpa.errors import InputWrong, Unavailable
from rpa.events import RunFinished, RunStarted, Status
from rpa.nearest import did_you_mean
from rpa.runs.database import Database, restored, stored

LAST = "last"


class HistoryUnavailable(Unavailable):
    """The history cannot be read or written; a run goes on without it."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What the history knows of a run; the last five are None until the run's end was recorded."""

    run: str
    flow: str
    title: str
    portal: str
    site: str
    account: str
    folder: Path
    started: datetime
    ended: datetime | None = None
    status: Status | None = None
    exit_code: int | None = None
    error: str | None = None
    duration_s: float | None = None


_RUNS = sa.Table(
    "runs",
    sa.MetaData(),
    sa.Column("run", sa.String(80), primary_key=True),
    sa.Column("flow", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("portal", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("started", sa.DateTime, nullable=False, index=True),
    sa.Column("ended", sa.DateTime),
    sa.Column("status", sa.String(20)),
    sa.Column("exit_code", sa.Integer),
    sa.Column("error", sa.Text),
    sa.Column("duration_s", sa.Float),
)
_NEWEST_FIRST = sa.select(_RUNS).order_by(_RUNS.c.started.desc(), _RUNS.c.run.desc())


class History:
    """The runs of one project; several processes may use it at once.

    A SQLite database that another one is writing to is waited for, at most `busy_s` seconds.
    """

    def __init__(self, url_or_path: str | Path, *, busy_s: float = 5) -> None:
        self._database = Database(
            url_or_path,
            _RUNS,
            name="history",
            unavailable=HistoryUnavailable,
            busy_s=busy_s,
            # Readers then never wait for a writer.
            pragmas=("journal_mode=WAL",),
        )

    def begin(self, started: RunStarted) -> None:
        """Record that a run began; a run that begins again replaces what was known of it."""
        facts = {
            "run": started.run,
            "flow": started.flow,
            "title": started.title,
            "portal": started.portal,
            "site": started.site,
            "account": started.account,
            "folder": str(started.folder.absolute()),
            "started": stored(started.at),
        }
        with self._database.writing() as connection:
            connection.execute(sa.delete(_RUNS).where(_RUNS.c.run == started.run))
            connection.execute(sa.insert(_RUNS).values(facts))

    def end(self, run: str, finished: RunFinished) -> None:
        """Record how a run ended."""
        facts = {
            "ended": stored(finished.at),
            "status": finished.status,
            "exit_code": finished.exit_code,
            "error": finished.error,
            "duration_s": finished.duration_s,
        }
        with self._database.writing() as connection:
            connection.execute(sa.update(_RUNS).where(_RUNS.c.run == run).values(facts))

    def recent(self, n: int, flow: str | None = None) -> list[RunRecord]:
        """Return the `n` newest runs, of one flow or of all, the newest first."""
        query = _NEWEST_FIRST.limit(n)
        return self._records(query if flow is None else query.where(_RUNS.c.flow == flow))

    def find(self, prefix: str) -> RunRecord:
        """Return the one run whose id begins with `prefix`; `last` is the newest."""
        if prefix == LAST:
            found = self.recent(1)
        else:
            begins = _RUNS.c.run.startswith(prefix, autoescape=True)
            found = self._records(_NEWEST_FIRST.where(begins).limit(4))
        if len(found) == 1:
            return found[0]
        raise InputWrong(f"run {prefix}: {self._why_not(prefix, found)}")

    def _why_not(self, prefix: str, found: list[RunRecord]) -> str:
        if found:
            return "several runs begin so: " + ", ".join(record.run for record in found)
        known = [record.run for record in self.recent(500)]
        return f"there is no such run in {self._database.shown}; {did_you_mean(prefix, known)}"

    def _records(self, query: sa.Select[Any]) -> list[RunRecord]:
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [_record(row) for row in rows]


def _record(row: sa.RowMapping) -> RunRecord:
    moments = {name: row[name] and restored(row[name]) for name in ("started", "ended")}
    return RunRecord(**{**row, **moments, "folder": Path(row["folder"])})
