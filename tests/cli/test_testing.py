"""`rpa test` is pytest with our defaults and our exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import PROJECT, Rpa


def test_it_needs_a_project(rpa: Rpa):
    assert rpa("test") == (
        2,
        "",
        'rpa: this folder is no project; go to one, or make one with "rpa init DIR"\n',
    )


def test_nothing_to_test_is_said_in_a_sentence(rpa_process: Rpa, tmp_path: Path):
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    said = rpa_process("test", "-k", "nosuch", "--", "-n0")
    assert said.code == 2
    assert said.err == (
        "rpa: nothing to test: give a flow `test:` at its head, or put one with a step `expect` "
        "into flows/tests, or take every flow with --all; -k and -m may also have left out all "
        "there are\n"
    )
