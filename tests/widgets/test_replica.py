"""Every widget does its job on the running replica, in each generation of its markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, Page

from rpa.flow.dates import DateRange
from rpa.locators.book import Tab
from rpa.locators.load import load_book
from rpa.locators.model import FieldSpec, TabSpec, wordings
from rpa.widgets import dialog, eye, form, menu, menu_button, notices, tabs
from rpa.widgets.form import FieldMissing
from rpa.widgets.menu import MenuPathMissing
from rpa.widgets.row_actions import act_on_row, find_row
from rpa.widgets.snapshot import TableMissing
from rpa.widgets.surface import Surface
from rpa.widgets.table import Table
from rpa.widgets.tabs import TabMissing

pytestmark = pytest.mark.browser

SELECTORS = Path(__file__).parents[2] / "selectors" / "partner-center"
ROWS = 120
ROLE = "distributor"
YEAR = 2024
ELSEWHERE = "export-records"
"""A page to come from, since the menu leads nowhere when one is there already."""


BOOK = load_book(SELECTORS)
ORDERS = BOOK.page("客户订单")
RECORDS = BOOK.page("导出记录")
DETAILS = "订单资源明细"


def in_years(*years: int) -> pytest.MarkDecorator:
    """Run a test on the replica as it was in these years; in all but one of them when asked to.

    Flows go through the other generations in every suite.
    """
    marks = {year: () if year == YEAR else (pytest.mark.slow,) for year in years}
    given = [pytest.param(year, marks=marks[year]) for year in years]
    return pytest.mark.parametrize("replica", given, indirect=True, scope="module")


@pytest.fixture(scope="module")
def replica(request, replicas):
    """Start the replica as it was in a year."""
    return replicas(seed=6, rows=ROWS, generation=request.param)


@pytest.fixture(scope="module")
def portal(replica, context: BrowserContext) -> Iterator[Page]:
    """Open the portal as one who has signed in."""
    body = json.dumps({"form": "account", "account": ROLE, "password": "Sandbox@2026"}).encode()
    wish = Request(f"{replica.address}authui/login", body, {"Content-Type": "application/json"})
    with urlopen(wish) as answer:
        token = json.load(answer)["token"]
    context.add_cookies([{"name": "console_session", "value": token, "url": replica.address}])
    page = context.new_page()
    page.add_init_script(f"sessionStorage.setItem('console_token', '{token}')")
    page.goto(f"{replica.address}partner/#/{ELSEWHERE}")
    page.locator(".intl-banner-never").click()
    yield page
    page.close()


@pytest.fixture
def surface(surface_of: Callable[..., Surface], portal: Page) -> Surface:
    portal.mouse.move(0, 0)
    return surface_of(60, of=portal, patience_s=1.0)


def open_details(surface: Surface, tab: str = DETAILS) -> Table:
    surface.page.evaluate("route => { location.hash = `#/${route}`; }", ELSEWHERE)
    menu.open_page(surface, ORDERS.page, ORDERS.menu or (), [ORDERS.page])
    surface.wait_idle()
    tabs.open_tabs(surface, [Tab(tab, TabSpec())])
    table = Table(surface, tab, ORDERS.tables[tab])
    table.wait_ready()
    return table


def column(table: Table, name: str) -> list[str]:
    snapshot = table.snapshot()
    words = wordings(name, table.spec.columns[name].header)
    at = next(at for at, title in enumerate(snapshot.headers) if title.strip() in words)
    return [row[at] for row in snapshot.rows]


def all_of(table: Table, *names: str) -> list[list[str]]:
    found = [column(table, name) for name in names]
    while (pager := table.snapshot().pager) is not None and not pager.last:
        table.next_page(pager)
        for name, values in zip(names, found, strict=True):
            values.extend(column(table, name))
    return found


def truth_of(replica, name: str, **inputs: str) -> list[str]:
    truth = replica.truth("order-resources", role=ROLE, **inputs)
    return [row[truth["columns"].index(name)] or "--" for row in truth["rows"]]


@in_years(2023, 2024)
def test_all_pages_are_read_in_order_with_every_name_and_digit(surface, replica):
    table = open_details(surface)
    names = ("客户名称", "云经销商名称")
    words = [wordings(name, table.spec.columns[name].header) for name in names]
    for name, ones in zip(names, words, strict=True):
        eye.reveal(table, name, ones)
    table = Table(surface, table.name, table.spec, tuple(words))
    assert table.show_most_rows(table.snapshot().pager)
    found = all_of(table, "资源ID", *names)
    assert found == [truth_of(replica, name) for name in ("资源ID", *names)]


@in_years(2023, 2024)
def test_a_query_shows_its_own_rows(surface, replica):
    table = open_details(surface)
    given = {
        "订单类型": ["开通", "续订"],
        "订单状态": "已完成",
        "订单行失效时间": DateRange(date(2026, 1, 1), date(2028, 12, 31)),
    }
    for name, value in given.items():
        form.fill(surface, name, ORDERS.fields[name], value)
    table.query()
    expected = truth_of(
        replica, "订单号", order_type="开通,续订", status="已完成", expires="2026-01-01..2028-12-31"
    )
    assert 0 < len(expected) < ROWS
    assert all_of(table, "订单号") == [expected]


@in_years(2024, 2025)
def test_one_query_after_the_other_never_shows_the_rows_before(surface, replica):
    table = open_details(surface)
    statuses = ["已完成", "已取消", "已完成"]
    for status in statuses:
        form.fill(surface, "订单状态", ORDERS.fields["订单状态"], status)
        table.query()
        assert set(column(table, "订单状态")) == {status}


@in_years(2024, 2025)
def test_a_query_that_finds_nothing_is_empty(surface):
    table = open_details(surface)
    form.fill(surface, "客户名称", ORDERS.fields["客户名称"], "没有这个客户")
    table.query()
    assert table.snapshot().state == "empty"


@in_years(2024)
def test_a_row_is_found_on_a_later_page_and_acted_on(surface):
    table = open_details(surface, "客户订单")
    last = table.snapshot().pager
    while not last.last:
        table.next_page(last)
        last = table.snapshot().pager
    order = column(table, "订单号")[-1]
    table.query()
    assert order not in column(table, "订单号")
    act_on_row(table, find_row(table, {"订单号": order}), ["查看订单详情"])
    surface.wait_idle()


@in_years(2023, 2024, 2025)
def test_an_export_is_listed_and_its_message_heard(surface):
    open_details(surface)
    button = surface.page.get_by_role("button", name="导出").filter(visible=True).first
    menu_button.choose(surface, button, ["导出全部", "导出全部数据"])
    assert "导出任务创建成功" in notices.wait_message(surface, ["导出任务创建成功"])
    menu_button.choose(surface, button, ["查看导出记录"])
    records = Table(surface, RECORDS.page, RECORDS.tables[RECORDS.page])
    records.wait_ready()
    newest = records.snapshot().rows[0]
    assert newest[0].startswith("客户订单资源明细")
    again = surface.page.get_by_role("button", name="刷新")
    while column(records, "导出状态")[0] != "已完成":
        records.act("refresh", lambda left_ms: again.click(timeout=left_ms))


@in_years(2024, 2025)
def test_the_agreement_waits_on_the_home_page(surface):
    menu.open_page(surface, "主页", [("主页",)], ["主页"])
    found = dialog.find_dialog(surface, ["签署协议"])
    dialog.close(surface, found)
    dialog.wait_gone(surface, found)


@in_years(2023, 2024)
def test_what_this_account_lacks_is_an_error(surface):
    table = open_details(surface)
    with pytest.raises(TabMissing, match=r"^tab 退订: .*; its tabs: 客户订单, 订单资源明细$"):
        tabs.open_tabs(surface, [Tab("退订", TabSpec())])
    with pytest.raises(FieldMissing, match=r"^field 客户名: .*; did you mean "):
        form.fill(surface, "客户名", FieldSpec(), "甲")
    with pytest.raises(TableMissing, match=r"^table 券: not on the page; .*: 订单号, "):
        Table(
            surface,
            "券",
            ORDERS.tables[DETAILS].model_copy(
                update={"columns": {"券号": ORDERS.tables[DETAILS].columns["订单号"]}}
            ),
        ).wait_ready()
    with pytest.raises(MenuPathMissing, match=r"^券: .* \(销售 > 券\); the nearest in its menu: "):
        menu.open_page(surface, "券", [("销售", "券")], ["券"])
    assert table.snapshot().state == "rows"
