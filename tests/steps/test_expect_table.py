"""`expect` of a table on the replica: the page that shows, and all rows that were read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rpa.engine.project import Project
from rpa.secret import MASK

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

HEAD = """
title: What a table must be like
portal: partner-center
steps:
  - open: 客户订单
"""
RIGHT = """
  - expect:
      table: 客户订单
      columns: [订单号, 客户名称, 实付金额]
      extra: allow
      count: 10
      every: {订单号: '/^CS\\d{17,}$/', 下单时间: 2026-01-01.., 实付金额: -1000000..1000000}
      any: {订单状态: [已完成, 待支付]}
      contains: [{订单号: CS622315859795375549}, {订单状态: 已完成, 实付金额: 346.06}]
  - query: {订单状态: 待支付}
  - expect: {table: 客户订单, every: {订单状态: 待支付}}
  - read: {into: rows, allow_masked: true}
  - expect: {rows: "${rows}", count: 1..109, every: {订单状态: 待支付}}
"""
WRONG = """
  - open: 客户订单
  - expect: {table: 客户订单, columns: [实付金额, 订单号, 订单类型], extra: allow, soft: true}
  - reveal: [客户名称]
  - expect: {table: 客户订单, count: 3, sorted_by: -客户名称, soft: true}
  - read: rows
  - expect: {rows: "${rows}", any: {客户名称: x}, sum: {实付金额: 1}, soft: true}
"""


@pytest.fixture
def table(replicas, run_flow, tmp_path):
    """Run steps on the table of the orders."""

    def run(steps: str):
        flows = tmp_path / "flows"
        flows.mkdir()
        shutil.copy(ROOT / "flows" / "sign-in.yaml", flows)
        (flows / "table.yaml").write_text(HEAD.strip() + steps, "utf-8")
        project = Project(flows, ROOT / "selectors", tmp_path / "output")
        return run_flow("table", replicas(seed=2, rows=230), project=project)

    return run


def test_what_is_wrong_with_a_table_is_told_without_what_an_eye_reveals(table):
    assert table(RIGHT + WRONG).finished.error.splitlines() == [
        "3 things are not as expected:",
        (
            "1. 客户订单: expected the columns in the order 实付金额, 订单号, 订单类型; "
            "found 订单号, 订单类型, 实付金额"
        ),
        (
            "2. 客户订单: expected 3 rows, found 10; 客户名称: expected to be sorted, falling; "
            f"row 2 has {MASK} after {MASK}"
        ),
        (
            f"3. 客户名称: expected x in some row, found {MASK} in row 1, {MASK} in row 2, "
            f"{MASK} in row 3 and 107 more; 实付金额: expected the sum 1, found 12304146.11"
        ),
    ]
