"""The steps on what every console has, on the replica: menus, forms, tables, exports, dialogs."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from rpa.engine.project import Project
from rpa.events import FileWritten, PageRead

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

FLOW = """
title: A walk through the console
portal: partner-center
steps:
  - open: 客户订单
  - query: {订单状态: 待支付}
  - reveal: [客户名称]
  - read: {into: orders, columns: [订单号, 客户名称]}
  - row: {where: {订单号: "${orders[-1].订单号}"}, action: 查看订单详情}
  - open: 客户订单 / 订单资源明细
  - query: {订单号: "${orders[0].订单号}"}
  - read: {into: lines, columns: [订单号, 产品名称]}
  - expect: "${lines | map(attribute='订单号') | unique | list == [orders[0].订单号]}"
  - csv: {rows: "${orders}", file: orders}
  - export: {item: 导出当前记录, into: file}
  - read: {table: 导出记录, into: tasks}
  - fail: "${tasks[0].任务名称}: ${tasks[0].导出状态}: ${file}"
"""


@pytest.fixture
def console(tmp_path: Path) -> Project:
    flows = tmp_path / "flows"
    flows.mkdir()
    shutil.copy(ROOT / "flows" / "sign-in.yaml", flows)
    (flows / "walk.yaml").write_text(FLOW, "utf-8")
    return Project(flows, ROOT / "selectors", tmp_path / "output")


def test_a_flow_walks_through_menu_form_table_row_and_export(replicas, run_flow, console):
    replica = replicas(seed=2, rows=230)
    outcome = run_flow("walk", replica, project=console)
    (download,) = (outcome.folder / "downloads").iterdir()
    assert outcome.finished.error == f"{download.name}: 已完成: {download}"
    assert [stat.S_IMODE(one.stat().st_mode) for one in (download.parent, download)] == [
        0o700,
        0o600,
    ]
    assert [one.path.name for one in outcome.told(FileWritten) if one.kind == "download"] == [
        download.name
    ]
    assert {one.verdict for one in outcome.finished.proofs} == {"holds"}
    assert [one.table for one in outcome.told(PageRead)] == ["客户订单", "订单资源明细", "导出记录"]
    rows = (outcome.folder / "orders.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "订单号,客户名称"
    assert len(rows) > 2
    assert "*" not in "".join(rows)


DIALOGS = """
- goto: dialogs.html
- click: ask
- dialog: {title: Are you sure?, press: OK, into: asked, stays: true}
- dialog: Cancel
- expect: {element: ask, state: visible}
- click: tell
- dialog: {into: told}
- attempt: [{dialog: {title: Are you sure?}, timeout_s: 0.5}]
  rescue: [{set: {gone: "${error}"}}]
- click: ask
- attempt: [{dialog: Sure}]
  rescue: [{set: {no_button: "${error}"}}]
- text: {target: log, into: log}
- fail: "${[asked, told, gone, no_button, log] | join('\\n')}"
"""


def test_dialogs_are_read_answered_and_seen_to_go(run):
    outcome = run(DIALOGS)
    assert outcome.finished.error.splitlines() == [
        "This cannot be undone.",
        "Nothing to do.",
        "dialog Are you sure?: not open; open dialogs: none",
        "dialog button Sure: known: OK, Cancel",
        "OK",
        "Cancel",
        "closed",
    ]
