"""`rpa ledger`: what was changed, for people, programs and spreadsheets, and a person's word."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from openpyxl import load_workbook

from rpa.runs.holder import started_at, this_host
from rpa.runs.ledger import Holder, Ledger, Outcome, Scope

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SHOP = Scope("shop", "live", "keeper")
UNTIL = datetime.now(UTC) + timedelta(hours=1)
PARENT = Holder(
    "run-alive", this_host(), os.getppid(), started_at(psutil.Process(os.getppid())), UNTIL
)
DEAD = replace(PARENT, run="run-dead", started=PARENT.started - 3600)
HEADER = ["WHEN", "KEY", "STATE", "SITE / ACCOUNT", "FLOW", "RUN", "WHAT"]
SETTLE = '\nOnce you have looked on the portal: "rpa ledger settle KEY --as done".\n'


@pytest.fixture
def env(tmp_path) -> dict[str, str]:
    return {"RPA_LEDGER": str(tmp_path / "ledger.db"), "TZ": "UTC"}


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    """A ledger in which five changes stand in all the ways there are."""
    minutes = iter(range(100))
    book = Ledger(tmp_path / "ledger.db", clock=lambda: AT + timedelta(minutes=next(minutes)))
    _claim(book, DEAD, "recall", "c1", "c2", "c3", "c4")
    _claim(book, replace(DEAD, run="run-b"), "invite", "anna", scope=replace(SHOP, account="boss"))
    book.settle_all(SHOP, [Outcome("c1", "done", "4 left", ("before.png", "after.png"))])
    book.settle(SHOP, "c2", "not_done", "refused")
    book.settle(SHOP, "c3", "unclear", "no answer")
    _claim(book, PARENT, "recall", "c5")
    return book


def _claim(book: Ledger, holder: Holder, flow: str, *keys: str, scope: Scope = SHOP) -> None:
    book.claim(scope, {key: f"{flow} {key}" for key in keys}, flow=flow, holder=holder)


def _table(out: str) -> list[list[str]]:
    lines = [line for line in out.partition("\n\n")[0].splitlines() if not line.startswith("─")]
    return [[cell.strip() for cell in line.split("  ") if cell] for line in lines]


def _keys(said) -> list[str]:
    return [json.loads(line)["key"] for line in said.out.splitlines()]


def test_changes_are_listed_as_they_stand_the_newest_first(rpa, ledger, env):
    said = rpa("ledger", env=env)
    keeper = "live / keeper"
    assert (said.code, said.err) == (0, "")
    assert _table(said.out) == [
        HEADER,
        ["2026-11-23 08:35", "c5", "being made", keeper, "recall", "run-alive", "recall c5"],
        [
            "2026-11-23 08:34",
            "c3",
            "unclear",
            keeper,
            "recall",
            "run-dead",
            "recall c3 · no answer",
        ],
        ["2026-11-23 08:33", "c2", "not_done", keeper, "recall", "run-dead", "recall c2 · refused"],
        ["2026-11-23 08:32", "c1", "done", keeper, "recall", "run-dead", "recall c1 · 4 left"],
        [
            "2026-11-23 08:31",
            "anna",
            "intended, run ended",
            "live / boss",
            "invite",
            "run-b",
            "invite anna",
        ],
        [
            "2026-11-23 08:30",
            "c4",
            "intended, run ended",
            keeper,
            "recall",
            "run-dead",
            "recall c4",
        ],
    ]
    assert said.out.endswith(SETTLE)


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ("--flow invite", ["anna"]),
        ("--account keeper --state intended", ["c5", "c4"]),
        ("--state unclear", ["c3"]),
        ("--run run-a", ["c5"]),
        ("--key an", ["anna"]),
        ("--site elsewhere", []),
        ("--portal shop --limit 2", ["c5", "c3"]),
        ("--since 2026-11-23T08:34", ["c5", "c3"]),
        ("--since 2026-11-24", []),
        ("--state intended --history", ["c5", "anna", "c4", "c3", "c2", "c1"]),
    ],
)
def test_changes_can_be_picked(rpa, ledger, env, options, keys):
    assert _keys(rpa("ledger", "--json", *options.split(), env=env)) == keys


def test_a_program_gets_all_there_is_to_know(rpa, ledger, env):
    said = rpa("ledger", "--json", "--key", "c1", env=env)
    assert json.loads(said.out) == {
        "seq": 6,
        "at": "2026-11-23T08:32:00+00:00",
        "portal": "shop",
        "site": "live",
        "account": "keeper",
        "key": "c1",
        "turn": 2,
        "state": "done",
        "what": "recall c1",
        "flow": "recall",
        "run": "run-dead",
        "detail": "4 left",
        "evidence": ["before.png", "after.png"],
        "holder": {
            "run": "run-dead",
            "host": DEAD.host,
            "pid": DEAD.pid,
            "started": DEAD.started,
            "until": UNTIL.isoformat(),
        },
        "is_being_made": False,
    }


def test_a_long_list_says_that_there_may_be_more(rpa, ledger, env):
    said = rpa("ledger", "--limit", "1", "--state", "done", env=env)
    assert said.out.endswith("\n\nThese are the newest 1; --limit shows more.\n")


def test_a_workbook_holds_them_for_its_owners_eyes(rpa, ledger, env, tmp_path):
    said = rpa("ledger", "--flow", "recall", "--state", "done", "--excel", "changes", env=env)
    assert said == (0, "changes.xlsx: 1 changes\n", "")
    file = tmp_path / "changes.xlsx"
    assert file.stat().st_mode & 0o077 == 0
    header, row = load_workbook(file)["changes"].iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True)) == {
        "at": AT.replace(tzinfo=None) + timedelta(minutes=2),
        "key": "c1",
        "state": "done",
        "what": "recall c1",
        "detail": "4 left",
        "portal": "shop",
        "site": "live",
        "account": "keeper",
        "flow": "recall",
        "run": "run-dead",
        "evidence": "before.png; after.png",
        "turn": 2,
    }


def test_before_the_first_change_no_ledger_is_made(rpa, env, tmp_path):
    assert rpa("ledger", env=env) == (0, "no flow changed anything yet\n", "")
    assert rpa("ledger", "--flow", "x", env=env) == (0, "the ledger has no such change\n", "")
    assert rpa("ledger", "settle", "c1", "--as", "done", env=env) == (
        2,
        "",
        "rpa: c1: the ledger has no such change; there is none here\n",
    )
    assert not Path(env["RPA_LEDGER"]).exists()


@pytest.mark.parametrize(
    ("key", "outcome", "note", "detail"),
    [
        ("c3", "done", ["--note", "seen it"], "told by a person: seen it"),
        ("c4", "not_done", [], "told by a person"),
    ],
)
def test_a_person_tells_what_a_change_came_to(rpa, ledger, env, key, outcome, note, detail):
    said = rpa("ledger", "settle", key, "--as", outcome, *note, env=env)
    assert said == (0, f"{key} (recall {key}) of keeper on live: {outcome}\n", "")
    entry = ledger.last(SHOP, [key])[key]
    assert (entry.state, entry.detail, entry.run) == (outcome, detail, "run-dead")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "c1",
            "it was seen to be done at 2026-11-23 08:32 (run run-dead); there is nothing to settle",
        ),
        (
            "c2",
            "it is not done since 2026-11-23 08:33, and the next run may make it; nothing to settle",
        ),
        (
            "c5",
            f"run run-alive (process {PARENT.pid}) is making it right now; wait for its end",
        ),
        ("annna", 'the ledger has no such change; did you mean "anna"?'),
    ],
)
def test_what_needs_no_person_cannot_be_settled(rpa, ledger, env, key, said):
    before = ledger.entries()
    assert rpa("ledger", "settle", key, "--as", "done", env=env) == (2, "", f"rpa: {key}: {said}\n")
    assert ledger.entries() == before


def test_of_two_accounts_with_the_same_key_one_must_be_named(rpa, ledger, env):
    boss = replace(SHOP, account="boss")
    _claim(ledger, DEAD, "recall", "c3", scope=boss)

    assert rpa("ledger", "settle", "c3", "--as", "done", env=env) == (
        2,
        "",
        ("rpa: c3: there are several: of boss on live, keeper on live; add --account or --site\n"),
    )
    assert rpa("ledger", "settle", "c3", "--as", "done", "--account", "boss", env=env).code == 0
    assert [ledger.last(scope, ["c3"])["c3"].state for scope in (SHOP, boss)] == ["unclear", "done"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--state dne", '--state: found "dne"; one of intended, done, not_done, unclear is wanted'),
        ("settle c1 --as unclear", '--as: found "unclear"; one of done, not_done is wanted'),
        (
            "--since lately",
            (
                '--since: found "lately"; a day such as 2026-10-31 is wanted, or a moment such as '
                "2026-10-31T12:30"
            ),
        ),
        ("--limit 0", '--limit: found "0"; a whole number of at least 1 is wanted'),
    ],
)
def test_a_wrong_line_is_refused_in_one_sentence(rpa, env, line, said):
    assert rpa("ledger", *line.split(), env=env) == (2, "", f"rpa ledger: {said}\n")


def test_a_ledger_that_cannot_be_read_is_unavailable(rpa, env):
    Path(env["RPA_LEDGER"]).write_bytes(b"no database" * 100)
    said = rpa("ledger", env=env)
    assert said == (
        5,
        "",
        f"rpa: {env['RPA_LEDGER']}: the ledger could not be read: file is not a database\n",
    )
