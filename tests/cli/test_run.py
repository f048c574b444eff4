"""`rpa run` and `rpa demo`: what is refused before a browser opens, and whole runs."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.cli.conftest import Said, environment

FLOW = "order-resources"

REFUSED = {
    "red-orders": ('rpa: there is no flow "red-orders"; did you mean "read-orders"?\n'),
    "selectors/shop": "rpa: selectors/shop: this is a folder; give the flow's file\n",
    "none/x.yaml": "none/x.yaml: there is no such file; nor is there a folder none\n",
    "flows/empty.yaml": "flows/empty.yaml: the file is empty\n",
    "flows/gbk.yaml": (
        "flows/gbk.yaml:1:8: the file is not UTF-8; it may be GBK; save it as UTF-8\n"
    ),
    "flows/wrong.yaml": (
        'flows/wrong.yaml:4:11: open: unknown page "Odrers"; did you mean "Orders"?\n'
    ),
    "export-orders": "-i customer: not given; write -i customer=…\n",
    "export-orders -i custmer=A": (
        "-i customer: not given; write -i customer=…\n"
        '-i custmer: no such input; did you mean "customer"?\n'
    ),
    "export-orders -i customer=A -i days=lately": (
        '-i days: "lately" is not a date range; write 2026-10-01..2026-10-31, 2026-10-01.., '
        "..2026-10-31, 2026-10, a single day, today, this_month, last_month, this_year or "
        "-30d..today\n"
    ),
}


@pytest.fixture
def bad(shop: Path) -> Path:
    """Add to the project what is wrong in one way or other, and return its folder."""
    (shop / "flows" / "empty.yaml").write_bytes(b"")
    (shop / "flows" / "gbk.yaml").write_bytes("title: 订单\n".encode("gbk"))
    wrong = "title: A\nportal: shop\nsteps:\n  - open: Odrers\n"
    (shop / "flows" / "wrong.yaml").write_text(wrong, "utf-8")
    return shop


@pytest.mark.parametrize("line", REFUSED)
def test_wrong_input_is_refused_before_anything_is_opened(rpa, bad, line):
    said = rpa("run", *line.split(), cwd=bad)
    assert (said.code, said.out) == (2, "")
    assert sorted(said.err.splitlines()) == sorted(REFUSED[line].splitlines())
    assert not (bad / "output").exists()


SECRET = """\
title: Secret
portal: shop
inputs:
  password: {type: secret, label: New password}
  day: {type: integer}
refuse:
  - {when: "${day > 7}", message: "${day} is no day of a week"}
steps:
  - goto: start
"""
TYPED = "Open-Sesame-9"


@pytest.fixture
def secret(bad: Path) -> Path:
    """Add to the project a flow that takes a secret and refuses some inputs."""
    (bad / "flows" / "secret.yaml").write_text(SECRET, "utf-8")
    return bad


def test_inputs_that_the_flow_refuses_are_told_with_their_rule(rpa, secret):
    for more in ((), ("--plan",)):
        said = rpa("run", "secret", "-i", "day=8", "-i", f"password={TYPED}", *more, cwd=secret)
        assert said == (2, "", "flows/secret.yaml:7:5: 8 is no day of a week\n")


def test_a_secret_input_may_come_from_the_environment(rpa, secret):
    run = ("run", "secret", "-i", "day=8")
    assert rpa(*run, cwd=secret, env={"RPA_INPUT_PASSWORD": TYPED}).err == (
        "flows/secret.yaml:7:5: 8 is no day of a week\n"
    )
    said = rpa(*run, cwd=secret)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "-i password: not given; set the environment variable RPA_INPUT_PASSWORD, or run this at "
        "a terminal, which asks for it (New password)\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_secret_input_is_asked_for_at_a_terminal_and_not_shown(secret):
    """The run then ends because there is no replica."""
    line = ("-m", "rpa", "run", "secret", "-i", "day=7", "--site", "http://127.0.0.1:9/")
    asked = at_terminal(*line, cwd=secret, answers=("New password: ", "Repeat for confirmation: "))
    assert asked.code == 5
    assert TYPED not in asked.out
    assert "http://127.0.0.1:9/ does not answer" in asked.out


SPAWN = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def at_terminal(*line: str, cwd: Path, answers: tuple[str, ...]) -> Said:
    """Run Python at a terminal of its own, and type the secret after each question."""
    shown = b""
    with subprocess.Popen(
        [sys.executable, "-c", SPAWN, sys.executable, *line],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        for question in answers:
            while not shown.endswith(question.encode()):
                shown += process.stdout.read(1) or pytest.fail(f"it ended: {shown.decode()}")
            process.stdin.write(f"{TYPED}\n".encode())
        shown += process.stdout.read()
    return Said(process.returncode, shown.decode(), "")


def test_an_unknown_site_names_the_nearest(rpa, shop):
    said = rpa("run", "read-orders", "--site", "lve", cwd=shop)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        'rpa: --site: there is no site "lve" (a replica\'s address will do); did you mean "live"?\n'
    )


def test_a_missing_password_is_asked_of_a_person(rpa, shop):
    said = rpa("run", "read-orders", "--site", "live", "--account", "me", cwd=shop)
    assert said == (
        4,
        "",
        (
            "rpa: no password is known for me on live: set the environment variable "
            "RPA_PASSWORD_ME\n"
        ),
    )


def test_an_output_folder_that_is_a_file_is_refused(rpa, shop):
    (shop / "file").write_text("", "utf-8")
    said = rpa("run", "read-orders", "--output", "file", cwd=shop)
    assert (said.code, said.out) == (2, "")
    assert said.err == "rpa: file: is a file where a folder must be; choose another folder\n"


def test_a_replica_that_does_not_answer_is_unavailable(rpa, shop):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = rpa("run", "read-orders", "--site", f"http://127.0.0.1:{port}/", cwd=shop)
    assert said == (
        5,
        "",
        (
            f"rpa: http://127.0.0.1:{port}/ does not answer: connection refused; "
            '"rpa sandbox" starts a replica\n'
        ),
    )
    assert not (shop / "output").exists()


@pytest.mark.browser
def test_the_demo_makes_a_workbook_and_a_report_and_history(rpa, rpa_process, tmp_path):
    said = rpa_process("demo", "--rows", "30")
    assert (said.code, said.err) == (0, "")
    (folder,) = (tmp_path / "output" / FLOW).iterdir()
    assert f"\nWorkbook: {folder / FLOW}.xlsx\nReport:   {folder / 'report.html'}\n" in said.out
    assert sorted(one.name for one in folder.iterdir()) == [
        "journal.jsonl",
        f"{FLOW}.xlsx",
        "report.html",
    ]
    assert [one.name for one in folder.iterdir() if one.stat().st_mode & 0o077] == []
    assert rpa("report", "last").out == f"output/{FLOW}/{folder.name}/report.html\n"
    assert "  sandbox / distributor  ok  " in rpa("runs").out


@pytest.mark.browser
@pytest.mark.slow
def test_with_json_stdout_holds_nothing_but_events(rpa_process, replicas):
    address = replicas(rows=30).address
    said = rpa_process("run", FLOW, "--json", "--site", address, "--account", "solution")
    events = [json.loads(line) for line in said.out.splitlines()]
    assert (said.code, said.err) == (0, "")
    assert (events[0]["event"], events[0]["account"]) == ("run_started", "solution")
    last = events[-1]
    assert (last["event"], last["status"], last["exit_code"]) == ("run_finished", "ok", 0)
    assert [Path(file).is_file() for file in last["files"]] == [True, True]
    assert {proof["verdict"] for proof in last["proofs"]} == {"holds"}


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="process groups as POSIX has them")
@pytest.mark.slow
def test_ctrl_c_ends_a_run_in_time_with_nothing_left(tmp_path):
    command = [sys.executable, "-m", "rpa", "run", FLOW, "--json"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if '"page_read"' in line)
        started = psutil.Process(process.pid).children(recursive=True)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        lines = list(process.stdout)
        assert process.wait(10) == 130
        # On an idle machine it is well under 3 s; tests share theirs.
        assert time.monotonic() - began < 8
    assert json.loads(lines[-1])["status"] == "interrupted"
    _, alive = psutil.wait_procs(started, timeout=2)
    assert alive == []
    journal = next((tmp_path / "output").rglob("journal.jsonl")).read_text("utf-8")
    assert json.loads(journal.splitlines()[-1])["event"] == "run_finished"


@pytest.mark.slow
@pytest.mark.browser
def test_a_run_goes_on_when_nobody_reads_its_events(replicas, tmp_path):
    command = [sys.executable, "-m", "rpa", "run", FLOW, "--json"]
    command += ["--site", replicas(rows=30).address]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, "")
    assert len(list((tmp_path / "output").rglob("*.xlsx"))) == 1
