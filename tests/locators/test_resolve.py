from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from rpa.deadline import Deadline
from rpa.events import Event, FallbackUsed
from rpa.locators.book import Book, UnknownName
from rpa.locators.candidates import element_locator
from rpa.locators.resolve import is_visible, resolve

pytestmark = pytest.mark.browser

Find = Callable[..., Locator]


def later(page: Page, ms: int, script: str) -> None:
    page.evaluate(f"() => {{ setTimeout(() => {{ {script} }}, {ms}) }}")


def fallbacks(events: list[Event]) -> list[tuple[str, str, int, tuple[str, ...]]]:
    assert all(isinstance(one, FallbackUsed) for one in events)
    return [(e.element, e.used, e.index, e.failed) for e in events]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        ({"role": "button", "name": ["搜索", "查询"]}, "query"),
        ({"role": "heading"}, "title"),
        ({"label": "客户 名称"}, "customer"),
        ({"placeholder": "请输入订单号"}, "order"),
        ({"text": "客户名称/账号名"}, "header"),
        ({"test_id": "eye"}, "eye"),
        ({"css": "a.ti3-link", "has_text": "详"}, "detail"),
        ({"xpath": "//p/em"}, "em"),
    ],
)
def test_each_way_finds_what_it_says(
    page: Page, find: Find, candidate: dict[str, Any], expected: str
) -> None:
    page.set_content(
        """<h1 id=title>客户订单</h1><button id=query> 查 询 </button><button>重置</button>
        <label>客户名称 <input id=customer></label> <input id=order placeholder="请输入订单号">
        <table><tr><th><span id=header>
           客户名称/账号名 </span></th></tr></table>
        <i id=eye data-testid=eye>e</i> <p><em id=em>!</em></p>
        <a class=ti3-link id=detail>查看详情</a> <a class=ti3-link>删除</a>"""
    )
    assert find("it", {"it": candidate}).get_attribute("id") == expected


def test_text_means_the_innermost_element(page: Page, find: Find) -> None:
    page.set_content("<ul><li><a><span id=a>客户</span></a></li><li>客户订单</li></ul>")
    assert find("it", {"it": {"text": "客户"}}).get_attribute("id") == "a"


@pytest.mark.parametrize("name", ["客户名称/账号名", "a\"b'c]d>>e(元)`x\\y", "100%·[1]"])
def test_any_character_may_stand_in_a_wording(page: Page, find: Find, name: str) -> None:
    page.set_content("<button></button><button></button>")
    page.locator("button").first.evaluate("(el, name) => { el.textContent = name }", name)
    assert find("it", {"it": {"role": "button", "name": name}}).text_content() == name
    assert find("it", {"it": {"text": name}}).text_content() == name
    assert find("it", {"it": {"css": "button", "has_text": name}}).text_content() == name


def test_the_first_candidate_wins_and_nothing_is_said(
    page: Page, find: Find, events: list[Event]
) -> None:
    page.set_content("<button id=a>导出</button><button id=b class=export></button>")
    ways = [{"role": "button", "name": "导出"}, {"css": ".export"}]
    assert find("导出", {"导出": ways}).get_attribute("id") == "a"
    assert events == []


def test_a_later_candidate_is_used_after_a_patience_and_reported(
    page: Page, find: Find, events: list[Event]
) -> None:
    page.set_content("<button class=export>输出</button>")
    ways = [
        {"role": "button", "name": ["导出", "下载"]},
        {"text": "导出"},
        {"css": ".export"},
    ]
    begun = time.monotonic()
    assert find("导出", {"导出": ways}, limit_s=5).text_content() == "输出"
    assert 1.0 <= time.monotonic() - begun < 1.8
    assert fallbacks(events) == [
        ("导出", "css=.export", 2, ("role=button name=导出|下载", "text=导出"))
    ]


def test_a_slow_page_does_not_look_like_a_changed_one(
    page: Page, find: Find, events: list[Event]
) -> None:
    page.set_content("<div class=export>x</div>")
    later(page, 600, "document.body.insertAdjacentHTML('beforeend', '<button>导出</button>')")
    ways = [{"role": "button", "name": "导出"}, {"css": ".export"}]
    assert find("导出", {"导出": ways}).text_content() == "导出"
    assert events == []


def test_patience_outlasts_the_limit_but_not_the_deadline(page: Page, find: Find) -> None:
    page.set_content("<div class=export>x</div>")
    later(page, 700, "document.body.insertAdjacentHTML('beforeend', '<button>导出</button>')")
    ways = [{"role": "button", "name": "导出"}, {"css": ".export"}]
    assert find("导出", {"导出": ways}, limit_s=0.1).text_content() == "导出"
    ways[0]["name"] = "下载"
    begun = time.monotonic()
    find("导出", {"导出": ways}, deadline=Deadline.after(0.3, "step"))
    assert time.monotonic() - begun < 0.9


def test_what_appears_late_is_found_soon_after(page: Page, find: Find) -> None:
    page.set_content("<button style='display: none'>导出</button>")
    later(page, 1300, "document.querySelector('button').style.display = ''")
    begun = time.monotonic()
    find("导出", {"导出": {"text": "导出"}}, limit_s=5)
    assert 1.2 < time.monotonic() - begun < 1.7


def test_hidden_copies_are_ignored(page: Page, find: Find) -> None:
    page.set_content(
        """<nav style="display: none"><a>客户订单</a></nav>
        <a style="visibility: hidden">客户订单</a><nav><a id=seen>客户订单</a></nav>"""
    )
    assert find("菜单", {"菜单": {"text": "客户订单"}}).get_attribute("id") == "seen"


def test_attached_also_finds_what_is_hidden(page: Page, find: Find) -> None:
    page.set_content(
        "<input type=checkbox id=box style='display: none'><label for=box>同意</label>"
    )
    ways = {"css": "input[type=checkbox]"}
    assert find("同意", {"同意": ways}, state="attached").get_attribute("id") == "box"
    hidden = {"role": "checkbox", "name": "同意"}
    assert find("同意", {"同意": hidden}, state="attached").get_attribute("id") == "box"


def test_two_matches_that_do_not_last_are_waited_out(page: Page, find: Find) -> None:
    page.set_content("<p id=old>提示</p><p id=new>提示</p>")
    later(page, 500, "document.querySelector('#old').remove()")
    assert find("提示", {"提示": {"text": "提示"}}).get_attribute("id") == "new"


def test_within_narrows_to_another_element(page: Page, find: Find) -> None:
    page.set_content(
        "<div class=modal><button id=a>确定</button></div><button id=b>确定</button>"
        "<div class=modal style='display: none'><button>确定</button></div>"
    )
    elements = {
        "弹框": {"css": ".modal"},
        "确定": {"role": "button", "name": "确定", "within": "弹框"},
    }
    assert find("确定", elements).get_attribute("id") == "a"


def test_within_goes_through_several_levels(page: Page, find: Find) -> None:
    page.set_content(
        "<div class=page><div class=bar><a>刷新</a></div></div><div class=bar><a>刷新</a></div>"
    )
    elements = {
        "页": {"css": ".page"},
        "栏": {"css": ".bar", "within": "页"},
        "刷新": {"text": "刷新", "within": "栏"},
    }
    assert find("刷新", elements).evaluate("el => el.closest('.page') !== null") is True


def test_a_fallback_of_what_an_element_lies_within_is_reported_too(
    page: Page, find: Find, events: list[Event]
) -> None:
    page.set_content("<div class=dialog><button id=a>确定</button></div><button>确定</button>")
    elements = {
        "弹框": [{"css": ".modal"}, {"css": ".dialog"}],
        "确定": {"role": "button", "name": "确定", "within": "弹框"},
    }
    assert find("确定", elements, patience_s=0.2).get_attribute("id") == "a"
    assert fallbacks(events) == [("弹框", "css=.dialog", 1, ("css=.modal",))]


def test_nth_counts_visible_matches_only(page: Page, find: Find) -> None:
    page.set_content("<p style='display: none'>0</p><p>1</p><p>2</p><p>3</p>")
    elements = {
        "first": {"css": "p", "nth": 0},
        "second": {"css": "p", "nth": 1},
        "last": {"css": "p", "nth": -1},
    }
    assert [find(one, elements).text_content() for one in elements] == ["1", "2", "3"]


def test_frame_looks_inside_an_iframe(page: Page, find: Find, events: list[Event]) -> None:
    page.set_content("<iframe id=pay srcdoc='<button id=inner>支付</button>'></iframe>")
    elements = {"支付": [{"text": "付款"}, {"text": "支付", "frame": "#pay"}]}
    assert find("支付", elements, patience_s=0.2).get_attribute("id") == "inner"
    assert fallbacks(events) == [("支付", "text=支付 frame=#pay", 1, ("text=付款",))]


def test_a_root_limits_the_search(page: Page, find: Find) -> None:
    page.set_content("<form><button id=a>查询</button></form><button>查询</button>")
    found = find("查询", {"查询": {"text": "查询"}}, root=page.locator("form"))
    assert found.get_attribute("id") == "a"


def test_a_page_shadows_the_portals_element(
    page: Page, book_of: Callable[..., Book], events: list[Event]
) -> None:
    page.set_content("<a>刷新</a><b>刷新</b>")
    book = book_of({"刷新": {"css": "a"}}, {"page": "记录", "elements": {"刷新": {"css": "b"}}})
    deadline = Deadline.after(5, "step")
    found = [
        resolve(page, "刷新", book, spec, deadline=deadline, emit=events.append)
        for spec in (None, book.page("记录"))
    ]
    assert [one.evaluate("el => el.localName") for one in found] == ["a", "b"]


def test_a_name_that_the_book_lacks_is_said_at_once(find: Find) -> None:
    with pytest.raises(UnknownName) as wrong:
        find("导岀", {"导出": {"css": "a"}})
    assert str(wrong.value) == 'unknown element "导岀"; did you mean "导出"?'


def test_a_navigation_meanwhile_is_survived(page: Page, find: Find) -> None:
    page.route(
        "http://portal.test/",
        lambda route: route.fulfill(body="<p id=new>here</p>", content_type="text/html"),
    )
    page.set_content("<p>old</p>")
    later(page, 300, "location.href = 'http://portal.test/'")
    assert find("it", {"it": {"text": "here"}}, limit_s=5).get_attribute("id") == "new"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>", True),
        ("<p>a</p><p>a</p>", True),
        ("<div class=b>b</div>", True),
        ("<p style='display: none'>a</p>", False),
        ("", False),
    ],
)
def test_is_visible_takes_any_candidate_and_does_not_wait(
    page: Page, book_of: Callable[..., Book], html: str, expected: bool
) -> None:
    page.set_content(html)
    book = book_of({"it": [{"text": "a"}, {"css": ".b"}]})
    assert is_visible(page, "it", book, None) is expected


def test_the_combined_locator_takes_any_candidate_within_any_surroundings(
    page: Page, book_of: Callable[..., Book]
) -> None:
    page.set_content("<div class=y><p>1</p><a>2</a></div><p>3</p><div class=x></div>")
    book = book_of(
        {
            "it": [{"css": "p", "within": "box"}, {"css": "a", "within": "box"}],
            "box": [{"css": ".x"}, {"css": ".y"}],
        }
    )
    assert element_locator(page, "it", book, None).all_text_contents() == ["1", "2"]


def test_what_holds_the_page_up_is_put_aside_while_an_element_is_waited_for(
    page: Page, find: Find
) -> None:
    page.set_content("<div id=ask>信任?<b>不信任</b></div>")
    page.evaluate(
        """() => { document.querySelector('b').onclick =
        () => { document.body.innerHTML = '<a>账号</a>' } }"""
    )
    refuse = page.get_by_text("不信任")
    page.add_locator_handler(refuse, lambda found: found.click())
    assert find("账号", {"账号": {"text": "账号"}}, limit_s=5).text_content() == "账号"
