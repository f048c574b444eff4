"""What a person sees of a batch, and what it leaves."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rpa.tables import Proof
from rpa.unattended.batch_report import render_batch_report
from rpa.unattended.screen import BatchScreen
from rpa.unattended.summary import Summary, write_summary
from rpa.unattended.told import BatchFinished, BatchStarted, JobFinished, JobStarted, JobTold
from tests.batch.conftest import job, outcome

STARTED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def finished(name: str, code: int = 0, **more: object) -> JobFinished:
    facts = {"status": "ok" if not code else "unavailable", "exit_code": code, "error": ""}
    facts |= {"duration_s": 12.0, "rows": 1234, "folder": None, "files": ()}
    return JobFinished(job=name, **{**facts, **more})


def started(name: str) -> JobStarted:
    return JobStarted(job=name, flow="read-orders", title="Read", site="live", account="me")


def shown(*events: object) -> list[str]:
    stream = io.StringIO()
    with BatchScreen(stream, {}) as screen:
        for event in events:
            screen(event)
    return stream.getvalue().splitlines()


def test_runs_are_lines_and_those_that_did_not_go_well_are_listed_at_the_end():
    assert shown(
        BatchStarted(batch="b", folder=Path("out"), jobs=2, parallel=4),
        started("north"),
        started("south"),
        JobTold(job="north", told={"event": "step_started", "words": "read"}),
        finished("south", 5, error="it does not answer", is_retried=True),
        finished("north"),
        started("south"),
        finished("south", 5, rows=0, error="it does not answer\nat all", folder=Path("out/r1")),
        BatchFinished(
            status="unavailable",
            exit_code=5,
            duration_s=61.0,
            counts={"ok": 1, "unavailable": 1},
            files=(Path("out/batch.xlsx"),),
        ),
    ) == [
        "2 jobs  at most 4 at once",
        "› north  Read",
        "› south  Read",
        "↻ south  unavailable · 1,234 rows · 12 s · it will be run again",
        "✓ north  done · 1,234 rows · 12 s · 1 of 2",
        "› south  Read",
        "✗ south  unavailable · 0 rows · 12 s · 2 of 2",
        "",
        "✗ south  unavailable",
        "  it does not answer",
        "  at all",
        "  out/r1",
        "✗ 1 done · 1 unavailable · 1 min 1 s",
        "  out/batch.xlsx",
        "exit code 5: portal or browser unavailable, worth another try later",
    ]


def test_on_a_terminal_the_runs_that_go_on_say_how_far_they_are(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    page = {"event": "page_read", "page": 3, "pages": 12}
    with BatchScreen(stream, {"TERM": "xterm"}) as screen:
        screen(started("north"))
        screen(JobTold(job="north", told={"event": "step_started", "words": "read 订单"}))
        screen(JobTold(job="north", told=page))
    assert "read 订单 · page 3 of 12" in stream.getvalue()


@pytest.fixture
def summary(tmp_path) -> Summary:
    good, bad = Proof("订单", "count", "holds", "57 = 57"), Proof("订单", "keys", "fails", "twice")
    run = tmp_path / "read-orders" / "r1"
    return Summary(
        file=Path("jobs.yaml"),
        batch="b1",
        folder=tmp_path,
        started=STARTED,
        ended=STARTED + timedelta(seconds=61),
        outcomes=(
            outcome(
                "north",
                3,
                job=job("north", given={"customer": "<A>", "days": "last_month"}),
                error="订单: twice",
                duration_s=12.34,
                folder=run,
                rows=57,
                pages=2,
                files=(run / "a b.xlsx", run / "report.html"),
                proofs=(good, bad),
            ),
            outcome("south"),
        ),
    )


def test_the_workbook_has_a_row_for_each_job_and_all_proofs(summary):
    workbook = load_workbook(write_summary(summary))

    rows = [[cell.value for cell in row] for row in workbook["任务"].iter_rows()]
    folder = str(summary.folder / "read-orders" / "r1")
    assert rows == [
        ["任务", "流程", "站点", "账号", "输入", "结果", "行数", "核对通过", "用时（秒）", "工作簿", "错误", "运行文件夹"],
        ["north", "read-orders", "sandbox", "keeper", "customer=<A>; days=last_month",
         "数据未能核对完整", 57, "1/2", 12.3, f"{folder}/a b.xlsx", "订单: twice", folder],
        ["south", "read-orders", "sandbox", "keeper", None, "成功", 0, None, 0, None, None, None],
    ]  # fmt: skip
    about = [[cell.value for cell in row] for row in workbook["关于"].iter_rows()]
    assert about[2:6] == [
        ["流程", "jobs.yaml", None, None],
        ["门户", "shop", None, None],
        ["站点", "sandbox", None, None],
        ["账号", "keeper", None, None],
    ]
    assert [row[0] for row in about[-2:]] == ["north: 订单"] * 2


def test_the_report_links_to_the_runs_and_escapes_what_they_say(summary):
    html = render_batch_report(summary)

    assert "customer=&lt;A&gt;; days=last_month" in html
    assert 'href="read-orders/r1/a%20b.xlsx"' in html
    assert '<a href="read-orders/r1/report.html">report</a>' in html
    assert "2 jobs · 1 not proved complete · 1 done · 57 rows" in html
    assert html.count("订单: twice") == 1
