"""An entry of the ledger: how a change stood at one moment, and the table that keeps entries."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa

from rpa.runs.database import restored, stored
from rpa.runs.holder import Holder
from rpa.runs.scope import Scope

Settled: TypeAlias = Literal["done", "not_done", "unclear"]
State: TypeAlias = Literal["intended"] | Settled

ENTRIES = sa.Table(
    "changes",
    sa.MetaData(),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("portal", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("flow", sa.Text, nullable=False),
    sa.Column("run", sa.String(80), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("started", sa.Float, nullable=False),
    sa.Column("until", sa.DateTime, nullable=False),
    # Two processes that both want the next turn of a change: the database lets one have it.
    sa.UniqueConstraint("portal", "site", "account", "key", "turn"),
    sqlite_autoincrement=True,
)
_NEWER = ENTRIES.alias("newer")
_CHANGE = ("portal", "site", "account", "key")
_MOST_PARAMETERS = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """How a change stood from a moment on; the entry with the highest `turn` of a change counts.

    `intended`: somebody is about to make it, or did not come back from making it. `done`: it was
    seen to be done. `not_done`: it was refused or seen not to be done, and may be tried again.
    `unclear`: looking could not tell, so that a person must check.
    """

    seq: int
    at: datetime
    portal: str
    site: str
    account: str
    key: str
    turn: int
    state: State
    what: str
    flow: str
    run: str
    detail: str
    evidence: tuple[str, ...]
    holder: Holder

    @property
    def scope(self) -> Scope:
        """Whose change it is."""
        return Scope(self.portal, self.site, self.account)

    def is_being_made(self) -> bool:
        """Whether a process that is still there has it in hand."""
        return self.state == "intended" and self.holder.is_alive()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which entries are wanted; None means any, `run` is the beginning of its id."""

    portal: str | None = None
    site: str | None = None
    account: str | None = None
    flow: str | None = None
    state: State | None = None
    run: str | None = None
    key_holds: str | None = None
    since: datetime | None = None

    def conditions(self) -> Iterator[sa.ColumnElement[bool]]:
        """Yield what must hold of a row."""
        for name in ("portal", "site", "account", "flow", "state"):
            if (value := getattr(self, name)) is not None:
                yield ENTRIES.c[name] == value
        if self.run is not None:
            yield ENTRIES.c.run.startswith(self.run, autoescape=True)
        if self.key_holds is not None:
            yield ENTRIES.c.key.contains(self.key_holds, autoescape=True)
        if self.since is not None:
            yield ENTRIES.c.at >= stored(self.since)


def is_newest() -> sa.ColumnElement[bool]:
    """Return the condition that an entry is the last one of its change."""
    same = [_NEWER.c[name] == ENTRIES.c[name] for name in _CHANGE]
    newer = sa.select(_NEWER.c.seq).where(*same, _NEWER.c.turn > ENTRIES.c.turn)
    return ~newer.correlate(ENTRIES).exists()


def newest_of(connection: sa.Connection, scope: Scope, keys: Collection[str]) -> dict[str, Entry]:
    """Return the last entry of each key that has one."""
    found: dict[str, Entry] = {}
    for some in _chunks(sorted(keys)):
        # Each has few entries: to read them all is quicker than to have the newest ones looked for.
        query = sa.select(ENTRIES).where(*_of(scope), ENTRIES.c.key.in_(some))
        rows = connection.execute(query.order_by(ENTRIES.c.turn)).mappings()
        newest = {row["key"]: row for row in rows}
        found.update((key, as_entry(row)) for key, row in newest.items())
    return found


def as_entry(row: sa.RowMapping) -> Entry:
    """Return the entry that a row of the table holds."""
    facts: dict[str, Any] = dict(row)
    names = ("host", "pid", "started", "until")
    process = {name: facts.pop(name) for name in names} | {"until": restored(row["until"])}
    holder = Holder(run=facts["run"], **process)
    read = {"at": restored(row["at"]), "evidence": tuple(json.loads(row["evidence"]))}
    return Entry(**facts | read, holder=holder)


def row_of(
    scope: Scope,
    key: str,
    *,
    at: datetime,
    turn: int,
    state: State,
    what: str,
    flow: str,
    holder: Holder,
    detail: str = "",
    evidence: Iterable[str] = (),
) -> dict[str, Any]:
    """Return the row to append for an entry."""
    return {
        "at": stored(at),
        "portal": scope.portal,
        "site": scope.site,
        "account": scope.account,
        "key": key,
        "turn": turn,
        "state": state,
        "what": what,
        "flow": flow,
        "run": holder.run,
        "detail": detail,
        "evidence": json.dumps(list(evidence), ensure_ascii=False),
        "host": holder.host,
        "pid": holder.pid,
        "started": holder.started,
        "until": stored(holder.until),
    }


def _of(scope: Scope) -> list[sa.ColumnElement[bool]]:
    c = ENTRIES.c
    return [c.portal == scope.portal, c.site == scope.site, c.account == scope.account]


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(keys), _MOST_PARAMETERS):
        yield keys[at : at + _MOST_PARAMETERS]
