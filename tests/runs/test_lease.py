"""One run at a time for an account, with real processes."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rpa.errors import Unavailable
from rpa.runs.lease import AccountBusy, account_lease
from rpa.runs.scope import Scope

SHOP = Scope("partner-center", "sandbox", "distributor")
ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys
from rpa.runs.lease import AccountBusy, account_lease
from rpa.runs.scope import Scope

def say(text):
    print(text, flush=True)

try:
    with account_lease(
        Scope("partner-center", "sandbox", "distributor"),
        sys.argv[1],
        wait_s=float(sys.argv[2]),
        on_wait=say,
    ):
        say("mine")
        input()
except AccountBusy as error:
    say(error)
except KeyboardInterrupt:
    say("interrupted")
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("RPA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start processes that want the account, and end with the test."""
    with ExitStack() as stack:

        def begin(who: str, wait_s: float = 60) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-c", HOLD, who, str(wait_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


def _said(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().rstrip("\n")


def _note(home: Path) -> dict[str, object]:
    (file,) = (home / "leases").glob("*.json")
    return json.loads(file.read_text("utf-8"))


def _since(home: Path) -> str:
    return f"{datetime.fromisoformat(_note(home)['since']).astimezone():%H:%M:%S}"


def _lease(waited: list[str], wait_s: float = 0, scope: Scope = SHOP):
    return account_lease(scope, "run me", wait_s=wait_s, on_wait=waited.append)


def test_a_second_run_is_told_who_has_the_account_and_waits_its_turn(start, home):
    first = start("run one")
    assert _said(first) == "mine"
    second = start("run two")
    assert _said(second) == (
        f"distributor on sandbox is in use by run one (process {first.pid}, since {_since(home)}); "
        "waiting"
    )

    first.communicate("\n")
    assert _said(second) == "mine"
    assert {k: v for k, v in _note(home).items() if k != "since"} == {
        "who": "run two",
        "pid": second.pid,
    }


def test_whoever_waited_long_enough_is_told_what_to_do(start, home):
    first = start("run one")
    assert _said(first) == "mine"
    facts = f"is in use by run one (process {first.pid}, since {_since(home)})"

    waited: list[str] = []
    with pytest.raises(AccountBusy) as caught, _lease(waited, wait_s=0.3):
        pass
    assert waited == [f"distributor on sandbox {facts}; waiting"]
    assert isinstance(caught.value, Unavailable)
    assert str(caught.value) == (
        f"distributor on sandbox {facts} after waiting 0.3 s; a second sign-in would end its "
        f"session: try again when it is over, end process {first.pid}, or use another account"
    )


def test_whoever_will_not_wait_is_not_told_to(start):
    assert _said(start("run one")) == "mine"

    waited: list[str] = []
    with pytest.raises(AccountBusy, match=r"since \d\d:\d\d:\d\d\); a second"), _lease(waited):
        pass
    assert waited == []


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_run_leaves_the_account_free_at_once(start):
    killed = start("run one")
    assert _said(killed) == "mine"
    killed.kill()
    killed.wait()

    with _lease([]):
        pass


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_waiting_can_be_interrupted(start):
    assert _said(start("run one")) == "mine"
    second = start("run two")
    assert _said(second).endswith("; waiting")

    second.send_signal(signal.SIGINT)
    assert _said(second) == "interrupted"


def test_waiting_can_be_called_off(start):
    assert _said(start("run one")) == "mine"
    answers = iter([False, False, True])

    lease = account_lease(
        SHOP, "run me", wait_s=60, on_wait=lambda _: None, is_cancelled=lambda: next(answers)
    )
    with pytest.raises(AccountBusy), lease:
        pass
    assert list(answers) == []


def test_a_run_does_not_get_its_own_account_twice():
    with _lease([]), pytest.raises(AccountBusy), _lease([]):
        pass
    with _lease([]):
        pass


def test_a_run_that_fails_gives_the_account_back():
    with pytest.raises(ZeroDivisionError), _lease([]):
        raise ZeroDivisionError
    with _lease([]):
        pass


def test_accounts_are_leased_apart():
    others = [replace(SHOP, account="b"), replace(SHOP, site="b"), replace(SHOP, portal="b")]
    with ExitStack() as stack:
        for scope in (SHOP, *others):
            stack.enter_context(_lease([], scope=scope))


def _dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_note_that_cannot_be_read_is_no_obstacle(home):
    with _lease([]):
        (note,) = (home / "leases").glob("*.json")
        dead = _dead_process()
        of_dead = json.dumps(_note(home) | {"pid": dead}).encode()
        for torn in (b"{", b"[]", b'{"who": 1}', of_dead, None):
            note.unlink() if torn is None else note.write_bytes(torn)
            with pytest.raises(AccountBusy) as caught, _lease([]):
                pass
            assert str(caught.value) == (
                "distributor on sandbox is in use by another run; a second sign-in would end its "
                "session: try again when it is over, end it, or use another account"
            )


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_leases_are_for_their_owner_only(home):
    with _lease([]):
        modes = {stat.S_IMODE(file.stat().st_mode) for file in (home / "leases").iterdir()}
    assert modes == {0o600}
    assert [file.suffix for file in (home / "leases").iterdir()] == [".lock"]
