import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rpa.errors import InputWrong
from rpa.events import RunFinished, RunStarted
from rpa.runs.history import History, HistoryUnavailable, RunRecord
from tests.runs.conftest import on_both

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def started(run: str, flow: str = "order-resources", at: datetime = MORNING) -> RunStarted:
    return RunStarted(
        at=at,
        run=run,
        flow=flow,
        title="查看订单资源明细",
        portal="partner-center",
        site="sandbox",
        account="distributor",
        folder=Path("/output") / run,
        inputs={},
        steps=5,
    )


def finished(at: datetime = MORNING + timedelta(seconds=65)) -> RunFinished:
    return RunFinished(
        at=at,
        status="unproven",
        exit_code=3,
        error="count fails",
        duration_s=65.0,
        files=(),
        proofs=(),
    )


def record(run: str, **end) -> RunRecord:
    facts = {
        "flow": "order-resources",
        "title": "查看订单资源明细",
        "portal": "partner-center",
        "site": "sandbox",
        "account": "distributor",
        "folder": Path("/output") / run,
        "started": MORNING,
    }
    return RunRecord(run=run, **facts | end)


@pytest.fixture
def history(place):
    return History(place)


def test_a_run_is_there_from_its_beginning(history):
    history.begin(started("a1"))

    assert history.recent(10) == [record("a1")]


def test_the_end_of_a_run_is_added_to_its_beginning(history):
    history.begin(started("a1", at=MORNING.astimezone(timezone(timedelta(hours=8)))))
    history.end("a1", finished())

    assert history.recent(10) == [
        record(
            "a1",
            ended=MORNING + timedelta(seconds=65),
            status="unproven",
            exit_code=3,
            error="count fails",
            duration_s=65.0,
        )
    ]


@on_both
def test_a_run_that_begins_again_has_no_end_yet(history):
    history.begin(started("a1"))
    history.end("a1", finished())
    history.begin(started("a1"))

    assert history.recent(10) == [record("a1")]


def test_the_newest_runs_come_first_and_a_flow_can_be_picked(history):
    for minute, flow in enumerate(["x", "y", "x", "y"]):
        history.begin(started(f"r{minute}", flow, MORNING + timedelta(minutes=minute)))

    assert [one.run for one in history.recent(3)] == ["r3", "r2", "r1"]
    assert [one.run for one in history.recent(3, "x")] == ["r2", "r0"]


@on_both
def test_a_run_is_found_by_the_beginning_of_its_id_or_as_the_last(history):
    for run, minute in (("20261123-1a", 1), ("20261123-2b", 2), ("20261124-3%", 0)):
        history.begin(started(run, at=MORNING + timedelta(minutes=minute)))

    asked = ["20261124", "20261123-1", "last"]
    assert [history.find(prefix).run for prefix in asked] == [
        "20261124-3%",
        "20261123-1a",
        "20261123-2b",
    ]


def test_a_run_that_is_not_there_is_said_with_the_nearest(history, place):
    history.begin(started("20261123-153000-a1b2"))

    with pytest.raises(InputWrong) as caught:
        history.find("20261123-153000-a1b3")
    assert str(caught.value) == (
        "run 20261123-153000-a1b3: there is no such run in"
        f' {place}; did you mean "20261123-153000-a1b2"?'
    )


def test_before_the_first_run_there_is_no_last(history, place):
    with pytest.raises(InputWrong) as caught:
        history.find("last")
    assert str(caught.value) == (f"run last: there is no such run in {place}; there is none here")


def test_a_beginning_that_several_runs_share_names_them(history):
    history.begin(started("20261123-1"))
    history.begin(started("20261123-2"))

    with pytest.raises(InputWrong) as caught:
        history.find("2026")
    assert str(caught.value) == "run 2026: several runs begin so: 20261123-2, 20261123-1"


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_the_database_is_for_its_owner_only(history, place):
    history.begin(started("a1"))

    files = place.parent.iterdir()
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.slow
def test_several_processes_record_at_once_and_nothing_is_lost(tmp_path):
    path = tmp_path / "history.db"
    program = """
import sys
from rpa.runs.history import History
from test_history import finished, started

history = History(sys.argv[1])
for number in range(15):
    history.begin(started(f"{sys.argv[2]}-{number}"))
    history.end(f"{sys.argv[2]}-{number}", finished())
"""
    search = os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), name],
            env={**os.environ, "PYTHONPATH": search},
        )
        for name in "abcd"
    ]

    assert [process.wait() for process in running] == [0] * 4
    assert len([one for one in History(path).recent(100) if one.status == "unproven"]) == 60


def test_a_url_is_as_good_as_a_path(tmp_path):
    path = tmp_path / "history.db"
    History(f"sqlite:///{path}").begin(started("a1"))

    assert History(str(path)).recent(1) == [record("a1")]


def test_a_broken_database_is_said_and_not_touched(tmp_path):
    path = tmp_path / "history.db"
    path.write_bytes(b"this is no database, whatever its name says" * 30)
    before = path.read_bytes()

    with pytest.raises(HistoryUnavailable) as caught:
        History(path).begin(started("a1"))
    assert str(caught.value) == (
        f"{path}: the history could not be written: file is not a database"
    )
    assert path.read_bytes() == before


def test_a_locked_database_is_said_once_waiting_is_over(tmp_path):
    path = tmp_path / "history.db"
    History(path).begin(started("a1"))

    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryUnavailable) as caught:
            History(path, busy_s=0).begin(started("a2"))
    assert str(caught.value) == f"{path}: the history could not be written: database is locked"


def test_a_folder_in_the_databases_place_is_said(tmp_path):
    with pytest.raises(HistoryUnavailable) as caught:
        History(tmp_path).recent(1)
    assert str(caught.value) == (f"{tmp_path}: the history could not be read: Is a directory")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql+nosuch://me:secret@host/db",
            "postgresql+nosuch://me:***@host/db: no driver for this database is installed: Can't",
        ),
        (
            "://",
            "the history's database: this is not a URL such as postgresql+psycopg://user@host/name",
        ),
    ],
)
def test_a_url_that_leads_nowhere_is_the_users_to_correct(url, said):
    with pytest.raises(InputWrong) as caught:
        History(url)
    assert str(caught.value).startswith(said)


def test_a_driver_that_is_missing_is_named_with_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputWrong) as caught:
        History("postgresql://me:secret@host/db")
    assert str(caught.value) == (
        "postgresql+psycopg://me:***@host/db: no driver for this database is installed: import of "
        'psycopg halted; None in sys.modules; pip install "partner-rpa[postgresql]"'
    )
