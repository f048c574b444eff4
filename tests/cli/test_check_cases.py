"""Every message of `rpa check` has a case: a small file below tests/cases/check, and what is said.

`RPA_UPDATE_CASES=1 pytest tests/cli/test_check_cases.py` writes what is said now into the `.txt`
files; read the difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rpa.engine.check import check_paths
from rpa.engine.project import Project

CASES = Path(__file__).resolve().parent.parent / "cases" / "check"
PROJECT = CASES / "project"
PLACES = {
    "flows": "flows/{name}.yaml",
    "pages": "selectors/shop/{name}.yaml",
    "portals": "selectors/shop/portal.yaml",
}


def _cases() -> list[str]:
    files = [file for group in PLACES for file in (CASES / group).iterdir()]
    return sorted(f"{one.parent.name}/{one.stem}" for one in files if one.suffix != ".txt")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path / "flows", tmp_path / "selectors", tmp_path / "output")


def _put(case: str) -> Path:
    """Put the files of a case where they belong, and return what is to be checked."""
    group, _, name = case.partition("/")
    place = Path(PLACES[group].format(name=name))
    source = CASES / case
    if not source.is_dir():
        shutil.copy(source.with_name(f"{name}.yaml"), place)
        return place
    shutil.copytree(source, place.parent, dirs_exist_ok=True)
    return place.parent


@pytest.mark.parametrize("case", _cases())
def test_check_says(case: str, project: Project):
    problems, _ = check_paths(project, [_put(case)])
    said = "".join(f"{one}\n" for one in problems)
    expected = (CASES / case).with_suffix(".txt")
    if os.environ.get("RPA_UPDATE_CASES"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert said != ""


def test_the_project_around_the_cases_has_no_problems(project: Project):
    assert check_paths(project, []) == ([], 7)


def test_every_expectation_belongs_to_a_case():
    expected = {file.with_suffix("") for group in PLACES for file in (CASES / group).glob("*.txt")}
    assert expected == {CASES / case for case in _cases()}
