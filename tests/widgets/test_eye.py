"""An eye is opened once, its column's values are waited for, and no click closes it again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rpa.errors import ActWithoutEffect
from rpa.widgets import eye
from rpa.widgets.eye import EyeMissing

pytestmark = pytest.mark.browser

# Two masked columns; a look-alike eye stands above the table, another one in a hidden copy of it.
START = """
import { Grid, answer, pause } from "/kit/grid.js";
import { Reveal } from "/static/ti/reveal.js";
const COLUMNS = [
  { key: "id", title: "订单号", kind: "text" },
  { key: "name", title: "客户名称", kind: "text", masked: true },
  { key: "amount", title: "订单金额", kind: "money", masked: true },
];
const grid = new Grid({ columns: COLUMNS, total: 3 });
const veiled = () => grid.rows().map((row) => ({ ...row, name: "客***", amount: "***" }));
grid.draw = () => { grid.table.show(veiled(), []); grid.pager.show(3, 1); };
window.asked = [];
const reveal = window.reveal = new Reveal(grid.table, {
  fetchValues: async (column, ids) => {
    asked.push(column);
    await answer(100);
    return Object.fromEntries(grid.rows().map((row) => [row._id, row[column]]));
  },
  reload: () => grid.load(),
  onError: () => {},
});
grid.host.insertAdjacentHTML("afterbegin", "<a class=eye><i class=ti3-icon-eye-off></i></a>");
const copy = grid.host.cloneNode(true);
copy.style.display = "none";
document.body.prepend(copy);
grid.draw();
window.clicks = 0;
grid.table.el.addEventListener("click", () => (clicks += 1), true);
"""


def column(table, title: str) -> list[str]:
    snapshot = table.snapshot()
    return [row[snapshot.headers.index(title)] for row in snapshot.rows]


NAMES = ["客户1/第1次", "客户2/第1次", "客户3/第1次"]
AMOUNTS = ["1,000.00", "2,000.00", "3,000.00"]


def test_a_column_is_revealed(show, table):
    show(START)
    eye.reveal(table, "客户名称", ["客户名称/账号名", "客户名称"])
    assert (column(table, "客户名称"), column(table, "订单金额")) == (NAMES, ["***"] * 3)


def test_one_column_after_the_other_is_revealed(show, table, page):
    show(START)
    for title in ("客户名称", "订单金额"):
        eye.reveal(table, title, [title])
    assert (column(table, "客户名称"), column(table, "订单金额")) == (NAMES, AMOUNTS)
    assert page.evaluate("[clicks, asked]") == [2, ["name", "amount"]]


def test_an_open_eye_is_left_alone(show, table, page):
    show(START)
    for _ in range(2):
        eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == NAMES
    assert page.evaluate("clicks") == 1


def test_a_click_that_is_lost_while_another_column_comes_is_made_again(show, table, page):
    show(START + "const busy = reveal.toggle('amount');")
    eye.reveal(table, "客户名称", ["客户名称"])
    assert (column(table, "客户名称"), column(table, "订单金额")) == (NAMES, AMOUNTS)


def test_a_slow_eye_is_clicked_once(show, table, page):
    show(
        START + "const fetchValues = reveal.fetchValues;"
        "reveal.fetchValues = async (...wish) => { await answer(1500); return fetchValues(...wish); };"
    )
    eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == NAMES
    assert page.evaluate("clicks") == 1


def test_values_that_come_after_the_eye_is_open_are_waited_for(show, table):
    show(
        START
        + """
        const drawIcon = reveal.drawIcon.bind(reveal);
        reveal.toggle = async (column) => {
          reveal.shown.add(column);
          drawIcon(column);
          reveal.drawIcon = () => {};
          await answer(300);
          await reveal.fill(column);
        };
        """
    )
    eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == NAMES


def test_values_that_stay_masked_hang_nothing(show, table):
    show(START + "reveal.fetchValues = async () => { await answer(50); return {}; };")
    eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == ["客***"] * 3


def test_rows_that_come_masked_and_are_revealed_a_moment_later_are_waited_for(show, table):
    show(
        START
        + """
        const draw = grid.draw;
        grid.load = async () => {
          await answer(100);
          draw();
          await reveal.settle([]);
        };
        """
    )
    for title in ("客户名称", "订单金额"):
        eye.reveal(table, title, [title])
    open_eyed = replace(table, revealed=(("客户名称",), ("订单金额",)))
    open_eyed.query()
    assert column(table, "客户名称") == [name.replace("第1次", "第2次") for name in NAMES]
    assert column(table, "订单金额") == AMOUNTS


def test_a_head_that_is_drawn_anew_meanwhile_is_found_again(show, table, page):
    show(
        START
        + """
        const head = grid.table.headCells()[1];
        setInterval(() => { head.innerHTML = head.innerHTML; }, 150);
        """
    )
    eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == NAMES


def test_an_eye_may_tell_its_state_itself(show, table, page):
    show(
        """
        document.querySelector("a").onclick = ({ currentTarget }) => {
          currentTarget.classList.remove("ti3-icon-eye-off");
          document.querySelector("td").textContent = "甲公司";
        };
        """,
        '<ti-table><div class="ti3-table-container"><table><thead><tr><th>客户名称'
        ' <a class="eye ti3-icon ti3-icon-eye-off"></a></th></tr></thead>'
        "<tbody><tr><td>甲***</td></tr></tbody></table></div></ti-table>",
    )
    eye.reveal(table, "客户名称", ["客户名称"])
    assert column(table, "客户名称") == ["甲公司"]


def test_a_column_without_an_eye_is_an_error(show, table):
    show(START)
    with pytest.raises(EyeMissing) as caught:
        eye.reveal(table, "订单号", ["订单号"])
    assert str(caught.value) == "column 订单号: its header has no eye to click"


def test_an_eye_that_never_opens_is_an_error(show, table_of):
    show(START + "reveal.toggle = async () => {};")
    with pytest.raises(ActWithoutEffect) as caught:
        eye.reveal(table_of(limit_s=1, patience_s=0.6), "客户名称", ["客户名称"])
    assert str(caught.value) == "reveal 客户名称: no effect within 1 s; expected the eye open"
