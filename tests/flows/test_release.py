"""When the portal renames something, one edit in `selectors/` mends every flow, and nothing else."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from rpa.engine.project import Project

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
SHEET = "订单资源明细"


@pytest.fixture
def mended(tmp_path):
    """Copy the project's selectors, with one line of the portal's file edited."""

    def edit(old: str, new: str) -> Project:
        selectors = copytree(ROOT / "selectors", tmp_path / "selectors")
        file = selectors / "partner-center" / "portal.yaml"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        return Project(ROOT / "flows", selectors, tmp_path / "output")

    return edit


@pytest.mark.parametrize(
    ("rename", "old", "new"),
    [
        pytest.param(
            "客户名称/账号名=企业名称/账号名",
            "客户名称: [",
            "客户名称: [企业名称/账号名, ",
            marks=pytest.mark.slow,
        ),
        ("客户=客户经营", "客户: [", "客户: [客户经营, "),
    ],
)
def test_one_edit_mends_a_rename_on_all_pages(replicas, run_flow, mended, rename, old, new):
    replica = replicas(seed=6, rows=60, rename=rename)
    outcome = run_flow("order-resources", replica, project=mended(old, new))
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth("order-resources")


@pytest.mark.slow
def test_without_the_edit_the_run_says_what_is_not_there(replicas, run_flow):
    replica = replicas(seed=6, rows=60, rename="客户名称/账号名=企业名称/账号名")
    finished = run_flow("order-resources", replica).finished
    assert finished.exit_code == 1
    assert "column 客户名称" in finished.error
