"""The ledger: each change is one process's business, and nothing that was written is lost."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from rpa.errors import InputWrong, Unavailable
from rpa.runs import entry as entry_module
from rpa.runs import ledger as ledger_module
from rpa.runs.holder import Holder, started_at, this_host
from rpa.runs.ledger import (
    Claimed,
    Entry,
    EntryFilter,
    Ledger,
    LedgerUnavailable,
    Outcome,
    Scope,
    has_ledger,
    ledger_url,
)
from tests.runs.conftest import on_both

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(hours=1)
SHOP = Scope("partner-center", "replica-1", "distributor")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ledger(place) -> Ledger:
    return Ledger(place, clock=lambda: MORNING)


@pytest.fixture
def me() -> Holder:
    return Holder.here("run-me", LATER)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python programs that end with the test."""
    with ExitStack() as stack:

        def begin(program: str, *arguments: object) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", program, *map(str, arguments)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


@pytest.fixture
def other(start) -> Holder:
    """Another process of this machine that is there as long as the test."""
    process = start("input()")
    return Holder("run-other", this_host(), process.pid, _start_of(process.pid), LATER)


def _start_of(pid: int) -> float:
    return started_at(psutil.Process(pid))


def _dead(holder: Holder) -> Holder:
    """Return a process that had the same number, and ended."""
    return replace(holder, run="run-dead", started=holder.started - 3600)


def _entry(seq: int, key: str, turn: int, state: str, holder: Holder, **more: object) -> Entry:
    facts = {
        "at": MORNING,
        "portal": "partner-center",
        "site": "replica-1",
        "account": "distributor",
        "what": f"recall {key}",
        "flow": "recall-coupons",
        "run": holder.run,
        "detail": "",
        "evidence": (),
    }
    return Entry(seq=seq, key=key, turn=turn, state=state, holder=holder, **facts | more)


def _claim(ledger: Ledger, holder: Holder, *keys: str, scope: Scope = SHOP) -> Claimed:
    wanted = {key: f"recall {key}" for key in keys}
    return ledger.claim(scope, wanted, flow="recall-coupons", holder=holder)


def test_what_nobody_made_may_be_made_and_is_written_down_before(ledger, me):
    assert _claim(ledger, me, "c2", "c1") == Claimed(won=("c2", "c1"))
    assert ledger.last(SHOP, ["c1", "c2", "c3"]) == {
        "c1": _entry(1, "c1", 1, "intended", me),
        "c2": _entry(2, "c2", 1, "intended", me),
    }


@on_both
def test_what_is_done_is_not_made_again_and_its_entry_says_who_did(ledger, me):
    _claim(ledger, me, "c1")
    done = ledger.settle(SHOP, "c1", "done", "2 left", ["before.png", "after.png"])

    evidence = ("before.png", "after.png")
    assert done == _entry(2, "c1", 2, "done", me, detail="2 left", evidence=evidence)
    assert _claim(ledger, me, "c1", "c2") == Claimed(won=("c2",), lost={"c1": done})


@pytest.mark.parametrize("state", ["not_done", "unclear"])
def test_what_is_not_known_to_be_done_may_be_tried_again(ledger, me, state):
    _claim(ledger, me, "c1")
    settled = ledger.settle(SHOP, "c1", state, "refused: 系统繁忙")

    assert settled == _entry(2, "c1", 2, state, me, detail="refused: 系统繁忙")
    assert _claim(ledger, me, "c1") == Claimed(won=("c1",), before={"c1": settled})
    assert ledger.last(SHOP, ["c1"]) == {"c1": _entry(3, "c1", 3, "intended", me)}


@on_both
def test_what_another_process_has_in_hand_is_left_to_it(ledger, me, other):
    _claim(ledger, other, "c1")

    assert _claim(ledger, me, "c1", "c2") == Claimed(
        won=("c2",), lost={"c1": _entry(1, "c1", 1, "intended", other)}
    )


def test_a_process_may_go_on_with_what_it_has_in_hand_itself(ledger, me):
    _claim(ledger, me, "c1")
    again = replace(me, run="run-resumed")

    assert _claim(ledger, again, "c1") == Claimed(
        won=("c1",), before={"c1": _entry(1, "c1", 1, "intended", me)}
    )


def test_a_resumed_run_is_not_the_same_process(ledger, me, other):
    _claim(ledger, replace(other, run=me.run), "c1")

    assert _claim(ledger, me, "c1").won == ()


def test_what_a_dead_process_had_in_hand_is_taken_over(ledger, me, other, start):
    killed = start("input()")
    dead = replace(other, pid=killed.pid, started=_start_of(killed.pid))
    _claim(ledger, dead, "c1")
    killed.kill()
    # It is not waited for: to be a zombie is to be dead.
    assert _claim_once_dead(ledger, me).before == {"c1": _entry(1, "c1", 1, "intended", dead)}


def _claim_once_dead(ledger: Ledger, me: Holder) -> Claimed:
    until = time.monotonic() + 10
    while not (claimed := _claim(ledger, me, "c1")).won:
        assert time.monotonic() < until
    return claimed


def test_a_process_number_that_was_used_again_is_no_match(ledger, me, other):
    _claim(ledger, _dead(other), "c1")

    assert _claim(ledger, me, "c1").won == ("c1",)


@pytest.mark.parametrize(("minutes", "won"), [(1, ()), (-1, ("c1",))])
def test_a_process_of_another_host_is_waited_for_until_its_run_must_be_over(
    ledger, me, minutes, won
):
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    _claim(ledger, replace(me, host="elsewhere", until=until), "c1")

    assert _claim(ledger, me, "c1").won == won


def test_accounts_sites_and_portals_are_told_apart(ledger, me, other):
    _claim(ledger, other, "c1")
    scopes = [
        replace(SHOP, account="reseller"),
        replace(SHOP, site="replica-2"),
        replace(SHOP, portal="shop"),
    ]

    assert [ledger.last(scope, ["c1"]) for scope in scopes] == [{}, {}, {}]
    assert [_claim(ledger, me, "c1", scope=scope).won for scope in scopes] == [("c1",)] * 3


def test_outcomes_of_many_are_written_together(ledger, me):
    _claim(ledger, me, "c1", "c2", "c3")
    outcomes = [Outcome("c3", "done"), Outcome("c1", "not_done", "locked")]

    assert ledger.settle_all(SHOP, outcomes) == {
        "c1": _entry(4, "c1", 2, "not_done", me, detail="locked"),
        "c3": _entry(5, "c3", 2, "done", me),
    }


@on_both
def test_an_outcome_of_what_nobody_intended_is_refused_and_none_is_written(ledger, me):
    _claim(ledger, me, "c1")

    with pytest.raises(InputWrong) as caught:
        ledger.settle_all(SHOP, [Outcome("c1", "done"), Outcome("c9", "done")])
    assert str(caught.value) == (
        "the ledger has no change c9 of distributor on replica-1; claim it first"
    )
    assert ledger.last(SHOP, ["c1"]) == {"c1": _entry(1, "c1", 1, "intended", me)}


@pytest.mark.parametrize("state", ["not_done", "unclear"])
def test_who_lost_a_change_to_another_cannot_set_it_free(ledger, me, other, state):
    _claim(ledger, _dead(me), "c1")
    _claim(ledger, other, "c1")
    theirs = _entry(2, "c1", 2, "intended", other)

    assert ledger.settle(SHOP, "c1", state) == theirs
    assert ledger.last(SHOP, ["c1"]) == {"c1": theirs}
    assert ledger.settle(SHOP, "c1", "done").state == "done"


@on_both
def test_entries_come_the_newest_first_and_can_be_picked(ledger, me, other):
    _claim(ledger, other, "c1", "c_2")
    _claim(ledger, me, "c3", scope=replace(SHOP, account="reseller"))
    _claim(ledger, _dead(other), "d1", scope=replace(SHOP, site="replica-2"))
    ledger.settle(SHOP, "c1", "done")

    def seqs(**wanted: object) -> list[int]:
        return [one.seq for one in ledger.entries(EntryFilter(**wanted))]

    assert seqs() == [5, 4, 3, 2, 1]
    assert [one.seq for one in ledger.entries(limit=2)] == [5, 4]
    assert (seqs(account="reseller"), seqs(site="replica-2")) == ([3], [4])
    assert (seqs(portal="shop"), seqs(portal="partner-center", state="done")) == ([], [5])
    assert (seqs(run="run-o"), seqs(run="run-%")) == ([5, 2, 1], [])
    assert (seqs(key_holds="c_"), seqs(key_holds="1")) == ([2], [5, 4, 1])
    assert (seqs(flow="x"), seqs(flow="recall-coupons", state="intended")) == ([], [4, 3, 2, 1])
    assert seqs(since=MORNING) == [5, 4, 3, 2, 1]
    assert seqs(since=MORNING + timedelta(seconds=1)) == []


@on_both
def test_how_changes_stand_now_is_told_once_for_each(ledger, me):
    _claim(ledger, me, "c1", "c2")
    _claim(ledger, me, "c1", scope=replace(SHOP, account="reseller"))
    ledger.settle(SHOP, "c1", "unclear")
    done = ledger.settle(SHOP, "c1", "done")

    assert [one.seq for one in ledger.standing()] == [done.seq, 3, 2]
    assert ledger.standing(EntryFilter(state="unclear")) == []
    assert ledger.standing(EntryFilter(state="done"), limit=1) == [done]


@pytest.mark.slow
def test_five_thousand_changes_are_asked_for_and_settled_quickly(tmp_path, me):
    ledger = Ledger(tmp_path / "ledger.db")
    keys = [f"coupon-{number}" for number in range(5000)]
    began = time.process_time()

    assert len(_claim(ledger, me, *keys).won) == 5000
    ledger.settle_all(SHOP, [Outcome(key, "done") for key in keys])
    assert {one.turn for one in ledger.last(SHOP, keys).values()} == {2}
    assert len(_claim(ledger, me, *keys).lost) == 5000
    assert time.process_time() - began < 10


RACE = """
import sys
from datetime import UTC, datetime, timedelta
from rpa.runs.ledger import Holder, Ledger, Scope

ledger = Ledger(sys.argv[1])
holder = Holder.here(sys.argv[2], datetime.now(UTC) + timedelta(hours=1))
scope = Scope("partner-center", "replica-1", "distributor")
print("ready", flush=True)
input()
won = []
for number in range(20):
    won += ledger.claim(scope, {f"c{number}": "recall"}, flow="f", holder=holder).won
print(*won, flush=True)
input()
"""


@on_both
def test_of_two_processes_that_race_exactly_one_wins_each_change(place, start):
    racers = [start(RACE, place, name) for name in ("a", "b")]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("\n")
        racer.stdin.flush()
    won = [racer.stdout.readline().split() for racer in racers]

    assert sorted(won[0] + won[1]) == sorted(f"c{number}" for number in range(20))
    winners = {one.key: one.run for one in Ledger(place).entries()}
    assert winners == {key: name for name, keys in zip("ab", won, strict=True) for key in keys}


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from rpa.runs.ledger import Holder, Ledger, Scope

ledger = Ledger(sys.argv[1])
holder = Holder.here("writer", datetime.now(UTC) + timedelta(hours=1))
scope = Scope("partner-center", "replica-1", "distributor")
for number in count():
    key = f"{sys.argv[2]}-{number}"
    ledger.claim(scope, {key: "recall"}, flow="f", holder=holder)
    print(key, "intended", flush=True)
    ledger.settle(scope, key, "done")
    print(key, "done", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_process_that_is_killed_loses_nothing_it_was_told_was_written(place, start, me):
    for attempt, lines in enumerate((1, 2, 7)):
        writer = start(WRITER, place, attempt)
        told = [writer.stdout.readline().split() for _ in range(lines)]
        writer.kill()
        told += [line.split() for line in writer.stdout.read().splitlines()]
        writer.wait()

        kept = Ledger(place).last(SHOP, [key for key, _ in told])
        reached = dict(told)
        assert {k: s for k, s in reached.items() if kept[k].state not in (s, "done")} == {}
        left = [key for key, state in reached.items() if kept[key].state == "intended"]
        assert list(_claim(Ledger(place), me, *left).won) == left


@on_both
def test_a_race_that_only_the_database_decides_is_run_again(ledger, me, other, monkeypatch):
    """On a server two may read before either writes, as here; the table lets one of them in."""
    read, others = entry_module.newest_of, [other]

    def outrun(connection, scope, keys):
        found = read(connection, scope, keys)
        if others:
            row = {"at": MORNING, "turn": 1, "state": "intended", "what": "recall c1"}
            row = entry_module.row_of(
                scope, "c1", flow="recall-coupons", holder=others.pop(), **row
            )
            connection.execute(entry_module.ENTRIES.insert(), row)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN")
        return found

    monkeypatch.setattr(ledger_module, "newest_of", outrun)

    assert _claim(ledger, me, "c1") == Claimed(
        won=(), lost={"c1": _entry(1, "c1", 1, "intended", other)}
    )


def test_whoever_claims_keeps_others_from_it_before_he_reads(ledger, place, me):
    _claim(ledger, me, "c1")

    with ledger._database.writing(), pytest.raises(LedgerUnavailable, match="database is locked"):
        _claim(Ledger(place, busy_s=0), me, "c2")
    assert _claim(Ledger(place, busy_s=0), me, "c2").won == ("c2",)


def test_entries_are_only_ever_added():
    for module in (ledger_module, entry_module):
        program = Path(module.__file__).read_text("utf-8").lower()
        assert [
            word
            for word in ("sa.update", "sa.delete", ".update()", ".delete()", "drop")
            if word in program
        ] == []


def test_what_is_written_is_on_the_disk_at_once(ledger):
    with ledger._database.writing() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode")
        }
    assert asked == {"synchronous": 3, "journal_mode": "delete"}


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_the_ledger_is_for_its_owner_only(ledger, place, me):
    _claim(ledger, me, "c1")

    assert [stat.S_IMODE(file.stat().st_mode) for file in place.parent.iterdir()] == [0o600]


def test_a_broken_ledger_is_unavailable_and_not_touched(tmp_path):
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is no database, whatever its name says" * 30)
    before = path.read_bytes()

    with pytest.raises(LedgerUnavailable) as caught:
        Ledger(path).last(SHOP, ["c1"])
    assert str(caught.value) == f"{path}: the ledger could not be read: file is not a database"
    assert isinstance(caught.value, Unavailable)
    assert path.read_bytes() == before


def test_a_locked_ledger_is_unavailable_once_waiting_is_over(ledger, place, me):
    _claim(ledger, me, "c1")

    with closing(sqlite3.connect(place)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerUnavailable) as caught:
            _claim(Ledger(place, busy_s=0), me, "c2")
    assert str(caught.value) == f"{place}: the ledger could not be written: database is locked"


def test_the_ledger_is_this_users_unless_a_setting_names_another(monkeypatch, tmp_path):
    monkeypatch.setenv("RPA_HOME", str(tmp_path / "home"))
    assert (ledger_url(), has_ledger()) == (tmp_path / "home" / "ledger.db", False)
    Ledger().entries()
    assert has_ledger()

    monkeypatch.setenv("RPA_LEDGER", f"sqlite:///{tmp_path}/other.db")
    assert (ledger_url(), has_ledger()) == (f"sqlite:///{tmp_path}/other.db", True)
    monkeypatch.setenv("RPA_LEDGER", str(tmp_path / "third.db"))
    assert has_ledger() is False


def test_a_holder_is_named_with_its_host_where_it_is_not_here(me):
    assert me.in_words() == f"run run-me (process {os.getpid()})"
    assert (
        replace(me, host="elsewhere").in_words()
        == f"run run-me (process {os.getpid()} on elsewhere)"
    )
