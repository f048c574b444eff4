"""Pages are turned one after the other, as many rows on each as the pager gives."""

from __future__ import annotations

import pytest

from rpa.widgets.snapshot import Pager

pytestmark = pytest.mark.browser

START = """
import { Grid, answer } from "/kit/grid.js";
const grid = window.grid = new Grid({ total: 130 });
grid.draw();
"""


def ids(table) -> list[int]:
    return [int(row[0].removeprefix("CS")) for row in table.snapshot().rows]


def all_ids(table) -> list[int]:
    found = ids(table)
    while not (pager := table.snapshot().pager).last:
        table.next_page(pager)
        found += ids(table)
    return found


def test_the_largest_size_is_chosen_and_shows_page_1_anew(show, table):
    show(START + "grid.load = async () => { await answer(150); grid.draw(); };")
    assert table.show_most_rows(table.snapshot().pager)
    assert table.snapshot().pager == Pager(total=130, page=1, pages=3, size=50, last=False)
    assert ids(table) == list(range(1, 51))


def test_all_pages_are_turned_to_the_last(show, table):
    show(START + "grid.load = async () => { await answer(20); grid.draw(); };")
    table.show_most_rows(table.snapshot().pager)
    assert all_ids(table) == list(range(1, 131))


def test_a_pager_without_a_total_is_turned_to_its_end(show, table):
    show(
        START.replace("const grid", "look.pager_total = false;\nconst grid").replace(
            "import", 'import { look } from "/static/ti/look.js";\nimport', 1
        )
    )
    assert table.snapshot().pager.total is None
    table.show_most_rows(table.snapshot().pager)
    assert all_ids(table) == list(range(1, 131))


def test_the_next_page_is_on_its_way_while_one_is_worked_on(show, table, page):
    show(START + "grid.load = async () => { await answer(20); grid.draw(); };")
    table.show_most_rows(table.snapshot().pager)
    seen = []
    for snapshot in table.pages():
        turned = page.evaluate("grid.pager.page")
        seen.append((snapshot.pager.page, len(snapshot.rows), turned))
    assert seen == [(1, 50, 2), (2, 50, 3), (3, 30, 3)]


def test_a_turn_that_the_page_swallows_is_made_again(show, table, page):
    show(
        START
        + """
        let lost = 0;
        grid.pager.el.addEventListener("click", (event) => {
          if (event.target.closest(".ti3-pag-next") && (lost += 1) === 2) event.stopImmediatePropagation();
        }, true);
        """
    )
    table.show_most_rows(table.snapshot().pager)
    assert [len(one.rows) for one in table.pages()] == [50, 50, 30]


@pytest.mark.parametrize("has_jump", [True, False])
def test_any_page_can_be_gone_to(show, table, page, has_jump):
    hide = "" if has_jump else 'grid.pager.el.querySelector(".ti3-pag-goto").remove();'
    show(START.replace("130", "240") + hide)
    shown = []
    for wanted in (12, 3, 24, 24, 1):
        table.go_to(wanted)
        shown.append((table.snapshot().pager.page, ids(table)[0]))
    assert shown == [(12, 111), (3, 21), (24, 231), (24, 231), (1, 1)]


def test_a_size_that_is_the_largest_already_stays(show, table, page):
    show(START.replace("total: 130", "total: 130, sizes: [50]"))
    assert not table.show_most_rows(table.snapshot().pager)
    assert page.locator("ti-drop").filter(visible=True).count() == 0


def test_one_page_of_rows_needs_no_other_size(show, table):
    show(START.replace("130", "9"))
    assert not table.show_most_rows(table.snapshot().pager)
    assert not table.show_most_rows(None)


def test_sizes_are_told_by_their_numbers(show, table):
    show(
        START
        + """
        grid.pager.sizes.options = [10, 100].map((value) => ({ value, label: `${value} 条/页` }));
        grid.pager.sizes.set(10);
        """
    )
    table.show_most_rows(table.snapshot().pager)
    assert ids(table) == list(range(1, 101))


def test_a_click_that_the_list_of_sizes_swallows_is_repeated(show, table):
    show(
        START
        + """
        let lost = 0;
        for (const name of ["ti-pagination", "ti-drop"]) {
          addEventListener("click", (event) => {
            if (event.target.closest(name) && lost++ < 2) event.stopPropagation();
          }, true);
        }
        """
    )
    assert table.show_most_rows(table.snapshot().pager)
    assert ids(table) == list(range(1, 51))


def test_a_pager_that_is_drawn_anew_meanwhile_is_clicked_all_the_same(show, table):
    show(
        START
        + """
        setInterval(() => grid.pager.draw(), 200);
        grid.load = async () => { await answer(30); grid.draw(); };
        """
    )
    assert all_ids(table) == list(range(1, 131))


def test_the_way_back_to_page_1_is_by_its_number(show, table):
    show(START)
    for _ in range(3):
        table.next_page(table.snapshot().pager)
    table.go_to(1)
    assert (ids(table)[0], table.snapshot().pager.page) == (1, 1)
    table.go_to(1)
    assert ids(table)[0] == 1


def test_a_page_without_a_query_turns_back_instead(show, table):
    show(START.replace("total: 130", "total: 130, hasQuery: false"))
    table.next_page(table.snapshot().pager)
    table.query()
    assert ids(table)[0] == 1
