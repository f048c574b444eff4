"""The menu is walked to the one leaf that is meant, and the page's heading proves it."""

from __future__ import annotations

import pytest

from rpa.errors import ActWithoutEffect
from rpa.widgets import menu
from rpa.widgets.menu import MenuMissing, MenuPathAmbiguous, MenuPathMissing

pytestmark = pytest.mark.browser

# 机会点管理 stands in two groups and under two top items, once in a group without a title.
START = """
import { Nav } from "/static/ti/nav.js";
import { button } from "/static/ti/button.js";
const leaf = (label, route = label) => ({ label, route });
window.went = [];
const entries = [
  { label: "主页", route: "主页", groups: [] },
  { label: "销售", groups: [
    { label: "客户", items: [leaf("客户订单"), leaf("机会点管理", "客户的机会点")] },
    { label: "商机", items: [leaf("机会点管理", "商机的机会点"), leaf("销售 任务 A B")] },
    { label: "", items: [leaf("无组的页面")] },
  ] },
  { label: "营销", groups: [{ label: "商机", items: [leaf("机会点管理", "营销的机会点")] }] },
];
window.open_ = (route) => { went.push(route); document.querySelector("h1").textContent = route; };
const nav = new Nav(entries, { onGo: (route) => window.open_(route) });
document.body.prepend(nav.mobile, nav.el);
"""
BODY = '<h1 class="page-title" style="margin-top:300px">起点</h1>'


def open_page(surface, *paths: str, title: str | None = None) -> None:
    split = [tuple(path.split(" > ")) for path in paths]
    menu.open_page(surface, split[0][-1], split, [title or split[0][-1]])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("销售 > 客户 > 客户订单", "客户订单"),
        ("销售 > 客户 > 机会点管理", "客户的机会点"),
        ("销售 > 商机 > 机会点管理", "商机的机会点"),
        ("营销 > 商机 > 机会点管理", "营销的机会点"),
        ("营销 > 机会点管理", "营销的机会点"),
        ("销售 > 无组的页面", "无组的页面"),
        ("销售 > 商机 > 销售任务 A B", "销售 任务 A B"),
        ("主页", "主页"),
    ],
)
def test_the_leaf_that_is_meant_is_clicked(show, surface, page, path, title):
    show(START, BODY)
    open_page(surface, path, title=title)
    assert page.evaluate("went") == [title]
    assert page.locator(".ti3-nav-panel").filter(visible=True).count() == 0


def test_the_first_path_that_the_menu_has_is_walked(show, surface, page):
    show(START, BODY)
    open_page(
        surface, "客户 > 订单 > 客户订单", "销售 > 客户业务 > 客户订单", "销售 > 客户 > 客户订单"
    )
    assert page.evaluate("went") == ["客户订单"]


def test_a_panel_is_not_clicked_while_it_unfolds_and_hears_nothing(show, surface, page):
    show(
        START
        + """
        window.clicks = 0;
        addEventListener("click", () => { clicks += 1; }, true);
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    open_page(surface, "营销 > 商机 > 机会点管理", title="营销的机会点")
    open_page(surface, "营销 > 机会点管理", title="营销的机会点")
    assert page.evaluate("went").pop() == "营销的机会点"
    assert page.evaluate("clicks") == len(page.evaluate("went"))


def test_a_swallowed_click_is_repeated(show, surface, page):
    show(
        START
        + """
        let lost = 0;
        addEventListener("click", (event) => {
          if (event.target.matches(".ti3-nav-panel-item") && lost++ < 2) event.stopPropagation();
        }, true);
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    assert page.evaluate("went") == ["客户订单"]


def test_a_slow_page_is_asked_for_once(show, surface, page):
    show(
        START
        + """
        const draw = window.open_;
        window.asked = 0;
        window.open_ = async (route) => {
          asked += 1;
          await fetch("/answer?after_ms=1500");
          draw(route);
        };
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    assert page.evaluate("asked") == 1


def test_a_page_may_be_a_document_of_its_own(show, surface, page):
    show(
        START
        + """
        window.open_ = (route) => { location.search = `?${route}`; };
        if (location.search) {
          document.querySelector("h1").textContent = decodeURIComponent(location.search.slice(1));
        }
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    assert menu.is_open(surface, ["客户订单"])


def test_a_panel_that_is_built_when_it_is_first_opened_is_found(show, surface, page):
    show(
        START
        + """
        const panel = nav.items[1].querySelector(".ti3-nav-panel");
        const groups = [...panel.childNodes];
        panel.replaceChildren();
        nav.items[1].addEventListener("mouseenter", async () => {
          await fetch("/answer?after_ms=700");
          panel.replaceChildren(...groups);
        }, { once: true });
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    assert page.evaluate("went") == ["客户订单"]


def test_a_menu_that_is_on_its_way_is_waited_for(show, surface, page):
    show(
        START
        + """
        nav.el.remove();
        setTimeout(() => document.body.prepend(nav.el), 700);
        """,
        BODY,
    )
    open_page(surface, "销售 > 客户 > 客户订单")
    assert page.evaluate("went") == ["客户订单"]


def test_a_leaf_that_comes_with_what_is_under_way_is_waited_for(show, surface_of, page):
    show(
        START
        + """
        const late = nav.items[1].querySelector(".ti3-nav-panel-item");
        const group = late.parentElement;
        late.remove();
        fetch("/answer?after_ms=700").then(() => group.append(late));
        """,
        BODY,
    )
    open_page(surface_of(patience_s=2), "销售 > 客户 > 客户订单")
    assert page.evaluate("went") == ["客户订单"]


def test_a_path_that_the_menu_lacks_is_an_error_that_names_the_nearest(show, surface, page):
    show(START, BODY)
    with pytest.raises(MenuPathMissing) as caught:
        open_page(surface, "销售 > 客户 > 客户订单明细", "销售 > 客户业务 > 客户订单")
    assert str(caught.value) == (
        "客户订单明细: this account has no such menu (销售 > 客户 > 客户订单明细 or "
        "销售 > 客户业务 > 客户订单); the nearest in its menu: 客户订单"
    )


def test_where_nothing_is_near_the_whole_menu_is_named(show, surface):
    show(START.replace('leaf("无组的页面")', ""), BODY)
    with pytest.raises(MenuPathMissing) as caught:
        open_page(surface, "财务 > 账单")
    assert str(caught.value) == (
        "账单: this account has no such menu (财务 > 账单); the nearest in its menu: "
        "客户订单, 机会点管理, 机会点管理, 销售任务A B, 机会点管理"
    )


def test_a_page_without_a_menu_is_none_of_the_portal(show, surface_of):
    show(body=BODY)
    with pytest.raises(MenuMissing) as caught:
        open_page(surface_of(limit_s=0.5), "主页")
    assert str(caught.value) == "主页: the portal did not load: what it shows has no menu"


def test_a_name_that_stands_twice_needs_its_group(show, surface, page):
    show(START, BODY)
    with pytest.raises(MenuPathAmbiguous) as caught:
        open_page(surface, "销售 > 机会点管理")
    assert str(caught.value) == (
        "销售 > 机会点管理: 2 entries of the menu bear this name; name its group too"
    )
    assert page.evaluate("went") == []


def test_a_heading_that_never_comes_is_an_error(show, surface_of):
    show(START + "window.open_ = () => {};", BODY)
    with pytest.raises(ActWithoutEffect) as caught:
        open_page(surface_of(limit_s=1.5), "销售 > 客户 > 客户订单")
    assert str(caught.value).startswith(
        "销售 > 客户 > 客户订单: no effect within 1.5 s; expected the heading 客户订单"
    )


def test_a_page_is_open_when_its_heading_is_shown(show, surface):
    show(body='<h1 class="page-title" hidden>客户订单</h1><h1 class="page-title"> 主 页 </h1>')
    assert menu.is_open(surface, ["首页", "主页"])
    assert not menu.is_open(surface, ["客户订单"])
