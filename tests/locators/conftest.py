from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from rpa.browser.driver import running_driver
from rpa.browser.find import find_browser
from rpa.deadline import Deadline
from rpa.events import Event
from rpa.locators.book import Book
from rpa.locators.model import PageSpec
from rpa.locators.portal import PortalSpec
from rpa.locators.resolve import resolve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Not for the whole session: elsewhere the engine starts a driver of its own in this process, and
# there can be but one at a time.
@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    with running_driver(tmp_path_factory.mktemp("driver"), None) as driver:
        choice = find_browser()
        program = choice.shell or choice.executable
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser.new_context()
        browser.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def book_of() -> Callable[..., Book]:
    def make(elements: dict[str, Any], *pages: dict[str, Any]) -> Book:
        specs = [PageSpec.model_validate(one) for one in pages]
        portal = PortalSpec.model_validate(
            {
                "portal": "replica",
                "title": "Replica",
                "library": "tinyng",
                "sites": {"sandbox": {}},
                "sign_in": {"flow": "sign-in", "signed_in": "账号"},
                "wording": {"search": "查询", "confirm": "确定"},
                "elements": elements,
            }
        )
        return Book(portal, {one.page: one for one in specs}, {})

    return make


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def find(page: Page, book_of: Callable[..., Book], events: list[Event]) -> Callable[..., Locator]:
    """Resolve an element on the page at hand, given what selector files would say of elements."""

    def resolved(name: str, elements: dict[str, Any], **how: Any) -> Locator:
        how = {"limit_s": 0.4, "deadline": Deadline.after(20, "step"), **how}
        root = how.pop("root", page)
        return resolve(root, name, book_of(elements), None, emit=events.append, **how)

    return resolved
