"""The real command in a process of its own, and a small project to run it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

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
def rpa(tmp_path: Path) -> Rpa:
    """Run `rpa` with arguments in an empty folder, or in `cwd`, and return how it ended."""

    def run(*arguments: str, cwd: Path = tmp_path, env: Mapping[str, str] | None = None) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "rpa", *arguments],
            cwd=cwd,
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
