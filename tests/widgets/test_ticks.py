"""Exactly the rows that are meant are ticked, wherever they are, also in a dialog."""

from __future__ import annotations

import pytest

from rpa.widgets.snapshot import ColumnMissing
from rpa.widgets.ticks import NotTickable, ValuesMissing, tick_rows

pytestmark = pytest.mark.browser

START = """
import { Grid } from "/kit/grid.js";
import { look } from "/static/ti/look.js";
look.table = "LOOK";
const grid = window.grid = new Grid({ total: 35, sizes: [10, 20], selectable: true });
grid.draw();
"""
LOSES_CLICKS = """
let lost = 0;
document.addEventListener("click", (event) => {
  if (event.target.closest(".ti3-checkbox") && lost++ < 2) event.preventDefault();
}, true);
"""
IN_A_DIALOG = """
import { modal } from "/static/ti/modal.js";
const inner = window.inner = new Grid({ total: 12, selectable: true, hasQuery: false });
inner.draw();
modal({ title: "添加客户", body: inner.host, buttons: [] });
"""
GREYED_OUT = "grid.table.trs[2].querySelector('[checkbox-column] input').disabled = true;"


def start(look: str = "fixed-head", more: str = "") -> str:
    return START.replace("LOOK", look) + more


def order(n: int) -> str:
    return f"CS{n:020}"


def ticked(page, grid: str = "grid") -> list[int]:
    return sorted(page.evaluate(f"[...{grid}.table.ticks.ids]"))


@pytest.mark.parametrize("look", ["fixed-head", "plain"])
def test_the_rows_are_ticked_on_whatever_page_they_are(show, table, page, look):
    show(start(look))
    tick_rows(table, "订单号", [order(34), order(2), order(11)])
    assert ticked(page) == [2, 11, 34]


def test_the_largest_page_size_comes_first(show, table):
    show(start())
    tick_rows(table, "订单号", [order(20)])
    pager = table.snapshot().pager
    assert (pager.page, pager.size) == (1, 20)


def test_what_is_ticked_and_not_meant_is_unticked(show, table, page):
    show(start())
    tick_rows(table, "订单号", [order(1), order(2), order(5)])
    tick_rows(table, "订单号", [order(5), order(6)])
    assert ticked(page) == [5, 6]


def test_every_row_that_shows_a_value_is_ticked(show, table, page):
    show(
        start(
            more="grid.rows = () => grid.constructor.prototype.rows.call(grid)"
            ".map((row, i) => ({ ...row, name: i % 4 ? '乙' : ' 甲 ' })); grid.draw();"
        )
    )
    tick_rows(table, "客户名称", ["甲"])
    assert ticked(page) == [1, 5, 9, 13, 17]


def test_swallowed_clicks_are_repeated(show, table, page):
    show(start(more=LOSES_CLICKS))
    tick_rows(table, "订单号", [order(1), order(3)])
    assert ticked(page) == [1, 3]


def test_the_table_of_a_dialog_is_meant_and_not_one_like_it_behind(show, table, page):
    show(start() + IN_A_DIALOG)
    tick_rows(table, "订单号", [order(12)])
    assert (ticked(page), ticked(page, "inner")) == ([], [12])


def test_a_dialog_without_such_a_table_hides_nothing(show, table, page):
    show(
        start(
            more="""
        const { messageBox } = await import("/static/ti/modal.js");
        messageBox({ title: "公告", text: "维护" });
        document.querySelector(".ti3-modal-backdrop").remove();
        document.querySelector(".ti3-modal").style.position = "static";
    """
        )
    )
    tick_rows(table, "订单号", [order(4)])
    assert ticked(page) == [4]


def test_values_that_no_row_holds_are_named(show, table):
    show(start())
    with pytest.raises(ValuesMissing) as caught:
        tick_rows(table, "订单号", [order(3), "CS77", "CS99"])
    assert str(caught.value) == "table 客户订单: no row where 订单号 is CS77 or CS99"


def test_a_box_that_is_greyed_out_is_an_error(show, table):
    show(start(more=GREYED_OUT).replace("total: 35", "total: 9"))
    with pytest.raises(NotTickable) as caught:
        tick_rows(table, "订单号", [order(3)])
    assert str(caught.value) == f"table 客户订单: the row where 订单号 is {order(3)} is greyed out"


def test_a_table_without_boxes_is_an_error(show, table):
    show(start().replace("selectable: true", "selectable: false"))
    with pytest.raises(NotTickable) as caught:
        tick_rows(table, "订单号", [order(3)])
    assert str(caught.value) == (
        f"table 客户订单: the row where 订单号 is {order(3)} has no check-box"
    )


def test_a_column_that_this_account_lacks_is_an_error(show, table_of):
    show(start())
    table = table_of(columns={"订单号": {}, "云经销商名称": {"optional": True}})
    with pytest.raises(ColumnMissing) as caught:
        tick_rows(table, "云经销商名称", ["甲"])
    assert str(caught.value).startswith("table 客户订单: no column 云经销商名称; known: 订单号")
