"""`rpa batch`: whole batches, and what is left when one is broken off."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from rpa.cli.main import main
from rpa.unattended.batch import Manner
from tests.batch.conftest import job
from tests.cli.conftest import environment

FLOW = "order-resources"
SHEET = "订单资源明细"

JOBS = """\
jobs:
  - {flow: order-resources, account: distributor}
  - {flow: order-resources, name: refused, account: nobody}
"""


def batch(*options: str, cwd: Path, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rpa", "batch", "jobs.yaml", "--json", *options]
    env = environment(RPA_PASSWORD="wrong")
    return subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, encoding="utf-8", **more
    )


@pytest.mark.browser
def test_jobs_run_side_by_side_and_one_that_fails_stops_no_other(replicas, sheet, tmp_path):
    replica = replicas(rows=30)
    (tmp_path / "jobs.yaml").write_text(JOBS, "utf-8")

    with batch("--parallel", "2", "--site", replica.address, cwd=tmp_path) as process:
        assert process.stdout is not None
        events = [json.loads(line) for line in process.stdout]
    ended = {event["job"]: event for event in events if event["event"] == "job_finished"}

    codes = {name: event["exit_code"] for name, event in ended.items()}
    assert codes == {f"{FLOW} · distributor": 0, "refused": 4}
    assert process.returncode == events[-1]["exit_code"] == 4
    assert events[-1]["counts"] == {"ok": 1, "person_needed": 1}
    (workbook,) = Path(ended[f"{FLOW} · distributor"]["folder"]).glob("*.xlsx")
    assert sheet(workbook, SHEET) == replica.truth(FLOW)
    files = [Path(file) for file in events[-1]["files"]]
    assert [file.name for file in files] == ["batch.xlsx", "report.html"]
    assert [row[6] for row in sheet(files[0], "任务")["rows"]] == [30, 0]


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="process groups as POSIX has them")
@pytest.mark.slow
def test_ctrl_c_ends_all_runs_and_leaves_nothing(tmp_path):
    (tmp_path / "jobs.yaml").write_text(JOBS.replace("nobody", "reseller"), "utf-8")

    with batch("--parallel", "2", cwd=tmp_path, start_new_session=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if '"step_started"' in line)
        begun = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)
        events = [json.loads(line) for line in process.stdout]
        assert process.wait(20) == 130

    assert (events[-1]["event"], events[-1]["status"]) == ("batch_finished", "interrupted")
    assert events[-1]["counts"] == {"interrupted": 2}
    assert [Path(file).is_file() for file in events[-1]["files"]] == [True, True]
    _, alive = psutil.wait_procs(begun, timeout=2)
    assert alive == []


@pytest.mark.slow
def test_a_job_that_found_nothing_there_may_start_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    Path("jobs.yaml").write_text(f"jobs: [{{flow: {FLOW}, site: '{address}'}}]\n", "utf-8")

    code = main(["batch", "jobs.yaml", "--json", "--retry-unavailable", "1"])

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ended = [event for event in told if event["event"] == "job_finished"]
    assert (code, told[-1]["counts"]) == (5, {"unavailable": 1})
    error = f'{address} does not answer: connection refused; "rpa sandbox" starts a replica'
    assert [(one["error"], one["is_retried"]) for one in ended] == [(error, True), (error, False)]


def test_a_batch_with_a_wrong_job_starts_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("jobs.yaml").write_text("jobs: [{flow: order-resource}]\n", "utf-8")

    assert main(["batch", "jobs.yaml"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        (
            'jobs.yaml:1:9: jobs[0].flow: there is no flow "order-resource"; '
            'did you mean "order-resources"?\n'
        ),
    )
    assert [one.name for one in tmp_path.iterdir()] == ["jobs.yaml"]


def test_only_flows_that_write_are_told_to_and_the_batch_has_one_replica(tmp_path):
    manner = Manner(output=tmp_path, parallel=2, is_confirmed=True, replica="http://here/")
    reads = job("a", given={"customer": "=A", "days": "2026-10"}, is_embedded=True)
    writes = job("b", site="live", writes=True)

    shared = ["--json", "--site", "http://here/", "--account", "keeper", "--output", str(tmp_path)]
    assert manner.arguments(reads) == [
        *shared,
        *("-i", "customer==A", "-i", "days=2026-10", "--", "read-orders"),
    ]
    assert manner.arguments(writes)[2:] == [
        "live",
        *shared[3:],
        *("--confirm", "--", "read-orders"),
    ]
