"""The same table with Selenium and ChromeDriver, read cell by cell.

    python selenium_cells.py ADDRESS CHROMIUM CHROMEDRIVER PAGES

Prints how long reading so many pages took, from the first page shown to the last row.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

ACCOUNT, PASSWORD = "distributor", "Sandbox@2026"
PANE = ".ti3-tab-pane.ti3-tab-active"
ROW = f"{PANE} ti-table tbody tr"
LIMIT_S = 60


class Portal:
    """A browser on the portal, and the few ways to wait that the script needs."""

    def __init__(self, chromium: str, chromedriver: str) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for one in ("--headless=new", "--no-sandbox", "--window-size=1440,900"):
            options.add_argument(one)
        self.driver = webdriver.Chrome(options, webdriver.ChromeService(chromedriver))
        self.wait = WebDriverWait(
            self.driver, LIMIT_S, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )

    def shown(self, css: str, text: str = "") -> WebElement:
        """Return the first element that can be seen and holds a text, once it is there."""
        return self.wait.until(
            lambda driver: next(
                (
                    one
                    for one in driver.find_elements(By.CSS_SELECTOR, css)
                    if one.is_displayed() and text in one.text
                ),
                None,
            )
        )

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.wait.until(lambda _: holds())

    def count(self, css: str) -> int:
        """Return how many elements there are."""
        return len(self.driver.find_elements(By.CSS_SELECTOR, css))

    def rows(self) -> list[WebElement]:
        """Return the rows of the table."""
        return self.driver.find_elements(By.CSS_SELECTOR, ROW)


def main() -> None:
    """Sign in, open the table, read its first pages."""
    address, chromium, chromedriver, pages = sys.argv[1:]
    portal = Portal(chromium, chromedriver)
    try:
        sign_in(portal, address)
        open_table(portal)
        began = time.monotonic()
        show_most(portal)
        rows = read_page(portal)
        for page in range(2, int(pages) + 1):
            turn_to(portal, page)
            rows += read_page(portal)
        spent = time.monotonic() - began
    finally:
        portal.driver.quit()
    print(json.dumps({"reading_s": spent, "pages": int(pages), "rows": len(rows)}))


def sign_in(portal: Portal, address: str) -> None:
    """Sign in and enter the portal, which opens in a tab of its own."""
    portal.driver.get(address)
    portal.shown(".site-login").click()
    portal.shown("input.userAccount").send_keys(ACCOUNT)
    portal.shown("input.hwid-input-pwd").send_keys(PASSWORD)
    portal.shown("#btn_submit").click()
    portal.shown(".hwid-dialog .defaultBtn").click()
    portal.shown(".site-account .ti3-menu-toggle-menu").click()
    portal.shown(".ti3-menu-panel-list", "伙伴中心").click()
    portal.until(lambda: len(portal.driver.window_handles) == 2)
    portal.driver.switch_to.window(portal.driver.window_handles[1])


def open_table(portal: Portal) -> None:
    """Go through the menu to the tab, ask for all rows, and open both eyes, one after the other."""
    portal.shown(".ti3-modal-content .ti3-modal-close").click()
    menu = portal.shown(".ti3-nav .ti3-nav-menu-item", "销售")
    ActionChains(portal.driver).move_to_element(menu).perform()
    leaf = portal.shown(".ti3-nav .expand .ti3-nav-panel-item", "客户订单")
    # The panel is deaf to clicks while it unfolds.
    ActionChains(portal.driver).click_and_hold(leaf).pause(0.1).release().perform()
    portal.shown("li.ti3-tab-li", "订单资源明细").click()
    portal.until(portal.rows)
    before = portal.rows()[0]
    portal.shown(f"{PANE} button", "查询").click()
    portal.until(lambda: is_gone(before))
    for eye in portal.driver.find_elements(By.CSS_SELECTOR, f"{PANE} .ti3-table-fixed-head .eye"):
        eye.click()
        portal.until(lambda eye=eye: eye.find_elements(By.CSS_SELECTOR, ".ti3-icon-eye"))


def show_most(portal: Portal) -> None:
    """Let a page hold a hundred rows."""
    portal.shown(f"{PANE} .ti3-page-size-option").click()
    portal.shown("li.ti3-dropdown-option", "100").click()
    portal.until(lambda: len(portal.rows()) == 100)


def turn_to(portal: Portal, page: int) -> None:
    """Turn to the next page, and wait until its rows have come."""
    before = portal.rows()[0]
    portal.shown(f"{PANE} .ti3-pag-next").click()
    portal.until(lambda: is_gone(before))
    portal.until(lambda: portal.shown(f"{PANE} .ti3-pag-page.active").text == str(page))
    portal.until(lambda: not portal.count(f"{PANE} .ti3-loading-mask"))


def is_gone(element: WebElement) -> bool:
    """Whether an element is no longer in the page."""
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    return False


def read_page(portal: Portal) -> list[list[str]]:
    """Return the texts of all cells."""
    return [[cell.text for cell in row.find_elements(By.TAG_NAME, "td")] for row in portal.rows()]


if __name__ == "__main__":
    main()
