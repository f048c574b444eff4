"""Tabs are opened from the outermost inwards, each judged by being in front."""

from __future__ import annotations

import pytest

from rpa.locators.book import Tab
from rpa.locators.model import TabSpec
from rpa.widgets.tabs import TabMissing, open_tabs

pytestmark = pytest.mark.browser

START = """
import { tabs } from "/static/ti/tabs.js";
import { look } from "/static/ti/look.js";
look.tabs = "LOOK";
const tree = [
  { title: "业绩查询", tabs: [{ title: "业绩汇总" }, { title: "业绩明细" }, { title: "业绩查询" }] },
  { title: "业绩转移记录", tabs: [{ title: "业绩汇总" }, { title: "转入" }] },
  { title: "说明" },
];
window.filled = [];
const fill = (path) => (tab, pane) => {
  const here = [...path, tab.title];
  if (tab.tabs) {
    const inner = tabs(tab.tabs, { fill: fill(here) });
    pane.append(inner.el);
    inner.open();
  } else {
    filled.push(here.join("/"));
    pane.append(here.join("/"));
  }
};
const outer = tabs(tree, { fill: fill([]) });
document.body.append(outer.el);
outer.open();
"""


def tab(*words: str, optional: bool = False) -> Tab:
    return Tab(words[0], TabSpec(label=words, optional=optional))


def start(look: str = "ti3", more: str = "") -> str:
    return START.replace("LOOK", look) + more


def shown(page) -> str:
    return page.evaluate(
        "[...document.querySelectorAll('ti-tab, d-tab')]"
        ".filter((pane) => pane.checkVisibility()).at(-1).textContent.trim()"
    )


@pytest.mark.parametrize("look", ["ti3", "devui"])
@pytest.mark.parametrize(
    "path",
    [
        "业绩查询/业绩明细",
        "业绩查询/业绩查询",
        "业绩转移记录/业绩汇总",
        "业绩转移记录/转入",
        "说明",
    ],
)
def test_a_tab_is_opened_inside_the_pane_of_the_one_before(show, surface, page, look, path):
    show(start(look))
    open_tabs(surface, [tab(name) for name in path.split("/")])
    assert shown(page) == path


def test_one_may_go_to_and_fro(show, surface, page):
    show(start())
    for path in ("业绩转移记录/转入", "业绩查询/业绩明细", "业绩转移记录/业绩汇总"):
        open_tabs(surface, [tab(name) for name in path.split("/")])
        assert shown(page) == path


def test_an_open_tab_is_left_alone(show, surface, page):
    show(start(more="window.clicks = 0; addEventListener('click', () => (clicks += 1), true);"))
    open_tabs(surface, [tab("业绩查询"), tab("业绩汇总")])
    assert page.evaluate("clicks") == 0


def test_the_newest_wording_need_not_be_the_one_shown(show, surface, page):
    show(start())
    open_tabs(surface, [tab("业绩变更记录", "业绩转移 记录")])
    assert shown(page).startswith("业绩转移记录")


def test_a_swallowed_click_is_repeated(show, surface, page):
    show(
        start(
            more="""
            let lost = 0;
            addEventListener("click", (event) => { if (lost++ < 2) event.stopPropagation(); }, true);
            """
        )
    )
    open_tabs(surface, [tab("说明")])
    assert shown(page) == "说明"


def test_hidden_copies_are_passed_over(show, surface, page):
    show(
        start(
            more="""
            const copy = outer.el.cloneNode(true);
            copy.style.display = "none";
            outer.el.before(copy);
            """
        )
    )
    open_tabs(surface, [tab("业绩转移记录"), tab("转入")])
    assert page.evaluate("filled") == [
        "业绩查询/业绩汇总",
        "业绩转移记录/业绩汇总",
        "业绩转移记录/转入",
    ]


def test_tabs_that_are_on_their_way_are_waited_for(show, surface, page):
    show(
        start(
            more="""
            outer.el.remove();
            fetch("/answer?after_ms=1000").then(() => document.body.append(outer.el));
            """
        )
    )
    open_tabs(surface, [tab("说明")])
    assert shown(page) == "说明"


def test_a_missing_tab_is_an_error_that_names_the_others(show, surface):
    show(start())
    with pytest.raises(TabMissing) as caught:
        open_tabs(surface, [tab("业绩转移记录"), tab("转出")])
    assert str(caught.value) == (
        "tab 转出: not on the page for this account; its tabs: 业绩汇总, 转入"
    )


def test_a_disabled_tab_is_a_missing_one(show, surface):
    show(
        start(
            more="document.querySelectorAll('.ti3-tab-li').forEach((li) => li.classList.add('disabled'));"
        )
    )
    with pytest.raises(
        TabMissing, match=r"^tab 说明: not on the page for this account; its tabs: "
    ):
        open_tabs(surface, [tab("说明")])


def test_a_page_without_tabs_says_so_at_once(show, surface_of):
    show()
    with pytest.raises(TabMissing) as caught:
        open_tabs(surface_of(limit_s=600), [tab("说明")])
    assert str(caught.value) == "tab 说明: not on the page for this account; its tabs: none"


def test_an_optional_tab_that_is_missing_is_passed_over(show, surface, page):
    show(start())
    open_tabs(surface, [tab("业绩查询"), tab("我的客户", optional=True), tab("业绩明细")])
    assert page.evaluate("filled").pop() == "业绩查询/业绩明细"


def test_an_optional_tab_that_is_there_is_opened(show, surface, page):
    show(start())
    open_tabs(surface, [tab("业绩转移记录", optional=True), tab("转入")])
    assert page.evaluate("filled").pop() == "业绩转移记录/转入"
