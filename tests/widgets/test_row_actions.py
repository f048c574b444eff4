"""A row is found by its values on whatever page it is, and acted on once, it and no other."""

from __future__ import annotations

import pytest

from rpa.errors import StepFailed
from rpa.widgets.menu_button import ItemMissing
from rpa.widgets.row_actions import (
    ActionDisabled,
    RowGone,
    RowMissing,
    act_on_row,
    find_row,
    follow_link,
)
from rpa.widgets.snapshot import ColumnMissing

pytestmark = pytest.mark.browser

# 详情 and 改价 stand in the row, the latter greyed out for odd ones; 删除 and 回收 behind 更多.
START = """
import { Grid, answer, pause } from "/kit/grid.js";
const grid = window.grid = new Grid({
  total: 35,
  details: [{ key: "id", title: "订单号" }],
  row_actions: [
    { key: "details", label: "详情", inline: true },
    { key: "price", label: "改价", inline: true },
    { key: "remove", label: "删除" },
    { key: "recall", label: "回收" },
  ],
});
window.acts = [];
grid.table.onAct = (action, row) => acts.push([action.label, row._id]);
grid.draw();
"""


def order(n: int) -> str:
    return f"CS{n:020}"


def acts(page) -> list[object]:
    return page.evaluate("acts")


@pytest.mark.parametrize("n", [1, 10, 11, 35])
@pytest.mark.parametrize("action", ["详情", "删除"])
def test_the_action_is_done_in_the_row_that_is_meant(show, table, page, n, action):
    show(START)
    row = find_row(table, {"订单号": order(n)})
    act_on_row(table, row, [action])
    assert acts(page) == [[action, n]]


def test_all_values_must_be_the_rows(show, table, page):
    show(START)
    row = find_row(table, {"客户名称": " 客户 12/第1次", "订单金额": "12,000.00"})
    act_on_row(table, row, ["查看", "详情"])
    assert acts(page) == [["详情", 12]]


def test_pages_before_the_one_shown_are_looked_at_too(show, table, page):
    show(START)
    assert find_row(table, {"订单号": order(33)}) == 2
    assert find_row(table, {"订单号": order(4)}) == 3
    assert table.snapshot().pager.page == 1


def test_a_table_without_a_pager_is_one_page(show, table):
    show(START.replace("total: 35", "total: 9, hasPager: false"))
    assert find_row(table, {"订单号": order(9)}) == 8
    with pytest.raises(RowMissing):
        find_row(table, {"订单号": order(10)})


def test_expanded_rows_do_not_count(show, table, page):
    show(START + "document.querySelector('.ti3-table-details-toggle').click();")
    row = find_row(table, {"订单号": order(3)})
    act_on_row(table, row, ["详情"])
    assert (row, acts(page)) == (2, [["详情", 3]])


def test_a_missing_row_is_an_error(show, table):
    show(START)
    with pytest.raises(RowMissing) as caught:
        find_row(table, {"订单号": order(3), "订单金额": "4,000.00"})
    assert str(caught.value) == (
        "table 客户订单: no row where 订单号 = CS00000000000000000003, 订单金额 = 4,000.00"
    )


def test_a_column_that_this_account_lacks_is_an_error(show, table_of):
    show(START)
    table = table_of(columns={"订单号": {}, "云经销商名称": {"optional": True}})
    with pytest.raises(ColumnMissing) as caught:
        find_row(table, {"云经销商名称": "甲"})
    assert str(caught.value) == (
        "table 客户订单: no column 云经销商名称; known: 订单号, 客户名称, 订单金额"
    )


def test_a_greyed_out_action_is_an_error_and_not_clicked(show, table_of, page):
    show(START)
    with pytest.raises(ActionDisabled) as caught:
        act_on_row(table_of(limit_s=600), 0, ["改价"])
    assert str(caught.value) == "改价: greyed out for this row"
    assert acts(page) == []


def test_a_greyed_out_action_behind_more_is_an_error_and_not_clicked(show, table, page):
    show(START)
    with pytest.raises(ItemMissing) as caught:
        act_on_row(table, 0, ["回收"])
    assert str(caught.value) == "回收 is greyed out"
    assert acts(page) == []
    assert page.locator("ti-drop").filter(visible=True).count() == 0


def test_an_action_that_is_neither_in_the_row_nor_behind_more_is_an_error(show, table, page):
    show(START)
    with pytest.raises(ItemMissing) as caught:
        act_on_row(table, 1, ["回 收单"])
    assert str(caught.value) == '回 收单 is not in the list; did you mean "回收"?'
    assert page.locator("ti-drop").filter(visible=True).count() == 0


def test_a_missing_action_of_a_row_without_more_is_an_error(show, table):
    show(
        START.replace('{ key: "remove", label: "删除" },', "").replace(
            '{ key: "recall", label: "回收" },', ""
        )
    )
    with pytest.raises(StepFailed) as caught:
        act_on_row(table, 1, ["详情页"])
    assert str(caught.value) == 'row action 详情页: did you mean "详情"?'


def test_a_row_that_is_not_there_is_an_error(show, table):
    show(START)
    with pytest.raises(RowGone) as caught:
        act_on_row(table, 10, ["详情"])
    assert str(caught.value) == "table 客户订单: row 11 is no longer there"


@pytest.mark.parametrize("action", ["详情", "回收"])
def test_rows_that_are_drawn_anew_meanwhile_are_told_apart_by_their_texts(
    show, table, page, action
):
    show(START)
    row = find_row(table, {"订单号": order(4)})
    page.evaluate(
        "const rows = grid.rows(); grid.rows = () => [{ ...rows[0], id: 'new' }, ...rows]; grid.draw();"
    )
    act_on_row(table, row, [action])
    assert acts(page) == [[action, 4]]


def test_a_row_that_is_pushed_down_is_still_the_one(show, table, page):
    show(START)
    row = find_row(table, {"订单号": order(4)})
    page.evaluate("grid.table.body.prepend(grid.table.body.lastElementChild)")
    act_on_row(table, row, ["详情"])
    assert acts(page) == [["详情", 4]]


def test_a_row_that_has_gone_meanwhile_is_not_taken_for_its_neighbour(show, table, page):
    show(START)
    row = find_row(table, {"订单号": order(4)})
    page.evaluate(
        "const rows = grid.rows(); rows.splice(3, 1); grid.rows = () => rows; grid.draw();"
    )
    with pytest.raises(RowGone):
        act_on_row(table, row, ["删除"])
    assert acts(page) == []


def test_an_action_is_clicked_once_though_nothing_seems_to_happen(show, table, page):
    show(START + "addEventListener('click', () => acts.push('click'), true);")
    page.evaluate("grid.table.onAct = () => {}")
    act_on_row(table, 1, ["改价"])
    assert acts(page) == ["click"]


def test_what_covers_the_row_for_a_while_is_waited_out(show, table, page):
    show(
        START
        + """
        import { notice } from "/static/ti/notice.js";
        notice("success", "操作成功");
        const toast = document.querySelector(".ti3-notification-container");
        toast.style.cssText = "position:fixed;inset:0;width:auto;background:#fff";
        setTimeout(() => toast.remove(), 1000);
        """
    )
    act_on_row(table, 1, ["改价"])
    assert acts(page) == [["改价", 2]]


def test_the_link_in_a_cell_is_followed(show, table, page):
    columns = 'columns: [{ key: "id", title: "订单号", kind: "link" }],'
    heard = """
        addEventListener("click", ({ target }) => {
          if (target.matches(".ti3-table-link")) acts.push(target.textContent);
        });
        """
    show(START.replace("total: 35,", f"total: 35, {columns}") + heard)
    follow_link(table, find_row(table, {"订单号": order(12)}), "订单号")
    assert acts(page) == [order(12)]


def test_a_cell_without_a_link_is_an_error(show, table):
    show(START)
    with pytest.raises(StepFailed, match=r"^table .*: no link in the column 客户名称 of row 1$"):
        follow_link(table, 0, "客户名称")
