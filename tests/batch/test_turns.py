"""Which job is started next, and which ending is the worst."""

from __future__ import annotations

from pathlib import Path

import pytest

from rpa.tables import Proof
from rpa.unattended.outcome import Heard, Outcome, not_started, worst
from rpa.unattended.turns import next_job
from tests.batch.conftest import job

WAITING = [job("1", "few"), job("2", "many"), job("3", "other"), job("4", "many")]


def test_the_account_with_most_jobs_goes_first_and_then_the_order_of_the_file():
    few, many, other, again = WAITING
    assert next_job(WAITING, set()) == many
    assert next_job([few, other, again], {many.lane}) == few
    assert next_job([other, again], {many.lane, few.lane}) == other


def test_no_job_is_started_while_its_account_is_in_use():
    assert next_job(WAITING, {one.lane for one in WAITING}) is None
    assert next_job([], set()) is None


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), 0),
        ((0, 5), 5),
        ((5, 3, 0), 3),
        ((3, 4), 4),
        ((4, 1, 3), 1),
        ((1, 2), 2),
        ((2, 130), 130),
    ],
)
def test_the_exit_code_is_that_of_the_worst(codes, expected):
    assert worst(codes) == expected


PROOF = {"table": "Orders", "check": "count", "verdict": "fails", "detail": "56 of 57"}
TOLD = (
    {"event": "run_started", "run": "r1", "folder": "/out/r1"},
    {"event": "page_read"},
    {"event": "page_read"},
    {"event": "file_written", "kind": "workbook", "rows": 56},
    {"event": "file_written", "kind": "csv", "rows": 56},
)


def heard(*events: dict) -> Heard:
    heard = Heard()
    for event in events:
        heard.take(event)
    return heard


def test_an_outcome_is_what_the_run_itself_says_of_its_end():
    ending = {
        "event": "run_finished",
        "exit_code": 3,
        "error": "56 of 57",
        "files": ["/out/r1/orders.xlsx", "/out/r1/report.html"],
        "proofs": [PROOF],
    }
    came_to = heard(*TOLD, ending).outcome(job("a"), 3, "", 2.5)
    assert came_to == Outcome(
        job=job("a"),
        status="unproven",
        exit_code=3,
        error="56 of 57",
        duration_s=2.5,
        run="r1",
        folder=Path("/out/r1"),
        rows=56,
        pages=2,
        files=(Path("/out/r1/orders.xlsx"), Path("/out/r1/report.html")),
        proofs=(Proof(**PROOF),),
    )
    assert came_to.workbooks == (Path("/out/r1/orders.xlsx"),)


def test_a_run_that_was_refused_or_killed_says_so_in_its_last_words():
    refused = heard().outcome(job("a"), 5, "rpa: it does not answer\n", 0.5)
    killed = heard(*TOLD).outcome(job("a"), -9, "", 0.5)
    assert (refused.status, refused.error) == ("unavailable", "it does not answer")
    assert (killed.status, killed.exit_code) == ("failed", 1)
    assert (killed.error, killed.rows) == ("the run ended with exit code -9", 56)


def test_a_job_never_come_to_is_interrupted():
    assert not_started(job("a")) == Outcome(
        job=job("a"), status="interrupted", exit_code=130, error="not started"
    )
