"""An export is started, waited for and fetched, and what goes wrong with it is told or mended."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rpa.engine.project import Project
from rpa.events import FileWritten, Noticed, StepRetried

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
FLOW = """
title: 导出订单资源明细
portal: partner-center
effect: read
inputs:
  status: {{type: text, label: 订单状态, optional: true}}
steps:
  - open: 客户订单 / 订单资源明细
  - query: {{订单状态: "${{status}}"}}
  - export: {{item: {item}, into: file{more}}}
"""


@pytest.fixture
def export(chromium: Any, tmp_path: Path, run_flow: Callable[..., Any]) -> Callable[..., Any]:
    """Run a flow that exports, in a project of the test's own."""
    chromium.close()
    project = Project(tmp_path / "flows", ROOT / "selectors", tmp_path / "output")
    shutil.copytree(ROOT / "flows", project.flows)

    def run(replica: Any, item: str = "导出全部", more: str = "", **inputs: str) -> Any:
        (project.flows / "export.yaml").write_text(FLOW.format(item=item, more=more), "utf-8")
        return run_flow("export", replica, role="distributor", project=project, **inputs)

    return run


def downloads(outcome: Any) -> list[Path]:
    return [path for path in (outcome.folder / "downloads").glob("*") if path.is_file()]


def column(file: Path, title: str) -> list[Any]:
    header, *rows = load_workbook(file).worksheets[0].iter_rows(values_only=True)
    return [row[header.index(title)] for row in rows]


def said(outcome: Any) -> list[str]:
    return [event.message for event in outcome.told(Noticed)]


def first_error(outcome: Any) -> str:
    """Return why the export failed, before the engine tried the step again."""
    return [*(event.error for event in outcome.told(StepRetried)), outcome.finished.error][0]


def test_the_file_of_an_export_lands_in_the_run_folder_anonymised(replicas, export):
    replica = replicas(seed=2, rows=120)
    outcome = export(replica, "导出当前记录", status="已取消")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    (file,) = downloads(outcome)
    assert file.name.startswith("客户订单资源明细_")
    truth = replica.truth("order-resources", status="已取消")
    at = truth["columns"].index("订单号")
    assert column(file, "订单号") == [row[at] for row in truth["rows"]]
    assert all("***" in name for name in column(file, "客户名称/账号名"))
    assert [event.path for event in outcome.told(FileWritten) if event.kind == "download"] == [file]
    assert "导出任务创建成功" in said(outcome)[-1]


@pytest.mark.slow
def test_an_export_that_fails_is_told(fresh_replica, export):
    outcome = export(fresh_replica(fault="export_fails", rows=30))
    assert outcome.finished.exit_code != 0
    assert first_error(outcome) == "导出全部: the portal lists the export as 失败"
    assert downloads(outcome) == []


@pytest.mark.slow
def test_an_export_that_never_ends_is_told_in_time(fresh_replica, export):
    outcome = export(fresh_replica(fault="export_stuck", rows=30), more=", timeout_s: 5")
    assert outcome.finished.exit_code == 5
    assert outcome.finished.error == "export 导出全部 was not done within 5 s"
    assert downloads(outcome) == []


@pytest.mark.slow
def test_a_download_that_breaks_off_is_begun_anew_and_then_given_up(fresh_replica, export):
    outcome = export(fresh_replica(fault="download_cut", rows=30))
    assert outcome.finished.exit_code != 0
    assert first_error(outcome).endswith(".xlsx: the download broke off 3 times")
    broken = [message for message in said(outcome) if "broke off" in message]
    assert [message.split(" (")[0] for message in broken[:3]] == [
        "download 1 broke off",
        "download 2 broke off",
        "download 3 broke off",
    ]
    assert downloads(outcome) == []
