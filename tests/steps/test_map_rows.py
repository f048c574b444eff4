"""A map and its changes stand in a workbook in the words of its readers."""

from __future__ import annotations

from rpa.portal_map.changes import map_changes
from rpa.portal_map.parts import from_text
from rpa.steps.map_rows import change_rows, map_rows

OLD = """\
page 主页 = /home
menu 销售
  page 订单 = /orders
    heading 订单
    tab 明细
      filter 状态 = select
      column 客户 = eye, sort
      column 金额
      action 导出 = menu
  page 账单 = /bills
    note still loads after 30 s
menu 支持
  page 资料 = /library
"""
NEW = """\
page 资料 = /library
menu 销售
  page 订单 = /orders
    heading 订单
    tab 明细
      filter 状态 = multi_select
      column 金额
      column 客户名称 = eye, sort
  page 账单 = /bills
    note still loads after 30 s
    tab 汇总
      column 月份
"""


def test_each_part_is_a_row_with_its_page_tab_and_address():
    rows = map_rows(from_text(OLD, "old.txt"))
    assert rows.names == ("页面", "页签", "类别", "名称", "说明", "地址")
    orders, bills = "销售 > 订单", "销售 > 账单"
    assert list(rows.cells) == [
        ("主页", "", "页面", "主页", "", "/home"),
        (orders, "", "页面", "订单", "", "/orders"),
        (orders, "", "标题", "订单", "", "/orders"),
        (orders, "明细", "页签", "明细", "", "/orders"),
        (orders, "明细", "筛选条件", "状态", "单选列表", "/orders"),
        (orders, "明细", "列", "客户", "可显示明文、可排序", "/orders"),
        (orders, "明细", "列", "金额", "", "/orders"),
        (orders, "明细", "操作", "导出", "菜单", "/orders"),
        (bills, "", "页面", "账单", "", "/bills"),
        (bills, "", "备注", "still loads after 30 s", "", "/bills"),
        ("支持 > 资料", "", "页面", "资料", "", "/library"),
    ]


def test_each_change_is_a_row_with_both_sides():
    rows = change_rows(map_changes(from_text(OLD, "old.txt"), from_text(NEW, "new.txt")))
    assert rows.names == ("页面", "页签", "类别", "名称", "变化", "原为", "现为")
    orders = "销售 > 订单"
    assert list(rows.cells) == [
        ("主页", "", "页面", "主页", "丢失", "", ""),
        (orders, "明细", "筛选条件", "状态", "改变", "单选列表", "多选列表"),
        (orders, "明细", "列", "客户", "丢失", "", ""),
        (orders, "明细", "操作", "导出", "丢失", "", ""),
        (orders, "明细", "列", "客户名称", "新增", "", ""),
        ("销售 > 账单", "汇总", "页签", "汇总", "新增", "", "列 1"),
        ("支持", "", "菜单", "支持", "丢失", "", ""),
        ("支持 > 资料", "", "页面", "资料", "移动", "支持", "顶层"),
    ]


def test_what_changed_places_says_what_stands_before_it():
    old, new = (
        from_text("".join(f"menu {name}\n" for name in names), "m")
        for names in ("甲乙丙", "乙丙甲")
    )
    assert list(change_rows(map_changes(old, new)).cells) == [
        ("甲", "", "菜单", "甲", "换位", "最前", "“丙”之后")
    ]
