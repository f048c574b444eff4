"""`rpa init` and `rpa generate`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rpa.cli.generate import generated_files
from rpa.engine.project import Project, shipped_folder


def _files(folder: Path) -> dict[str, bytes]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_init_makes_a_project_that_passes_its_check(rpa, tmp_path):
    said = rpa("init", "mine")
    assert (said.code, said.err) == (0, "")
    assert 'Next: cd mine, then "rpa list" and "rpa run order-resources".\n' in said.out
    shipped, mine = shipped_folder(), tmp_path / "mine"
    assert _files(mine / "flows") == _files(shipped / "flows")
    assert _files(mine / "selectors") == _files(shipped / "selectors")
    assert sorted(one.name for one in mine.iterdir()) == [
        ".gitignore",
        "README.md",
        "flows",
        "selectors",
    ]
    assert rpa("check", cwd=mine).code == 0


def test_init_overwrites_nothing(rpa, tmp_path):
    flow = tmp_path / "mine" / "flows" / "own.yaml"
    flow.parent.mkdir(parents=True)
    flow.write_text("title: mine\n", "utf-8")
    assert rpa("init", "mine") == (
        2,
        "",
        "rpa: mine/flows: is there already, and stays; name a new folder\n",
    )
    assert _files(tmp_path / "mine") == {"flows/own.yaml": b"title: mine\n"}


def test_init_keeps_a_readme_that_is_there(rpa, tmp_path):
    (tmp_path / "README.md").write_text("ours\n", "utf-8")
    assert rpa("init", ".").code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "ours\n"


def test_init_into_a_file_is_refused(rpa, tmp_path):
    (tmp_path / "mine").write_text("", "utf-8")
    assert rpa("init", "mine") == (2, "", "rpa: mine: this is a file; name a folder\n")
    assert rpa("init", "mine/flows") == (
        2,
        "",
        "rpa: mine/flows: cannot be written: not a directory\n",
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_init_where_nothing_may_be_written_is_refused(rpa, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    said = rpa("init", "closed/mine")
    assert (said.code, said.out) == (2, "")


def test_generate_writes_what_is_not_current_and_check_only_tells(rpa, shop):
    stale = [
        "flows/flow.schema.json",
        "flows/STEPS.md",
        "selectors/page.schema.json",
        "selectors/portal.schema.json",
    ]
    told = "".join(f'{file}: not current; run "rpa generate"\n' for file in stale)
    assert rpa("generate", "--check", cwd=shop) == (1, told, "")
    assert rpa("generate", cwd=shop) == (0, "".join(f"wrote {file}\n" for file in stale), "")
    assert rpa("generate", "--check", cwd=shop) == (0, "all generated files are current\n", "")
    (shop / "flows" / "STEPS.md").write_bytes(b"\xff")
    assert rpa("generate", cwd=shop) == (0, "wrote flows/STEPS.md\n", "")


def test_generate_outside_a_project_is_refused(rpa):
    assert rpa("generate") == (
        2,
        "",
        'rpa: this folder is no project; go to one, or make one with "rpa init DIR"\n',
    )


def test_generated_files_end_with_a_line_and_schemas_are_json(tmp_path):
    files = generated_files(Project(tmp_path, tmp_path / "selectors", tmp_path))
    for file, text in files.items():
        assert text.endswith("\n")
        if file.suffix == ".json":
            assert json.loads(text)["$schema"].startswith("https://json-schema.org/")
