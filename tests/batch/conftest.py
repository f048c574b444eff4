"""Jobs and outcomes to try things on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rpa.engine.project import Project
from rpa.engine.run import STATUS
from rpa.unattended.checking import Job
from rpa.unattended.outcome import Outcome

SHOP = Path(__file__).resolve().parents[1] / "cases" / "check" / "project"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Make a project with a portal of its own, and work in its folder."""
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder)
    write = "title: Close orders\nportal: shop\neffect: write\nsteps:\n  - open: Orders\n"
    (folder / "flows" / "close-orders.yaml").write_text(write, "utf-8")
    monkeypatch.chdir(folder)
    return Project(folder / "flows", folder / "selectors", folder / "output")


@pytest.fixture
def jobs_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a jobs file into the folder of the project."""

    def write(text: str) -> Path:
        (tmp_path / "shop").mkdir(exist_ok=True)
        path = tmp_path / "shop" / "jobs.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def job(name: str, account: str = "keeper", **more: object) -> Job:
    """Return a job of the shop."""
    facts = {"flow": "read-orders", "title": "Read the open orders", "portal": "shop"}
    return Job(name=name, account=account, **{**facts, "site": "sandbox", "given": {}, **more})


def outcome(name: str, exit_code: int = 0, **more: object) -> Outcome:
    """Return what became of a job."""
    told = more.pop("job", job(name))
    return Outcome(job=told, status=STATUS[exit_code], exit_code=exit_code, **more)
