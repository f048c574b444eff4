"""A session of tests is gathered, reported, and remembered for the next one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from rpa.testing.reporting import SuiteReporter

GOOD = "def test_one(): pass\n"
BAD = "def test_one(): assert 7 == 8\n"


def verdicts(report: Path) -> dict[str, list[str]]:
    """Return what each test was in the last sessions, the oldest first."""
    html = report.read_text(encoding="utf-8")
    rows = re.findall(r'class="test .*?<span>(\w+)</span>.*?class="trend"(.*?)</span>', html, re.S)
    return {name: re.findall(r'<i class="(\w+)">', marks) for name, marks in rows}


ALONE = ("-p", "no:cacheprovider", "-p", "no:playwright", "-p", "no:xdist")
"""Within this process: what pytest-playwright does for each test is done already."""


def test_each_session_adds_to_the_trend(pytester: pytest.Pytester):
    for at, text in enumerate((GOOD, BAD, GOOD)):
        file = pytester.makepyfile(test_it=text)
        file.touch()
        said = pytester.runpytest_inprocess(
            f"--rpa-output=kept/{at}", "--rpa-report=report.html", *ALONE
        )
        assert "report: report.html" in said.outlines
    found = verdicts(pytester.path / "report.html")
    assert found == {"test_one": ["passed", "failed", "passed"]}


def test_a_report_that_cannot_be_written_fails_nothing(pytester: pytest.Pytester):
    pytester.makepyfile(test_it=GOOD)
    (pytester.path / "taken").write_text("")
    said = pytester.runpytest_inprocess("--rpa-report=taken/report.html", *ALONE)
    assert said.ret == pytest.ExitCode.OK
    told = (
        f"the report could not be written: {pytester.path}/taken: is a file where a folder must be; "
        "name another file for the report"
    )
    assert told in said.outlines


def test_without_the_option_nothing_is_written(pytester: pytest.Pytester):
    pytester.makepyfile(test_it=GOOD)
    before = {one.name for one in pytester.path.iterdir()}
    pytester.runpytest_inprocess(*ALONE)
    assert {one.name for one in pytester.path.iterdir()} - before <= {"__pycache__"}


def phase(when: Any, outcome: Any) -> pytest.TestReport:
    nodeid = "flows/orders.yaml::clerk"
    return pytest.TestReport(nodeid, (nodeid, 0, ""), {}, outcome, None, when, duration=0.5)


def test_what_passes_only_when_run_again_is_flaky(pytester: pytest.Pytester):
    reporter = SuiteReporter(pytester.parseconfig("--rpa-report=report.html"))
    for one in (phase("call", "rerun"), phase("call", "passed"), phase("teardown", "passed")):
        reporter.pytest_runtest_logreport(one)
    reporter.pytest_sessionfinish()
    html = (pytester.path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'class="test (\w+)"', html) == ["flaky"]
    assert "run 2 times" in html
