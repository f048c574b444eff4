"""The same export as a plain Playwright script: no engine, no proofs, one table.

    python plain.py ADDRESS CHROMIUM WORKBOOK [--floor]

It goes the way a person goes, waits for states and never for a time, takes each page's rows in one
call, and writes them typed. With --floor turning, waiting and taking are one call too, and nothing
else is done. Prints how long reading took, from the first page shown to the last row.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from openpyxl import Workbook
from playwright.sync_api import Page, sync_playwright

Cells: TypeAlias = list[list[str]]

ACCOUNT, PASSWORD = "distributor", "Sandbox@2026"
EMPTY = "--"
SIZE = 100
DATES, AMOUNT = (8, 9), 12
PANE = ".ti3-tab-pane.ti3-tab-active"

# A page is whole when nothing covers it and no revealed column is masked; turned when its number is
# lit and its rows are others than before.
SCRIPT = """
const pane = () => document.querySelector('.ti3-tab-pane.ti3-tab-active');
const rows = () => [...pane().querySelectorAll('ti-table tbody tr')];
const isMasked = (cell) => cell?.textContent.includes('**');
const isWhole = () => !pane().querySelector('.ti3-loading-mask')
  && !rows().some(row => isMasked(row.children[1]) || isMasked(row.children[2]));
const number = () => pane().querySelector('.ti3-pag-page.active').textContent;
window.script = {
  first: () => rows()[0].textContent,
  isFull: (count) => rows().length === count && isWhole(),
  isTurned: ([page, before]) => number() === `${page}`
    && rows().length > 0 && rows()[0].textContent !== before && isWhole(),
  cells: () => rows().map(row => [...row.children].map(cell => cell.textContent.trim())),
  turn: async (page) => {
    const before = script.first();
    pane().querySelector('.ti3-pag-next').click();
    while (!script.isTurned([page, before])) await new Promise(requestAnimationFrame);
    return script.cells();
  },
};
"""


def main() -> None:
    """Sign in, open the table, read it, write it."""
    address, chromium, workbook, *options = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(SCRIPT)
        page = sign_in(context.new_page(), address)
        open_table(page)
        began = time.monotonic()
        pages = show_most(page)
        read = by_one_call if "--floor" in options else by_calls
        rows = [typed(cells) for taken in read(page, pages) for cells in taken]
        reading_s = time.monotonic() - began
        header = page.locator(f"{PANE} .ti3-table-fixed-head th").all_inner_texts()
        browser.close()
    write(workbook, [name.strip() for name in header], rows)
    print(json.dumps({"reading_s": reading_s, "pages": pages, "rows": len(rows)}))


def sign_in(page: Page, address: str) -> Page:
    """Sign in and enter the portal, which opens in a tab of its own."""
    for asked in (page.get_by_text("不信任"), page.locator('[id="model.nextBind"]')):
        page.add_locator_handler(asked, lambda button: button.click())
    page.goto(address)
    page.locator(".site-login").click()
    page.locator("input.userAccount").fill(ACCOUNT)
    page.locator("input.hwid-input-pwd").fill(PASSWORD)
    page.locator("#btn_submit").click()
    page.locator(".site-account .ti3-menu-toggle-menu").click()
    with page.expect_popup() as popup:
        page.locator(".ti3-menu-panel-list", has_text="伙伴中心").click()
    page = popup.value
    agreement = page.locator(".ti3-modal-content", has_text="签署协议")
    page.add_locator_handler(agreement, lambda dialog: dialog.locator(".ti3-modal-close").click())
    return page


def open_table(page: Page) -> None:
    """Go through the menu to the tab, ask for all rows, and open both eyes, one after the other."""
    menu = page.locator(".ti3-nav:visible .ti3-nav-menu-item", has_text="销售")
    menu.hover()
    # The panel is deaf to clicks while it unfolds.
    menu.locator(".expand").get_by_text("客户订单", exact=True).click(delay=100)
    page.locator("li.ti3-tab-li", has_text="订单资源明细").click()
    pane = page.locator(PANE)
    pane.locator("tbody tr").first.wait_for()
    with page.expect_response("**/api/tables/**"):
        pane.get_by_role("button", name="查询").click()
    for eye in pane.locator("thead a.eye:visible").all():
        eye.click()
        eye.locator(".ti3-icon-eye").wait_for()


def show_most(page: Page) -> int:
    """Let a page hold a hundred rows, and return how many pages there are."""
    pane = page.locator(PANE)
    total = int(re.sub(r"\D", "", pane.locator(".ti3-pag-total-items").inner_text()))
    pane.locator(".ti3-page-size-option").click()
    page.locator("li.ti3-dropdown-option:visible").get_by_text("100", exact=True).click()
    page.wait_for_function("count => script.isFull(count)", arg=min(total, SIZE))
    return -(-total // SIZE)


def by_calls(page: Page, pages: int) -> Iterator[Cells]:
    """Yield the cells of each page: a click, a wait, and one call for all of its rows."""
    following = page.locator(f"{PANE} .ti3-pag-next")
    yield page.evaluate("script.cells()")
    for number in range(2, pages + 1):
        before = page.evaluate("script.first()")
        following.click()
        page.wait_for_function("turned => script.isTurned(turned)", arg=[number, before])
        yield page.evaluate("script.cells()")


def by_one_call(page: Page, pages: int) -> Iterator[Cells]:
    """Yield the cells of each page, which is turned, awaited and taken in one call."""
    yield page.evaluate("script.cells()")
    for number in range(2, pages + 1):
        yield page.evaluate("page => script.turn(page)", number)


def typed(cells: list[str]) -> list[object]:
    """Return the values of a row: dates and amounts as such, nothing where nothing is shown."""
    values: list[object] = [None if text == EMPTY else text for text in cells]
    for at in DATES:
        values[at] = values[at] and datetime.fromisoformat(cells[at])
    values[AMOUNT] = values[AMOUNT] and Decimal(cells[AMOUNT].replace(",", ""))
    return values


def write(path: str, header: list[str], rows: list[list[object]]) -> None:
    """Write the rows as openpyxl does it fastest."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("订单资源明细")
    sheet.freeze_panes = "A2"
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    workbook.save(path)


if __name__ == "__main__":
    main()
