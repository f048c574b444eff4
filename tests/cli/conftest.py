"""The real command, in the test's own process or in one of its own, and a small project for it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import keyring.core
import pytest

from rpa.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "tests" / "cases" / "check" / "project"


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Rpa = Callable[..., Said]


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which only this checkout and no setting of ours counts."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RPA_") or name == "RPA_HOME"
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1", **more}


@pytest.fixture
def rpa(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Rpa:
    """Run `rpa` with arguments in an empty folder, or in `cwd`, and return how it ended.

    It runs in this process, as if alone in one: `rpa_process` is for what needs a real one.
    """

    def run(
        *arguments: str, cwd: Path = tmp_path, env: Mapping[str, str] | None = None, lines: str = ""
    ) -> Said:
        # What is no terminal has this width.
        with _as_in_a_process(cwd, environment(COLUMNS="80", **(env or {})), lines):
            capsys.readouterr()
            code = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    return run


@contextmanager
def _as_in_a_process(cwd: Path, environ: Mapping[str, str], lines: str) -> Iterator[None]:
    """Give this process a folder, an environment and an input, and take them away again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), "utf-8"))
        for name in os.environ.keys() - environ:
            patch.delenv(name)
        for name, value in environ.items():
            patch.setenv(name, value)
        _read_environment_again()
        yield
    _read_environment_again()


def _read_environment_again() -> None:
    """Have those look at the environment who would only once in the life of a process."""
    keyring.core.init_backend()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def rpa_process(tmp_path: Path) -> Rpa:
    """Run `rpa` with arguments in a process of its own, and return how it ended."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "rpa", *arguments],
            cwd=tmp_path,
            env=environment(**(env or {})),
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Make a project of one's own, with a portal of its own, and return its folder."""
    folder = tmp_path / "shop"
    shutil.copytree(PROJECT, folder)
    return folder
