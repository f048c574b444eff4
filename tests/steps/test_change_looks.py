"""`change` on a list that is not whole: what is missing from it may be done all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rpa.engine.project import Project
from rpa.engine.stage import Options

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
FLOW = """
title: An order
portal: partner-center
effect: write
steps:
  - change:
      what: an order
      of: {order: "${['CS-none']}"}
      key: order/${order}
      look:
        - open: 客户订单
        - read: {into: shown, columns: [订单号]}
      done_when: "${order in shown | map(attribute='订单号') | list}"
      do: [{fail: it was tried}]
      settles_in_s: 0
      into: outcomes
  - excel: {rows: "${outcomes}", sheet: Orders}
"""


@pytest.mark.parametrize(
    ("faults", "code", "why"),
    [
        pytest.param({}, 0, "it was tried", marks=pytest.mark.slow),
        ({"fault": "short_page"}, 3, "页面上看不到结果"),
    ],
)
def test_nothing_is_changed_that_a_list_with_missing_rows_does_not_show(
    fresh_replica, run_flow, tmp_path, faults, code, why
):
    flows = tmp_path / "flows"
    flows.mkdir()
    shutil.copy(ROOT / "flows" / "sign-in.yaml", flows)
    (flows / "order.yaml").write_text(FLOW, "utf-8")
    project = Project(flows, ROOT / "selectors", tmp_path / "output")
    replica = fresh_replica(seed=2, rows=30, **faults)
    outcome = run_flow("order", replica, project=project, options=Options(is_confirmed=True))
    assert outcome.finished.exit_code == code
    (row,) = outcome.sheet("Orders")["rows"]
    assert row[:3] == ["CS-none", "失败", why]
