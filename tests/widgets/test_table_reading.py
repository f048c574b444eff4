"""A page of a table is read as it is shown: its own rows and columns, every character of a value."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect
from rpa.locators.model import ColumnSpec, TableSpec
from rpa.widgets.snapshot import Pager, TableMissing
from rpa.widgets.table import Table

pytestmark = pytest.mark.browser

GRID = 'import { Grid, COLUMNS, answer, order } from "/kit/grid.js";\n'


def frame(head: str, rows: str, after: str = "") -> str:
    """Return a table of TinyNG in two parts, as it is written by hand."""
    return f"""
    <div class="query-pane"><ti-table class="ti3-table">
      <div class="ti3-table-fixed-head"><table><thead><tr>{head}</tr></thead></table></div>
      <div class="ti3-table-container"><table><thead><tr><th></th></tr></thead>
        <tbody>{rows}</tbody></table></div>
    </ti-table>{after}</div>
    """


HEAD = "<th> 订单号 </th><th><span>客户名称 <a class=eye></a></span></th>"

VALUES = {
    "a full-width blank": ("甲　公司　", "甲　公司　"),
    "a full-width blank after a line's end": ("\n  　甲公司\n  ", "　甲公司"),
    "blanks between words": ("A  B", "A  B"),
    "markup that is text": ("&lt;b&gt;甲&lt;/b&gt; &amp;amp;", "<b>甲</b> &amp;"),
    "quotes": ("\"甲\" '乙' “丙”", "\"甲\" '乙' “丙”"),
    "digits in any number": ("00012345678901234567890", "00012345678901234567890"),
    "a number's blanks": ("\n      1,234.50\n    ", "1,234.50"),
    "parts of a value": ('<span class="dot"></span>已完成<!---->', "已完成"),
    "a link": ("\n  <a>CS001</a>\n", "CS001"),
    "lines": ("甲\n    乙", "甲 乙"),
    "a hard blank": ("甲&nbsp;乙&nbsp;", "甲\u00a0乙\u00a0"),
    "nothing": ("", ""),
    "an emoji and a rare character": ("𠮷😀", "𠮷😀"),
}


@pytest.mark.parametrize(("markup", "value"), VALUES.values(), ids=VALUES)
def test_a_value_keeps_every_character(show, table, markup, value):
    show(body=frame(HEAD, f"<tr><td>1</td><td tioverflow>{markup}</td></tr>"))
    table.wait_ready()
    assert table.snapshot().rows == [["1", value]]


@pytest.mark.parametrize("kind", ["fixed-head", "plain"])
def test_titles_and_rows_are_read_from_either_shape(show, table, kind):
    show(
        GRID
        + f"""
        import {{ look }} from "/static/ti/look.js";
        look.table = "{kind}";
        new Grid({{ total: 12 }}).draw();
        """
    )
    table.wait_ready()
    snapshot = table.snapshot()
    assert snapshot.headers == ("订单号", "客户名称", "订单金额")
    assert snapshot.rows[0] == ["CS00000000000000000001", "客户1/第1次", "1,000.00"]
    assert len(snapshot.rows) == 10
    assert snapshot.pager == Pager(total=12, page=1, pages=2, size=10, last=False)


def test_columns_that_hold_no_data_are_left_out(show, table):
    show(
        GRID
        + """
        new Grid({
          total: 1, selectable: true, details: [{ key: "id", title: "订单号" }],
          row_actions: [{ key: "details", label: "详情", inline: true }],
        }).draw();
        """
    )
    table.wait_ready()
    snapshot = table.snapshot()
    assert snapshot.headers == ("订单号", "客户名称", "订单金额")
    assert snapshot.rows == [["CS00000000000000000001", "客户1/第1次", "1,000.00"]]


def test_expanded_rows_are_not_rows(show, table, page):
    show(
        GRID
        + """
        const grid = new Grid({ total: 3, details: [{ key: "id", title: "订单号" }] });
        grid.draw();
        document.querySelector(".ti3-table-details-toggle").click();
        document.querySelector(".ti3-details").innerHTML +=
          "<table><thead><tr><th>订单号</th></tr></thead><tbody><tr><td>内</td></tr></tbody></table>";
        """
    )
    table.wait_ready()
    assert page.locator(".ti3-details-tr").count() == 1
    assert [row[0][-1] for row in table.snapshot().rows] == ["1", "2", "3"]


def test_an_empty_table_has_no_rows(show, table):
    show(GRID + "new Grid({ total: 0 }).draw();")
    table.wait_ready()
    assert (table.snapshot().state, table.snapshot().rows) == ("empty", [])


def test_hidden_copies_are_passed_over(show, table):
    show(
        GRID
        + """
        const grid = new Grid({ total: 2 });
        grid.draw();
        for (const style of ["display:none", "visibility:hidden", "height:0;overflow:hidden;display:none"]) {
          const copy = grid.host.cloneNode(true);
          copy.style.cssText = style;
          copy.querySelector("td").textContent = "copy";
          grid.host.before(copy);
          grid.host.after(copy.cloneNode(true));
        }
        grid.table.el.after(Object.assign(grid.table.el.cloneNode(true), { hidden: true }));
        grid.host.children[2].style.display = "none";
        """
    )
    table.wait_ready()
    snapshot = table.snapshot()
    assert [row[0][-1] for row in snapshot.rows] == ["1", "2"]
    assert snapshot.pager == Pager(total=2, page=1, pages=1, size=10, last=True)


TWO_TABLES = (
    GRID
    + """
    const first = new Grid({ total: 11 });
    const second = new Grid({ total: 33, columns: [
      { key: "id", title: "退款单号", kind: "text" }, { key: "name", title: "客户名称", kind: "text" },
    ] });
    first.draw(); second.draw();
    """
)
REFUNDS = {"退款单号": {"type": "id"}, "客户名称": {}}


def test_the_table_that_bears_the_wanted_columns_is_meant(show, table_of):
    show(TWO_TABLES)
    orders, refunds = table_of(), table_of(columns=REFUNDS)
    orders.wait_ready()
    assert orders.snapshot().headers == ("订单号", "客户名称", "订单金额")
    assert refunds.snapshot().headers == ("退款单号", "客户名称")


def test_each_table_has_its_own_pager_and_query(show, table_of, page):
    show(TWO_TABLES + "first.host.append(...second.host.childNodes);")
    orders, refunds = table_of(), table_of(columns=REFUNDS)
    assert [one.snapshot().pager.total for one in (orders, refunds)] == [11, 33]
    refunds.next_page(refunds.snapshot().pager)
    refunds.query()
    assert {row[1].partition("/")[2] for row in refunds.snapshot().rows} == {"第2次"}
    assert {row[1].partition("/")[2] for row in orders.snapshot().rows} == {"第1次"}


def test_a_table_without_a_pager_does_not_take_its_neighbours(show, table_of):
    show(TWO_TABLES + "first.pager.el.remove(); first.host.append(...second.host.childNodes);")
    assert table_of().snapshot().pager is None
    assert table_of(columns=REFUNDS).snapshot().pager.total == 33


def test_a_pager_above_its_table_is_found(show, table):
    show(GRID + "const grid = new Grid(); grid.draw(); grid.host.prepend(grid.pager.el);")
    assert table.snapshot().pager.total == 25


def test_a_pager_may_keep_the_total_to_itself(show, table):
    show(
        GRID
        + """
        import { look } from "/static/ti/look.js";
        look.pager_total = false;
        new Grid({ total: 95 }).draw();
        """
    )
    assert table.snapshot().pager == Pager(total=None, page=1, pages=10, size=10, last=False)


def test_titles_are_found_under_an_older_wording(show, table_of):
    show(
        body=frame(HEAD.replace("客户名称", "客户名称 / 账号名"), "<tr><td>1</td><td>甲</td></tr>")
    )
    assert table_of().snapshot().headers == ("订单号", "客户名称 / 账号名")
    assert table_of().has_column(["客户名称 / 账号名"], ["客户名称/账号名", "客户名称"])


def test_a_missing_table_is_an_error_that_names_those_shown(show, table_of):
    show(
        body="<table class=ti3-form><tr><td>订单号</td></tr></table>"
        + frame("<th>券号</th><th></th><th>面值</th>", "<tr><td>1</td><td></td><td>2</td></tr>")
        + frame("<th>任务名称</th>", "")
    )
    with pytest.raises(TableMissing) as caught:
        table_of().wait_ready()
    assert str(caught.value) == (
        "table 客户订单: not on the page; tables shown have the columns: 券号, 面值; 任务名称"
    )


def test_a_page_without_tables_says_so_at_once(show, table_of):
    show()
    with pytest.raises(TableMissing) as caught:
        table_of(limit_s=600).wait_ready()
    assert str(caught.value) == (
        "table 客户订单: not on the page; tables shown have the columns: none"
    )


def test_a_table_that_is_on_its_way_is_not_missing_yet(show, table_of):
    show(GRID + "answer(1500).then(() => new Grid().draw());")
    table_of().wait_ready()


def test_a_big_page_is_read_in_one_call(show, table, page):
    show(GRID + "const grid = new Grid({ total: 1000, sizes: [1000] }); grid.draw();")
    table.wait_ready()
    rows = table.snapshot().rows
    assert [row[0] for row in rows] == [f"CS{n:020}" for n in range(1, 1001)]


DETAILS = """
const details = [{ key: "product", title: "产品ID" }, { key: "share", title: "分成比例" }];
const grid = new Grid({ total: 13, details });
grid.rows = function () {
  return Grid.prototype.rows.call(this).map((row) => ({ ...row, product: `P${row._id}`, share: "--" }));
};
"""
WITH_DETAILS = TableSpec(
    columns={
        "订单号": ColumnSpec(),
        "产品": ColumnSpec(header=("产品编号", "产品ID"), details=True),
        "分成比例": ColumnSpec(details=True),
    }
)


def test_details_of_rows_are_columns_once_the_rows_are_expanded(show, surface, page):
    show(GRID + DETAILS + "grid.draw();")
    table = Table(surface, "专属优惠", WITH_DETAILS)
    table.wait_ready()
    page.locator(".ti3-table-details-toggle").nth(2).click()
    seen = table.snapshot()
    assert seen.headers == ("订单号", "客户名称", "订单金额", "产品编号", "分成比例")
    assert [row[3:] for row in seen.rows] == [[f"P{n}", "--"] for n in range(1, 11)]
    assert page.locator(".ti3-details-tr").count() == 10


def test_details_that_stand_in_no_row_have_no_title(show, surface):
    show(GRID + DETAILS.replace('"分成比例"', '"比例"') + "grid.draw();")
    table = Table(surface, "专属优惠", WITH_DETAILS)
    table.wait_ready()
    assert table.snapshot().headers[3:] == ("产品编号", "")


def test_an_empty_table_has_the_columns_of_the_details_all_the_same(show, surface):
    show(GRID + DETAILS + "grid.total = 0; grid.draw();")
    table = Table(surface, "专属优惠", WITH_DETAILS)
    table.wait_ready()
    assert table.snapshot().headers[3:] == ("产品编号", "分成比例")


def test_rows_that_cannot_be_expanded_are_an_error(show, surface_of, page):
    show(GRID + DETAILS + "grid.draw();")
    page.evaluate("document.addEventListener('click', (e) => e.stopPropagation(), true)")
    table = Table(surface_of(limit_s=1.2, patience_s=0.4), "专属优惠", WITH_DETAILS)
    with pytest.raises(ActWithoutEffect, match=r"^expand the rows: .*the details of every row"):
        table.snapshot()
