from __future__ import annotations

import sys
import time

from rpa.browser.commands import Outcome, run_command


def test_a_command_gives_its_code_and_all_that_it_said():
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr); sys.exit(3)"
    command = (sys.executable, "-c", code)
    assert run_command(command) == Outcome(command, 3, "one\ntwo\n")


def test_a_command_that_asks_gets_no_answer():
    outcome = run_command([sys.executable, "-c", "print(repr(input()))"])
    assert not outcome.is_good
    assert "EOFError" in outcome.output


def test_a_command_that_does_not_end_is_ended_with_its_children():
    child = "import time; time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{child}'])"
    began = time.monotonic()
    outcome = run_command([sys.executable, "-c", code], limit_s=1)
    assert time.monotonic() - began < 30
    assert outcome.output.endswith("ended after 1 s")


def test_a_command_that_is_not_there_is_told():
    assert run_command(["no-such-installer"]).code == 127


def test_an_outcome_in_words_is_its_last_lines_without_a_stack():
    output = "loading\nError: no network\n    at connect (node:net:1)\n}\n"
    told = str(Outcome(("install", "it"), 1, output))
    assert told == "install it ended with 1:\nloading\nError: no network"
