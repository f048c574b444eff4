from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from rpa.locators.missing import ElementAmbiguous, ElementNotFound

pytestmark = pytest.mark.browser

Find = Callable[..., Locator]

DATA = """<table><thead><tr><th>客户</th></tr></thead><tbody>
<tr><td><a class=name>导出科技公司</a></td></tr><tr><td><a class=name>导出二公司</a></td></tr>
</tbody></table>"""


def failure(find: Find, elements: dict[str, Any], **how: Any) -> str:
    with pytest.raises((ElementNotFound, ElementAmbiguous)) as failed:
        find(next(iter(elements)), elements, **how)
    return str(failed.value)


def test_what_is_not_found_says_what_was_tried_and_what_is_there_instead(
    page: Page, find: Find
) -> None:
    page.set_content(
        """<title>客户订单</title><button>导出全部</button><a>查看导出记录</a><p>导 出</p>
        <i class=x style="display: none">1</i><i class=x style="display: none">2</i>
        <i class=y>1</i><i class=y style="visibility: hidden">2</i>
        <button style="display: none">导出</button><span style="visibility: hidden">导出</span>
        <textarea>导出</textarea><input value=导出><input type=submit value=导出记录>
        <input placeholder=导出到><img aria-label=导出图 src="data:," width=9 height=9>"""
    )
    ways = [
        {"role": "button", "name": ["导出", "下载"]},
        {"css": "i.x"},
        {"css": "i.y", "nth": 1},
        {"css": "b", "within": "弹框"},
    ]
    elements = {"导出": ways, "弹框": {"css": ".modal"}}
    assert failure(find, elements) == (
        "导出: not found within 0.4 s on about:blank (客户订单)\n"
        "  tried role=button name=导出|下载: 1 hidden\n"
        "  tried css=i.x: 2 hidden\n"
        "  tried css=i.y nth=1: 1 visible, 1 hidden\n"
        '  tried css=b within=弹框: nothing, for there is no "弹框"\n'
        "  nearest texts on the page: 导 出, 导出到, 导出图, 导出全部, 导出记录"
    )


def test_what_is_not_found_carries_its_fields(page: Page, find: Find) -> None:
    page.set_content("<title>t</title><p>下载文件</p>")
    with pytest.raises(ElementNotFound) as failed:
        find("下载", {"下载": {"text": "下载"}})
    error = failed.value
    assert (error.element, [str(one) for one in error.tried]) == ("下载", ["text=下载: nothing"])
    assert (error.url, error.title, error.near) == ("about:blank", "t", ("下载文件",))


def test_customers_data_is_in_no_message(page: Page, find: Find) -> None:
    page.set_content(DATA)
    assert failure(find, {"导出科技": {"text": "导出科技"}}) == (
        "导出科技: not found within 0.4 s on about:blank\n"
        "  tried text=导出科技: nothing\n"
        "  nearest texts on the page: none is like it"
    )
    assert failure(find, {"名称": {"css": "a.name"}}) == (
        "名称: css=a.name matches 2 things on the page, among them\n"
        "  a.name in tbody > tr > td\n"
        "  a.name in tbody > tr > td"
    )
    assert failure(find, {"行": {"css": "tbody tr"}}) == (
        "行: css=tbody tr matches 2 things on the page, among them\n"
        "  tr in table > tbody\n"
        "  tr in table > tbody"
    )


def test_a_table_that_lays_out_a_form_is_no_data(page: Page, find: Find) -> None:
    page.set_content("<table><tr><td>客户名称</td><td><input></td></tr></table>")
    said = failure(find, {"客户名": {"label": "客户名"}}).splitlines()[-1]
    assert said == "  nearest texts on the page: 客户名称"


def test_two_matches_that_last_are_named(page: Page, find: Find) -> None:
    page.set_content(
        """<main class="ng-star-inserted pc-main"><div class=toolbar><button class="ng-x ti3-btn">
        查询
        </button></div></main><div class=modal><a>查询</a></div><p>查询</p>"""
    )
    assert failure(find, {"查询": [{"text": "查询"}, {"css": "p"}]}) == (
        "查询: text=查询 matches 3 things on the page, among them\n"
        '  button.ti3-btn "查询" in main.pc-main > div.toolbar\n'
        '  a "查询" in div.modal'
    )


def test_an_ambiguous_surrounding_is_named_and_not_what_lies_within(page: Page, find: Find) -> None:
    page.set_content("<div class=modal>甲<b>1</b></div><div class=modal>乙</div>")
    elements = {"b": {"css": "b", "within": "弹框"}, "弹框": {"css": ".modal"}}
    assert failure(find, elements) == (
        "弹框: css=.modal matches 2 things on the page, among them\n"
        '  div.modal "甲1"\n'
        '  div.modal "乙"'
    )
