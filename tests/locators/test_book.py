from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rpa.locators.book import Book, Place, Tab, UnknownName
from rpa.locators.model import Candidate

ORDERS = {
    "page": "客户订单",
    "tabs": {"客户订单": None, "资源": {"tabs": {"按需": ["按需资源", "按需"], "包年/包月": None}}},
    "tables": {"客户订单": {"columns": {"订单号": {}}}, "按需": {"columns": {"资源ID": {}}}},
    "elements": {"导出": {"css": ".export"}},
}
DETAILS = {"page": "客户管理/客户详情", "tables": {"概览": {"columns": {"名称": {}}}}}


@pytest.fixture
def book(book_of: Callable[..., Book]) -> Book:
    made = book_of({"导出": {"text": "导出"}, "弹框": {"css": ".modal"}}, ORDERS, DETAILS)
    return Book(made.portal, made.pages, {"客户订单": Path("orders.yaml")})


def message(act: Callable[[], object]) -> str:
    with pytest.raises(UnknownName) as wrong:
        act()
    assert str(wrong.value) == f"{wrong.value.found}; {wrong.value.remedy}"
    return str(wrong.value)


def test_a_page_comes_with_its_file(book: Book) -> None:
    assert book.page("客户订单").page == "客户订单"
    assert book.file_of("客户订单") == Path("orders.yaml")


def test_an_element_of_the_page_goes_before_the_portals(book: Book) -> None:
    orders = book.page("客户订单")
    assert book.element("导出", orders) == (Candidate(css=".export"),)
    assert book.element("导出", None) == (Candidate(text=("导出",)),)
    assert book.element("弹框", orders) == (Candidate(css=".modal"),)
    assert book.element_names(orders) == ("导出", "弹框")


def test_a_place_is_a_page_and_its_tabs(book: Book) -> None:
    orders = book.page("客户订单")
    resources = orders.tabs["资源"]
    on_demand = resources.tabs["按需"]
    assert book.place("客户订单") == Place(orders)
    place = book.place(" 客户订单 /  资源 / 按需 ")
    assert place == Place(orders, (Tab("资源", resources), Tab("按需", on_demand)))
    assert place.name == "客户订单 / 资源 / 按需"
    assert [tab.words for tab in place.tabs] == [("资源",), ("按需资源", "按需")]


def test_a_slash_without_blanks_belongs_to_a_name(book: Book) -> None:
    assert book.place("客户管理/客户详情").name == "客户管理/客户详情"
    assert book.place("客户订单 / 资源 / 包年/包月").tabs[-1].name == "包年/包月"


@pytest.mark.parametrize(
    ("place", "table"),
    [
        ("客户订单", "客户订单"),
        ("客户订单 / 资源 / 按需", "按需"),
        ("客户订单 / 资源", None),
        ("客户管理/客户详情", "概览"),
    ],
)
def test_the_main_table_is_that_of_the_open_tab_or_the_only_one(
    book: Book, place: str, table: str | None
) -> None:
    assert book.place(place).main_table == table


def test_what_is_not_known_is_named_with_its_kind_and_the_nearest(book: Book) -> None:
    orders = book.page("客户订单")
    assert [
        message(lambda: book.page("客户定单")),
        message(lambda: book.file_of("订单")),
        message(lambda: book.place("客户订单/资源")),
        message(lambda: book.place("客户订单 / 资源明细")),
        message(lambda: book.place("客户订单 / 资源 / 按需资源")),
        message(lambda: book.place("客户管理/客户详情 / 概览")),
        message(lambda: book.element("导入", orders)),
        message(lambda: book.element("x", None)),
    ] == [
        'unknown page "客户定单"; did you mean "客户订单"?',
        'unknown page "订单"; did you mean "客户订单"?',
        'unknown page "客户订单/资源"; did you mean "客户订单"?',
        'unknown tab "资源明细" on the page "客户订单"; did you mean "资源"?',
        'unknown tab "按需资源" in the tab "资源"; did you mean "按需"?',
        'unknown tab "概览" on the page "客户管理/客户详情"; there is none here',
        'unknown element "导入" on the page "客户订单"; did you mean "导出"?',
        'unknown element "x"; known: 导出, 弹框',
    ]
