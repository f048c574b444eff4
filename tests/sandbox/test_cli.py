import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

import httpx
import pytest

from rpa.sandbox.cli import parse
from rpa.sandbox.faults import FAULTS
from rpa.sandbox.generations import GENERATIONS
from rpa.sandbox.roles import ROLES
from rpa.sandbox.settings import Settings

COMMAND = [sys.executable, "-m", "rpa.sandbox"]
PASSWORD = "Sandbox@2026"
GREETING = re.compile(
    r"Sandbox: (http://127\.0\.0\.1:\d+/)  "
    r"\(role distributor, seed 1, generation 2025, today 2026-11-23\)\n"
)


def run(*arguments):
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=20, check=False
    )


@contextmanager
def running(*arguments):
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--today", "2026-11-23", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            greeting = GREETING.fullmatch(process.stdout.readline())
            yield process, greeting[1]
        finally:
            process.kill()


def test_the_options_become_settings():
    options = (
        "--port 0 --seed 7 --rows 50 --role manager --generation 2023 --today 2026-02-03 "
        "--latency-ms 5 --fault slow --fault session_expires=12 --quiet --exit-with-parent"
    )
    settings = parse(options.split())
    assert settings == Settings(
        today=date(2026, 2, 3),
        port=0,
        seed=7,
        rows=50,
        role=ROLES["manager"],
        generation=GENERATIONS[2023],
        latency_ms=5,
        faults=("slow", "session_expires=12"),
        is_quiet=True,
        exits_with_parent=True,
    )


def test_without_options_it_is_today_on_port_8765():
    assert parse([]) == Settings(today=date.today(), port=8765, rows=1286, seed=1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--fault slw", '--fault: unknown fault "slw"; did you mean "slow"?'),
        ("--fault slow=2", '--fault: fault "slow" takes no number, got "2"'),
        (
            "--fault session_expires=many",
            '--fault: fault "session_expires" takes a whole number from 0 on, got "many"',
        ),
        ("--role manger", '--role: unknown role "manger"; did you mean "manager"?'),
        ("--generation 2026", '--generation: unknown generation "2026"; did you mean "2025"?'),
        ("--prot 1", 'unknown option "--prot"; did you mean "--port"?'),
        ("--seeed=1", 'unknown option "--seeed"; did you mean "--seed"?'),
        ("--port 99999", '--port: expected a whole number from 0 to 65535, got "99999"'),
        ("--rows many", '--rows: expected a whole number from 0 to 1000000, got "many"'),
        ("--today 23.11.", '--today: expected a date such as 2026-11-23, got "23.11."'),
        ("--rows", "--rows: expected one argument"),
    ],
)
def test_a_wrong_option_is_one_clear_line_and_exit_code_2(capsys, arguments, message):
    with pytest.raises(SystemExit) as end:
        parse(arguments.split())
    assert end.value.code == 2
    assert capsys.readouterr() == ("", f"rpa sandbox: {message}\n")


def test_help_teaches_accounts_faults_and_exit_codes(capsys):
    with pytest.raises(SystemExit) as end:
        parse(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("usage: rpa sandbox ")
    for word in (PASSWORD, "supervisor", "/__fault__/NAME", "5 port in use"):
        assert word in text
    lines = text.split("\n\n")[-2].splitlines()[1:]
    assert [line.split()[0].partition("[")[0] for line in lines] == list(FAULTS)
    assert "  session_expires[=20]  once, after N requests of who is signed in, a session ends" in (
        lines
    )


def test_a_port_in_use_is_one_clear_line_and_exit_code_5():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("--port", str(port))
    message = (
        f"rpa sandbox: port {port} is in use; end what runs there, or choose another with "
        "--port (0 takes a free one)\n"
    )
    assert (result.returncode, result.stdout, result.stderr) == (5, "", message)


def test_it_says_one_line_when_it_serves_and_logs_addresses_only():
    with running() as (process, address):
        httpx.post(f"{address}authui/login", json={"account": "x", "password": PASSWORD})
        httpx.get(f"{address}__truth__/order-resources.json", params={"customer": "秘密"})
        process.terminate()
        assert process.communicate(timeout=10) == (
            "",
            "POST /authui/login 401\nGET /__truth__/order-resources.json 200\n",
        )


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_at_once_though_a_connection_is_open(number, code):
    with (
        running("--quiet", "--latency-ms", "60000") as (process, address),
        httpx.Client() as client,
    ):
        client.get(address)
        process.send_signal(number)
        assert process.wait(timeout=2) == code
        assert process.stderr.read() == ""


def test_it_ends_when_stdin_ends_if_it_was_told_to():
    with running("--exit-with-parent") as (process, _):
        process.stdin.close()
        assert process.wait(timeout=5) == 0


def test_it_stays_when_stdin_ends_if_it_was_not_told_to():
    with running("--quiet") as (process, address):
        process.stdin.close()
        assert httpx.get(f"{address}__fault__").status_code == 200
        assert process.poll() is None


def test_an_answer_may_end_early_and_nobody_complains():
    with running("--quiet") as (process, address), httpx.Client(base_url=address) as client:
        body = {"form": "account", "account": "distributor", "password": PASSWORD}
        client.headers["X-Console-Token"] = client.post("/authui/login", json=body).json()["token"]
        task = client.get("/api/exports").json()["rows"][0]
        whole = client.get(f"/api/exports/{task['_id']}/file")
        assert whole.headers["content-length"] == str(len(whole.content))
        client.post("/__fault__/download_cut")
        with (
            client.stream("GET", f"/api/exports/{task['_id']}/file") as cut,
            pytest.raises(httpx.RemoteProtocolError, match="without sending complete message"),
        ):
            cut.read()
        promised, length = int(cut.headers["content-length"]), cut.num_bytes_downloaded
        assert 0 < length < promised
        client.post("/__fault__/write_dropped")
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message"):
            client.post("/api/agreement", json={"agree": True})
        assert client.get("/__writes__.json").json()["total"] == 1
        process.terminate()
        assert process.communicate(timeout=10) == ("", "")
