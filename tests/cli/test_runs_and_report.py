"""`rpa runs` and `rpa report`, on runs whose journal was written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rpa.events import Event, RunFinished, RunStarted
from rpa.runs.history import History
from rpa.runs.journal import Journal
from rpa.secret import Redactor

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FIRST, SECOND = "20261123-083000-aaaa", "20261123-093000-bbbb"


def _run(output: Path, run: str, flow: str, *, ended: bool = True) -> None:
    folder = output / flow / run
    folder.mkdir(parents=True)
    started = RunStarted(
        at=AT.replace(hour=int(run[9:11])),
        run=run,
        flow=flow,
        title="A flow",
        portal="shop",
        site="sandbox",
        account="keeper",
        folder=folder,
        inputs={},
        steps=1,
    )
    events: list[Event] = [started]
    if ended:
        events.append(
            RunFinished(status="ok", exit_code=0, error="", duration_s=75.2, files=(), proofs=())
        )
    history = History(output / "history.db")
    history.begin(started)
    if ended:
        history.end(run, events[-1])  # type: ignore[arg-type]
    with Journal(folder / "journal.jsonl", Redactor()) as journal:
        for event in events:
            journal(event)


@pytest.fixture
def ran(shop: Path) -> Path:
    """Return a project with two runs behind it, of which the second never ended."""
    _run(shop / "output", FIRST, "read-orders")
    _run(shop / "output", SECOND, "export-orders", ended=False)
    return shop


def test_runs_are_listed_the_newest_first(rpa, ran):
    said = rpa("runs", cwd=ran, env={"TZ": "UTC"})
    assert (said.code, said.err) == (0, "")
    header, _, *rows = said.out.partition("\n\n")[0].splitlines()
    assert header.split() == ["RUN", "WHEN", "FLOW", "SITE", "/", "ACCOUNT", "STATUS", "TOOK"]
    cells = [[cell.strip() for cell in row.split("  ") if cell] for row in rows]
    assert cells == [
        [SECOND, "2026-11-23 09:30", "export-orders", "sandbox / keeper", "not ended"],
        [FIRST, "2026-11-23 08:30", "read-orders", "sandbox / keeper", "ok", "1 min 15 s"],
    ]


def test_runs_of_one_flow_and_so_many(rpa, ran):
    assert SECOND not in rpa("runs", "--flow", "read-orders", cwd=ran).out
    assert FIRST not in rpa("runs", "-n", "1", cwd=ran).out


def test_without_runs_nothing_is_made(rpa, shop):
    assert rpa("runs", cwd=shop) == (0, 'no runs yet; "rpa demo" makes the first one\n', "")
    assert rpa("report", "last", cwd=shop) == (
        2,
        "",
        "rpa: run last: there are no runs in output yet\n",
    )
    assert not (shop / "output").exists()


def test_a_report_is_made_anew_from_the_journal(rpa, ran):
    report = Path("output/read-orders") / FIRST / "report.html"
    for run in (FIRST, "20261123-08"):
        assert rpa("report", run, cwd=ran) == (0, f"{report.as_posix()}\n", "")
    assert (ran / report).stat().st_mode & 0o077 == 0
    assert "A flow" in (ran / report).read_text("utf-8")


def test_the_last_report_is_that_of_the_newest_run(rpa, ran):
    said = rpa("report", "last", "--no-open", cwd=ran)
    assert said.out == f"output/export-orders/{SECOND}/report.html\n"


def test_an_unknown_run_names_the_nearest(rpa, ran):
    said = rpa("report", "20261123-083000-aaab", cwd=ran)
    assert (said.code, said.out) == (2, "")
    assert f'did you mean "{FIRST}"' in said.err


def test_a_run_whose_folder_is_gone_is_said_so(rpa, ran):
    (ran / "output" / "read-orders").rename(ran / "elsewhere")
    assert rpa("report", FIRST, cwd=ran) == (
        2,
        "",
        f"rpa: output/read-orders/{FIRST}: the folder of this run is gone\n",
    )
