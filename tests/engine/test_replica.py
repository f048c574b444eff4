"""The embedded replica starts, answers, outlives Ctrl-C, and always ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from rpa.engine.reach import NoAnswer, check_reachable
from rpa.engine.replica import ReplicaFailed, embedded_replica
from rpa.errors import InputWrong
from tests.cli.conftest import ROOT, environment

TODAY = date(2026, 11, 23)


def test_a_replica_answers_and_ends_with_its_block():
    with embedded_replica(("--rows", "3"), today=TODAY) as address:
        check_reachable(address)
    with pytest.raises(NoAnswer):
        check_reachable(address)


def test_a_replica_that_refuses_its_options_says_why():
    with (
        pytest.raises(ReplicaFailed) as refused,
        embedded_replica(("--rows", "many"), today=TODAY),
    ):
        pass
    assert str(refused.value) == (
        "the embedded sandbox did not start: rpa sandbox: --rows: "
        'expected a whole number from 0 to 1000000, got "many"'
    )
    assert refused.value.exit_code == 5


def test_a_replica_that_does_not_answer_in_time_is_given_up():
    with (
        pytest.raises(ReplicaFailed, match=r"no answer within 0\.01 s$"),
        embedded_replica(today=TODAY, limit_s=0.01),
    ):
        pass


@pytest.mark.skipif(os.name != "posix", reason="process groups as POSIX has them")
def test_ctrl_c_at_the_terminal_does_not_reach_the_replica():
    code = (
        "import os, signal, sys; from datetime import date;"
        "from rpa.engine.replica import embedded_replica;"
        "from rpa.engine.reach import check_reachable;"
        "signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "replica = embedded_replica(today=date.today());"
        "address = replica.__enter__();"
        "os.killpg(0, signal.SIGINT); import time; time.sleep(0.3);"
        "check_reachable(address); print(address, flush=True); os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        check=True,
    )
    # Its parent is gone without a word, and so is the replica.
    assert _closes(done.stdout.strip())


def _closes(address: str) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            check_reachable(address)
        except NoAnswer:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("address", ["http://", "http://127.0.0.1:port/", "http://127.0.0.1:0/"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(InputWrong) as refused:
        check_reachable(address)
    assert str(refused.value) == (
        f"--site {address}: not an address; write one like http://127.0.0.1:8765"
    )


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_the_sandbox_command_ends_by_signal_and_leaves_nothing(number, code):
    command = [sys.executable, "-m", "rpa", "sandbox", "--port", "0", "--quiet"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[1]
        check_reachable(address)
        process.send_signal(number)
        assert process.wait(10) == code
    assert _closes(address)
