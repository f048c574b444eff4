"""Which runs there were and how they ended, in SQLite or any database that has a URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from rpa.errors import InputWrong, Unavailable
from rpa.events import RunFinished, RunStarted, Status
from rpa.nearest import did_you_mean

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
        self._url, self._busy_s = _as_url(url_or_path), busy_s
        self._shown = self._url.database if _is_sqlite(self._url) else str(self._url)

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
            "started": _stored(started.at),
        }
        with self._connected("written") as connection:
            connection.execute(sa.delete(_RUNS).where(_RUNS.c.run == started.run))
            connection.execute(sa.insert(_RUNS).values(facts))

    def end(self, run: str, finished: RunFinished) -> None:
        """Record how a run ended."""
        facts = {
            "ended": _stored(finished.at),
            "status": finished.status,
            "exit_code": finished.exit_code,
            "error": finished.error,
            "duration_s": finished.duration_s,
        }
        with self._connected("written") as connection:
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
        return f"there is no such run in {self._shown}; {did_you_mean(prefix, known)}"

    def _records(self, query: sa.Select[Any]) -> list[RunRecord]:
        with self._connected("read") as connection:
            rows = connection.execute(query).mappings().all()
        return [_record(row) for row in rows]

    @contextmanager
    def _connected(self, done: str) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
            raise HistoryUnavailable(
                f"{self._shown}: the history could not be {done}: {reason}"
            ) from error

    @cached_property
    def _engine(self) -> sa.Engine:
        if _is_sqlite(self._url):
            engine = _sqlite_engine(self._url, self._busy_s)
        else:
            engine = sa.create_engine(self._url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(CreateTable(_RUNS, if_not_exists=True))
            for index in _RUNS.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))
        return engine


def _stored(moment: datetime) -> datetime:
    # Not every database knows time zones: what is kept is UTC.
    return moment.astimezone(UTC).replace(tzinfo=None)


def _record(row: sa.RowMapping) -> RunRecord:
    moments = {name: row[name] and row[name].replace(tzinfo=UTC) for name in ("started", "ended")}
    return RunRecord(**{**row, **moments, "folder": Path(row["folder"])})


def _as_url(url_or_path: str | Path) -> sa.URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return sa.URL.create("sqlite", database=str(url_or_path))
    try:
        url = make_url(url_or_path)
    except ArgumentError as error:
        raise InputWrong(
            "the history's database: this is not a URL such as postgresql+psycopg://user@host/name"
        ) from error
    try:
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError) as error:
        raise InputWrong(f"{url}: no driver for this database is installed: {error}") from error
    return url


def _is_sqlite(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _sqlite_engine(url: sa.URL, busy_s: float) -> sa.Engine:
    if url.database:
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": busy_s})
    sa.event.listen(engine, "connect", _use_wal)
    return engine


def _use_wal(connection: sqlite3.Connection, _record: object) -> None:
    # Readers then never wait for a writer. Another process may be switching just now: no matter.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")
