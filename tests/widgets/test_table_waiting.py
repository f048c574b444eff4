"""Old rows are never taken for new ones, however the page goes about loading them."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect, TableLoadFailed
from rpa.widgets.table import RELOADS

pytestmark = pytest.mark.browser

START = """
import { Grid, answer, pause, patch } from "/kit/grid.js";
const grid = window.grid = new Grid();
grid.draw();
"""


def query_of(table) -> set[str]:
    """Return which queries the rows shown belong to."""
    return {row[1].partition("/")[2] for row in table.snapshot().rows}


def first_id(table) -> str:
    return table.snapshot().rows[0][0].lstrip("CS0")


LOADS = {
    "the answer comes after a second": "await answer(1000); grid.draw();",
    "a mask lies over the rows meanwhile": (
        "grid.table.wait(); await answer(300); grid.table.arrived(); grid.draw();"
    ),
    "the mask goes a little before the rows come": (
        "grid.table.wait(); await answer(200); grid.table.arrived(); await pause(100); grid.draw();"
    ),
    "the rows are cleared at once": "grid.table.body.replaceChildren(); await answer(300); grid.draw();",
    "the rows are cleared, and asked for a little later": (
        "grid.table.body.replaceChildren(); await pause(200); await answer(100); grid.draw();"
    ),
    "nothing is asked for at first": "await pause(200); await answer(100); grid.draw();",
    "a second request follows the first": "await answer(100); await answer(100); grid.draw();",
    "a second request follows after a while": (
        "await answer(50); await pause(200); await answer(50); grid.draw();"
    ),
    "the page counts clicks elsewhere first": "answer(0); await pause(250); await answer(100); grid.draw();",
    "the first request fails and the page tries again": (
        "await answer(50, 500).catch(() => {}); await pause(150); await answer(50); grid.draw();"
    ),
    "rows are drawn a while after the answer": "await answer(50); await pause(250); grid.draw();",
    "texts are replaced in rows that stay": "await answer(150); patch(grid);",
    "rows come without any request": "await pause(150); grid.draw();",
    "the whole table is made anew": """
        await answer(150);
        const old = grid.table.el;
        const copy = old.cloneNode(true);
        old.replaceWith(copy);
        grid.table.el = copy;
        grid.table.body = copy.querySelector("tbody");
        grid.draw();
    """,
}


@pytest.mark.parametrize("load", LOADS.values(), ids=LOADS)
def test_a_query_is_over_when_its_rows_are_shown(show, table, load):
    show(START + f"grid.load = async () => {{ {load} }};")
    table.query()
    assert query_of(table) == {"第2次"}


@pytest.mark.parametrize("load", LOADS.values(), ids=LOADS)
def test_a_page_is_turned_when_its_rows_are_shown(show, table, load):
    # The pager shows the new number at once, whenever the rows come.
    show(START + f"grid.load = async () => {{ {load} }};")
    table.next_page(table.snapshot().pager)
    assert (first_id(table), table.snapshot().pager.page) == ("11", 2)


@pytest.mark.parametrize(
    "load",
    ["await answer(100); grid.draw();", "await answer(100); patch(grid);"],
    ids=["drawn anew", "left as they are"],
)
def test_the_same_rows_again_are_an_answer_too(show, table, load):
    show(START + f"grid.search = async () => {{ grid.clicks += 1; {load} }};")
    table.query()
    assert query_of(table) == {"第1次"}
    assert table.surface.page.evaluate("grid.clicks") == 1


def test_a_query_that_finds_nothing_is_believed_when_nothing_more_comes(show, table):
    show(START + "grid.load = async () => { grid.total = 0; await answer(100); grid.draw(); };")
    table.query()
    assert (table.snapshot().state, table.snapshot().rows) == ("empty", [])


def test_a_swallowed_click_is_repeated(show, table):
    show(
        START
        + """
        const search = grid.search.bind(grid);
        grid.search = () => { grid.clicks += 1; if (grid.clicks > 2) search(); };
        """
    )
    table.query()
    assert query_of(table) == {"第2次"}


def test_a_click_that_was_heard_is_not_repeated_while_its_answer_is_awaited(show, table):
    show(START + "grid.load = async () => { grid.clicks += 1; await answer(1500); grid.draw(); };")
    table.query()
    assert table.surface.page.evaluate("grid.clicks") == 1


def test_a_turn_that_is_lost_while_something_else_stirs_is_repeated(show, table):
    show(
        START
        + """
        const turn = grid.pager.turn.bind(grid.pager);
        grid.pager.turn = (page) => { grid.clicks += 1; grid.clicks > 1 ? turn(page) : answer(50); };
        """
    )
    table.next_page(table.snapshot().pager)
    assert (first_id(table), table.snapshot().pager.page) == ("11", 2)


def test_a_turn_that_was_made_but_brought_nothing_is_not_made_again(show, table):
    show(START + "grid.load = async () => { await answer(50, 500).catch(() => {}); };")
    with pytest.raises(TableLoadFailed):
        table.next_page(table.snapshot().pager)
    assert table.snapshot().pager.page == 2


def test_old_rows_after_a_failed_request_are_an_error(show, table, desk):
    show(START + "grid.load = async () => { await answer(50, 503).catch(() => {}); };")
    with pytest.raises(TableLoadFailed) as caught:
        table.query()
    assert str(caught.value) == (
        "客户订单: the page says the table could not be loaded: /answer: HTTP 503; the old rows stay"
    )


def test_a_request_that_gets_no_answer_is_a_failed_one(show, table):
    show(START + "grid.load = async () => { await fetch('http://127.0.0.1:1/').catch(() => {}); };")
    with pytest.raises(TableLoadFailed, match=r"http://127\.0\.0\.1:1/: no answer; the old rows"):
        table.query()


def test_a_request_that_the_page_gave_up_is_no_failure(show, table):
    show(
        START
        + """
        grid.load = async () => {
          const giving = new AbortController();
          fetch("/answer?after_ms=5000", { signal: giving.signal }).catch(() => {});
          await pause(50);
          giving.abort();
          patch(grid);
        };
        """
    )
    table.query()
    assert query_of(table) == {"第2次"}


def test_requests_that_say_nothing_of_the_page_are_left_out(show, table_of):
    show(
        START
        + """
        const listen = async () => { for (;;) await fetch("/answer?after_ms=400&poll"); };
        listen();
        grid.load = async () => { fetch("/answer?beat"); await pause(150); await answer(100); grid.draw(); };
        """
    )
    table = table_of(ignored=("poll", "beat"))
    table.wait_ready()
    table.query()
    assert query_of(table) == {"第2次"}


def test_an_endless_request_is_named_when_the_time_is_over(show, table_of):
    show(START + "fetch('/answer?after_ms=4000&poll');")
    with pytest.raises(ActWithoutEffect) as caught:
        table_of(limit_s=1).wait_ready()
    assert str(caught.value) == (
        "the step: no effect within 1 s; expected the table's rows (still under way: /answer)"
    )


def test_rows_that_never_come_are_an_error(show, table_of):
    show(START + "grid.search = () => {};")
    with pytest.raises(ActWithoutEffect) as caught:
        table_of(limit_s=1, patience_s=0.6).query()
    assert str(caught.value) == "query: no effect within 1 s; expected new rows"


def test_a_table_that_says_it_failed_is_loaded_again(show, table):
    show(
        START
        + """
        grid.load = async () => {
          grid.clicks += 1;
          await answer(50);
          grid.clicks > 1 ? grid.draw() : grid.table.fail();
        };
        """
    )
    table.query()
    assert query_of(table) == {"第2次"}
    assert not table.reload()


def test_a_table_that_goes_on_failing_is_an_error(show, table, page):
    show(
        START
        + "grid.load = async () => { grid.clicks += 1; await answer(50); grid.table.fail(); };"
    )
    table.query()
    with pytest.raises(TableLoadFailed) as caught:
        table.snapshot()
    assert str(caught.value) == (
        "客户订单: the page says the table could not be loaded: 加载失败 重试"
    )
    assert page.evaluate("grid.clicks") == 1 + RELOADS


def test_a_table_that_is_drawn_late_is_waited_for(show, table):
    show('import { Grid, answer } from "/kit/grid.js"; answer(1200).then(() => new Grid().draw());')
    table.wait_ready()
    assert first_id(table) == "1"
