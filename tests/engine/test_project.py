"""Where flows, selectors and output are looked for."""

from __future__ import annotations

import pytest

from rpa.engine.project import Project, UnknownFlow, find_project, shipped_folder
from rpa.errors import FileWrong


def test_the_nearest_folder_with_flows_and_selectors_is_the_project(tmp_path):
    inner = tmp_path / "outer" / "inner"
    for folder in (tmp_path / "outer", inner):
        (folder / "flows").mkdir(parents=True)
    (tmp_path / "outer" / "selectors").mkdir()
    deep = inner / "flows" / "monthly"
    deep.mkdir()
    outer = tmp_path / "outer"
    found = Project(outer / "flows", outer / "selectors", outer / "output")
    assert [find_project(start) for start in (outer, inner, deep)] == [found] * 3
    elsewhere = tmp_path / "exports"
    assert find_project(deep, output=elsewhere).output == elsewhere


def test_what_the_package_ships_stands_in_with_output_where_one_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shipped = shipped_folder()
    assert find_project() == Project(
        shipped / "flows", shipped / "selectors", tmp_path / "output", is_shipped=True
    )
    assert "order-resources" in find_project().slugs()


def test_a_flow_is_named_by_slug_or_by_path(project, write_flow):
    file = write_flow("- goto: start")
    assert project.slugs() == ["flow", "sign-in"]
    assert project.flow_file("flow") == file
    assert project.flow_file(str(file)) == file
    with pytest.raises(UnknownFlow, match='there is no flow "flwo"'):
        project.flow_file("flwo")
    with pytest.raises(FileWrong, match="this is a folder; give the flow's file"):
        project.flow_file(str(project.flows))
