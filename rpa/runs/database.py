"""Tables in SQLite or in any database that has a URL: opened, waited for, and errors in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from rpa.errors import InputWrong, Unavailable

_POSTGRESQL = ("postgres", "postgresql")


class Database:
    """The database of one table, which is made when it is first used.

    `name` is what messages call it, such as "history"; `unavailable` is what they are raised as.
    A SQLite database that another process writes to is waited for, at most `busy_s` seconds, and
    each connection to it begins with `pragmas`, such as "synchronous=FULL".
    """

    def __init__(
        self,
        url_or_path: str | Path,
        table: sa.Table,
        *,
        name: str,
        unavailable: type[Unavailable],
        busy_s: float,
        pragmas: Sequence[str],
    ) -> None:
        self._url, self._table, self._name = _as_url(url_or_path, name), table, name
        self._unavailable, self._busy_s, self._pragmas = unavailable, busy_s, pragmas
        self.shown = str(self._url.database if _is_sqlite(self._url) else self._url)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection to read with."""
        with self._said("read"), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction that is on the disk once this ends, and undone if it fails."""
        with (
            self._said("written"),
            self._engine.execution_options(is_writing=True).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _said(self, done: str) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
            raise self._unavailable(
                f"{self.shown}: the {self._name} could not be {done}: {str(reason).strip()}"
            ) from error

    @cached_property
    def _engine(self) -> sa.Engine:
        if _is_sqlite(self._url):
            engine = self._sqlite_engine()
        else:
            engine = sa.create_engine(self._url, poolclass=NullPool)
        if not self._is_made(engine):
            try:
                self._make(engine)
            except SQLAlchemyError:
                # PostgreSQL refuses "if not exists" to the slower of two that make it at once.
                if not self._is_made(engine):
                    raise
        return engine

    def _is_made(self, engine: sa.Engine) -> bool:
        return sa.inspect(engine).has_table(self._table.name)

    def _make(self, engine: sa.Engine) -> None:
        with engine.execution_options(is_writing=True).begin() as connection:
            connection.execute(CreateTable(self._table, if_not_exists=True))
            for index in self._table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))

    def _sqlite_engine(self) -> sa.Engine:
        if self._url.database:
            path = Path(self._url.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        engine = sa.create_engine(
            self._url, poolclass=NullPool, connect_args={"timeout": self._busy_s}
        )
        sa.event.listen(engine, "connect", self._prepare)
        sa.event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self, connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin a transaction only at the first change, after what was read for it.
        connection.isolation_level = None
        for pragma in self._pragmas:
            # Another process may be changing the way of journals just now: no matter.
            with suppress(sqlite3.OperationalError):
                connection.execute(f"PRAGMA {pragma}")


def stored(moment: datetime) -> datetime:
    """Return a moment as it is kept: in UTC, because not every database knows time zones."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def restored(moment: datetime) -> datetime:
    """Return the moment that was kept."""
    return moment.replace(tzinfo=UTC)


def _begin(connection: sa.Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _as_url(url_or_path: str | Path, name: str) -> sa.URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return sa.URL.create("sqlite", database=str(url_or_path))
    try:
        url = make_url(url_or_path)
    except ArgumentError as error:
        raise InputWrong(
            f"the {name}'s database: this is not a URL such as postgresql+psycopg://user@host/name"
        ) from error
    if url.drivername in _POSTGRESQL:
        url = url.set(drivername="postgresql+psycopg")
    try:
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError) as error:
        is_ours = url.drivername == "postgresql+psycopg"
        remedy = '; pip install "partner-rpa[postgresql]"' if is_ours else ""
        raise InputWrong(
            f"{url}: no driver for this database is installed: {error}{remedy}"
        ) from error
    return url


def _is_sqlite(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"
