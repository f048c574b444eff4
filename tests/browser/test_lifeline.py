from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page

from rpa.browser.find import find_browser
from rpa.browser.launch import open_browser
from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.errors import DeadlinePassed, Interrupted, StepFailed

ROOT = Path(__file__).resolve().parents[2]


def test_work_that_ends_in_time_is_left_alone():
    with Lifeline() as lifeline:
        with lifeline.watch(Deadline.after(60, "the step")):
            pass
        lifeline.check()
        assert lifeline.reason is None


def test_the_first_reason_counts():
    with Lifeline() as lifeline:
        lifeline.end(Interrupted("stopped by Ctrl-C"))
        lifeline.end(Interrupted("stopped by SIGTERM"))
        with pytest.raises(Interrupted, match=r"stopped by Ctrl-C"):
            lifeline.check()


def test_a_deadline_that_passed_is_the_reason_instead_of_its_echoes():
    with Lifeline() as lifeline:
        with (
            pytest.raises(DeadlinePassed, match=r"the step was not done within 0\.1 s"),
            lifeline.watch(Deadline.after(60, "the run")),
            lifeline.watch(Deadline.after(0.1, "the step"), grace_s=0),
        ):
            _fail_when(lambda: lifeline.reason is not None)
        assert isinstance(lifeline.reason, DeadlinePassed)


def test_an_outer_deadline_holds_inside_an_inner_one():
    with (
        Lifeline() as lifeline,
        pytest.raises(DeadlinePassed, match="the run"),
        lifeline.watch(Deadline.after(0.1, "the run"), grace_s=0),
        lifeline.watch(Deadline.after(60, "the step")),
    ):
        _await(lambda: lifeline.reason is not None)


def test_nothing_new_is_begun_after_the_end():
    with Lifeline() as lifeline:
        lifeline.end(Interrupted("stopped"))
        with pytest.raises(Interrupted), lifeline.watch(Deadline.after(60, "the step")):
            pytest.fail("begun")


def test_being_late_in_closing_makes_no_run_fail():
    with Lifeline() as lifeline:
        with lifeline.limited(0.05, "closing"):
            time.sleep(0.2)
        assert lifeline.reason is None


def test_the_handlers_of_signals_are_given_back():
    before = signal.getsignal(signal.SIGINT)
    with Lifeline() as lifeline, lifeline.interruptible():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_is_raised():
    with Lifeline() as lifeline, lifeline.interruptible():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert isinstance(lifeline.reason, Interrupted)


def test_another_thread_leaves_the_handlers_alone():
    def stay() -> None:
        with Lifeline() as lifeline, lifeline.interruptible():
            handlers.append(signal.getsignal(signal.SIGINT))

    handlers: list[object] = []
    thread = threading.Thread(target=stay)
    thread.start()
    thread.join()
    assert handlers == [signal.getsignal(signal.SIGINT)]


@pytest.mark.browser
def test_a_page_that_hangs_is_ended_and_other_children_are_not(tmp_path):
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with other:
        began = time.monotonic()
        with (
            Lifeline() as lifeline,
            pytest.raises(DeadlinePassed, match="the step"),
            open_browser(find_browser(), downloads=tmp_path, lifeline=lifeline) as session,
            lifeline.watch(Deadline.after(0.5, "the step"), grace_s=0.5),
        ):
            session.page.evaluate("() => { while (true) {} }")
        assert time.monotonic() - began < 30
        assert other.poll() is None
        other.communicate(b"\n")


@pytest.mark.browser
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs SIGSTOP")
@pytest.mark.parametrize("who", ["driver", "browser"])
def test_a_driver_or_browser_that_stands_still_is_ended(tmp_path, who):
    with (
        Lifeline() as lifeline,
        pytest.raises(DeadlinePassed, match="the step"),
        open_browser(find_browser(), downloads=tmp_path, lifeline=lifeline) as session,
        lifeline.watch(Deadline.after(0.5, "the step"), grace_s=0.5),
    ):
        _title_of(session.page, while_suspended=_processes()[who])


@pytest.mark.browser
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs SIGSTOP")
@pytest.mark.slow
def test_a_driver_that_stands_still_while_closing_makes_no_run_fail(tmp_path):
    with Lifeline() as lifeline:
        with open_browser(find_browser(), downloads=tmp_path, lifeline=lifeline):
            driver = _processes()["driver"]
            driver.suspend()
        assert lifeline.reason is None
        assert not driver.is_running()


SCRIPT = """
    import sys, time
    from pathlib import Path
    from rpa.browser.find import find_browser
    from rpa.browser.launch import open_browser
    from rpa.browser.lifeline import Lifeline
    from rpa.deadline import Deadline
    from rpa.errors import RpaError

    def last_words(reason):
        print("last words:", reason, flush=True)

    def sleep_for_ever():
        while True:
            try:
                time.sleep(60)
            except Exception:
                pass

    code = 0
    with Lifeline(last_words=last_words, patience_s=PATIENCE) as lifeline, lifeline.interruptible():
        try:
            with lifeline.watch(Deadline.after(300, "the run")):
                if not WHEN_OPEN:
                    print("ready", flush=True)
                with open_browser(
                    find_browser(), downloads=Path(sys.argv[1]), lifeline=lifeline
                ) as session:
                    page = session.page
                    if WHEN_OPEN:
                        print("ready", flush=True)
                    DEED
        except RpaError as error:
            print(error)
            code = error.exit_code
    sys.exit(code)
"""
DEEDS = {
    "waits": "page.wait_for_timeout(60_000)",
    "is busy": "while True: page.title()",
    "hangs": "page.evaluate('() => { while (true) {} }')",
}


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a script that drives a browser, and see afterwards that nothing is left of it."""
    mark = uuid.uuid4().hex
    started: list[subprocess.Popen[str]] = []

    def start(
        deed: str, *, when_open: bool = True, patience_s: float = 10
    ) -> subprocess.Popen[str]:
        text = textwrap.dedent(SCRIPT).replace("DEED", deed)
        text = text.replace("WHEN_OPEN", str(when_open)).replace("PATIENCE", str(patience_s))
        file = tmp_path / "script.py"
        file.write_text(text)
        process = subprocess.Popen(
            [sys.executable, "-W", "error", str(file), str(tmp_path / "downloads")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TEST_MARK": mark},
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    _await(lambda: not list(_marked(mark)))
    assert list(_marked(mark)) == []


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("deed", list(DEEDS))
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGINT, "stopped by Ctrl-C\n"),
        pytest.param(signal.SIGTERM, "stopped by SIGTERM\n", marks=pytest.mark.slow),
    ],
)
def test_a_signal_ends_a_run_quickly_and_quietly(script, deed, number, said):
    process = script(DEEDS[deed])
    process.send_signal(number)
    assert process.communicate(timeout=60) == (said, "")
    assert process.returncode == 130


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_a_signal_to_the_whole_group_ends_a_run_in_the_same_way(script, number):
    process = script(DEEDS["waits"])
    os.killpg(process.pid, number)
    said, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "")
    assert said.startswith("stopped by")


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("after_s", [0.0, 0.3, 0.8])
def test_a_signal_while_the_browser_starts_ends_the_run(script, after_s):
    process = script(DEEDS["waits"], when_open=False)
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60) == ("stopped by Ctrl-C\n", "")
    assert process.returncode == 130


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_run_that_does_not_come_back_says_its_last_words_and_ends(script):
    process = script("sleep_for_ever()", patience_s=1)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=60) == ("last words: stopped by SIGTERM\n", "")
    assert process.returncode == 130


def _await(condition: Callable[[], bool], limit_s: float = 10) -> None:
    until = time.monotonic() + limit_s
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)


def _fail_when(condition: Callable[[], bool]) -> None:
    _await(condition)
    raise StepFailed("the browser is gone")


def _title_of(page: Page, *, while_suspended: psutil.Process) -> str:
    while_suspended.suspend()
    return page.title()


def _processes() -> dict[str, psutil.Process]:
    for child in psutil.Process().children():
        if "run-driver" in child.cmdline():
            return {"driver": child, "browser": child.children()[0]}
    raise AssertionError("no driver runs")


def _marked(mark: str) -> Iterator[str]:
    """Yield the names of running processes that were started below a marked one."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            is_marked = process.environ().get("TEST_MARK") == mark
            if is_marked and process.status() != psutil.STATUS_ZOMBIE:
                yield process.name()
