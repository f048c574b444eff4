"""Which changes were made, so that none is made twice; entries are only ever added."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from rpa.errors import InputWrong, Unavailable
from rpa.runs.database import Database
from rpa.runs.entry import (
    ENTRIES,
    Entry,
    EntryFilter,
    Settled,
    State,
    as_entry,
    is_newest,
    newest_of,
    row_of,
)
from rpa.runs.holder import Holder
from rpa.runs.scope import Scope
from rpa.state import state_folder

__all__ = [
    "Claimed",
    "Entry",
    "EntryFilter",
    "Holder",
    "Ledger",
    "LedgerUnavailable",
    "Outcome",
    "Scope",
    "Settled",
    "State",
    "has_ledger",
    "ledger_url",
]

ENVIRONMENT_NAME = "RPA_LEDGER"
_MOST_RACES = 100
_ANY = EntryFilter()

T = TypeVar("T")


class LedgerUnavailable(Unavailable):
    """The ledger cannot be read or written; without it nothing may be changed."""


class NeverIntended(InputWrong):
    """An outcome was told of a change that nobody wrote down beforehand."""

    def __init__(self, scope: Scope, keys: Sequence[str]) -> None:
        super().__init__(f"the ledger has no change {', '.join(keys)} of {scope}; claim it first")
        self.scope, self.keys = scope, tuple(keys)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Which changes the asker may go on with, and why it must leave the others alone.

    `before` is what was known of the ones it won, where anything was: a run that died on them, or
    an outcome that was not clear.
    """

    won: tuple[str, ...]
    lost: Mapping[str, Entry] = field(default_factory=dict)
    before: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one change came to; `evidence` are names of files."""

    key: str
    state: Settled
    detail: str = ""
    evidence: tuple[str, ...] = ()


def ledger_url() -> str | Path:
    """Return where the ledger is: in the database of RPA_LEDGER, or in this user's folder."""
    return os.environ.get(ENVIRONMENT_NAME, "").strip() or state_folder() / "ledger.db"


def has_ledger() -> bool:
    """Whether there is a ledger to read; looking makes no file."""
    place = ledger_url()
    return "://" in str(place) or Path(place).is_file()


class Ledger:
    """The changes of all projects of a user, or of all who share a database.

    Several processes may use it at once. What a method wrote is on the disk when it returns, also
    if the process or the machine dies right after.
    """

    def __init__(
        self,
        url_or_path: str | Path | None = None,
        *,
        busy_s: float = 15,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._clock = clock
        self._database = Database(
            ledger_url() if url_or_path is None else url_or_path,
            ENTRIES,
            name="ledger",
            unavailable=LedgerUnavailable,
            busy_s=busy_s,
            # Not the write-ahead log: it must not lie on a shared drive, and a ledger may. "Extra"
            # is "full", and does not lose the end of a transaction with the machine's power.
            pragmas=("journal_mode=DELETE", "synchronous=EXTRA"),
        )

    def last(self, scope: Scope, keys: Collection[str]) -> dict[str, Entry]:
        """Return the newest entry of each key that has one."""
        with self._database.reading() as connection:
            return newest_of(connection, scope, keys)

    def claim(
        self, scope: Scope, wanted: Mapping[str, str], *, flow: str, holder: Holder
    ) -> Claimed:
        """Write down that the changes `wanted` (what each is, by key) are about to be made.

        Those that are done, or that another process still has in hand, are left as they are.
        """

        def attempt(connection: sa.Connection) -> Claimed:
            before = newest_of(connection, scope, wanted)
            lost = _out_of_reach(before, holder)
            won = tuple(key for key in wanted if key not in lost)
            at = self._clock()
            rows = [
                row_of(
                    scope,
                    key,
                    at=at,
                    turn=before[key].turn + 1 if key in before else 1,
                    state="intended",
                    what=wanted[key],
                    flow=flow,
                    holder=holder,
                )
                for key in won
            ]
            _append(connection, rows)
            return Claimed(won, lost, {key: before[key] for key in won if key in before})

        return self._racing(attempt)

    def settle(
        self,
        scope: Scope,
        key: str,
        state: Settled,
        detail: str = "",
        evidence: Iterable[str] = (),
    ) -> Entry:
        """Write down what a change came to, and return the entry that counts from now on.

        A change that another process has in hand by now can only become `done`: any other outcome
        is that process's to tell, and the entry returned is its own.
        """
        return self.settle_all(scope, [Outcome(key, state, detail, tuple(evidence))])[key]

    def settle_all(self, scope: Scope, outcomes: Collection[Outcome]) -> dict[str, Entry]:
        """Write down what several changes came to, all or none; see `settle`."""
        by_key = {one.key: one for one in outcomes}

        def attempt(connection: sa.Connection) -> dict[str, Entry]:
            before = newest_of(connection, scope, by_key)
            if missing := [key for key in by_key if key not in before]:
                raise NeverIntended(scope, missing)
            elsewhere = _elsewhere(before)
            at = self._clock()
            rows = [
                _row_after(before[key], outcome, at)
                for key, outcome in by_key.items()
                if outcome.state == "done" or key not in elsewhere
            ]
            _append(connection, rows)
            return newest_of(connection, scope, by_key)

        return self._racing(attempt)

    def entries(self, wanted: EntryFilter = _ANY, *, limit: int | None = None) -> list[Entry]:
        """Return all that was written down, the newest first."""
        return self._selected(wanted.conditions(), limit)

    def standing(self, wanted: EntryFilter = _ANY, *, limit: int | None = None) -> list[Entry]:
        """Return how each change stands now, the newest first."""
        return self._selected([*wanted.conditions(), is_newest()], limit)

    def _selected(
        self, conditions: Iterable[sa.ColumnElement[bool]], limit: int | None
    ) -> list[Entry]:
        query = sa.select(ENTRIES).where(*conditions).order_by(ENTRIES.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [as_entry(row) for row in connection.execute(query).mappings()]

    def _racing(self, attempt: Callable[[sa.Connection], T]) -> T:
        """Carry out an attempt in a transaction, again when another process was quicker."""
        for _ in range(_MOST_RACES):
            try:
                with self._database.writing() as connection:
                    return attempt(connection)
            except LedgerUnavailable as error:
                if not isinstance(error.__cause__, IntegrityError):
                    raise
        raise LedgerUnavailable(f"{self._database.shown}: others write to the ledger all the time")


def _out_of_reach(before: Mapping[str, Entry], holder: Holder) -> dict[str, Entry]:
    """Return the entries that forbid `holder` to make their changes."""
    elsewhere = _elsewhere(before, holder)
    return {key: one for key, one in before.items() if one.state == "done" or key in elsewhere}


def _elsewhere(before: Mapping[str, Entry], asker: Holder | None = None) -> Set[str]:
    """Return the keys of the changes that a process other than the asker's has in hand."""
    intended = {key: one.holder for key, one in before.items() if one.state == "intended"}
    # Thousands of changes have few holders, and to look for a process takes its time.
    others = {
        one
        for one in set(intended.values())
        if not (one.is_same_process(asker) if asker else one.is_this_process()) and one.is_alive()
    }
    return {key for key, one in intended.items() if one in others}


def _row_after(before: Entry, outcome: Outcome, at: datetime) -> dict[str, Any]:
    return row_of(
        before.scope,
        before.key,
        at=at,
        turn=before.turn + 1,
        state=outcome.state,
        what=before.what,
        flow=before.flow,
        holder=before.holder,
        detail=outcome.detail,
        evidence=outcome.evidence,
    )


def _append(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        # In one order in all processes, which otherwise might wait for each other.
        inserted = sa.insert(ENTRIES).returning(ENTRIES.c.seq)
        connection.execute(inserted, sorted(rows, key=itemgetter("key")))
