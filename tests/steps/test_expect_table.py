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
  - expect: {rows: "${rows}", count: 1..109, every: {订单状态: 待支付}, each: "${row['订单状态'] == '待支付'}"}
  - expect: {field: 订单状态, value: 待支付, options: [全部, 待审核, 处理中, 已取消, 已完成, 待支付, 待确认]}
  - expect: {field: 订单类型, value: ''}
  - expect: {field: 客户名称, value: '/^$/'}
  - expect: {element: 导出, options: [导出当前记录, 导出全部, 查看导出记录]}
  - expect: {element: 每页条数, options: ['10', '20', '50', '100']}
  - expect: {table: 客户订单, actions: {查看订单详情: {订单状态: 待支付}}}
"""
WRONG = """
  - open: 客户订单
  - expect: {table: 客户订单, columns: [实付金额, 订单号, 订单类型], extra: allow, soft: true}
  - reveal: [客户名称]
  - expect: {table: 客户订单, count: 3, sorted_by: -客户名称, soft: true}
  - read: rows
  - expect: {rows: "${rows}", any: {客户名称: x}, sum: {实付金额: 1}, soft: true}
  - expect: {rows: "${rows}", each: "${row['订单号'] != 'CS622315859795375549'}", soft: true}
  - expect: {field: 订单状态, value: 待支付, soft: true}
  - expect: {element: 导出, options: [导出], soft: true}
  - expect: {table: 客户订单, actions: {修改: {}}, soft: true}
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


@pytest.mark.slow
def test_what_is_wrong_with_a_table_is_told_without_what_an_eye_reveals(table):
    assert table(RIGHT + WRONG).finished.error.splitlines() == [
        "7 things are not as expected:",
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
        (
            "4. ${row['订单号'] != 'CS622315859795375549'} does not hold in every row: "
            "row 1 has 订单号 CS622315859795375549"
        ),
        "5. 订单状态: expected 待支付, found 全部",
        "6. 导出: expected the options 导出; found 导出当前记录, 导出全部, 查看导出记录",
        "7. 客户订单: 修改 cannot be clicked in row 1; expected it in every row",
    ]
