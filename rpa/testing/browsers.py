"""The browser of the tests: pytest-playwright launches it, here is which, and its contexts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from rpa.browser.find import find_browser
from rpa.errors import InputWrong, RpaError

if TYPE_CHECKING:
    from rpa.browser.launch import NewContext

PLUGIN = "playwright"


class PlaywrightPluginMissing(InputWrong):
    """Nothing is there that opens browsers for tests."""

    def __init__(self) -> None:
        super().__init__('pytest-playwright is not installed; run "pip install pytest-playwright"')


class OtherBrowser(InputWrong):
    """Flows were to be run in a browser that they cannot run in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"--browser {name}: flows run in chromium only; leave it out")


def launch_options(given: Mapping[str, Any], browser_name: str) -> dict[str, Any]:
    """Add the browser that this machine has, where Playwright's own is missing and none is named.

    Where there is none at all Playwright says so, or `new_context` does in its stead.
    """
    options = dict(given)
    if browser_name != "chromium" or {"channel", "executable_path"} & options.keys():
        return options
    with suppress(RpaError):
        choice = find_browser()
        if choice.kind != "playwright":
            shell = None if options.get("headless") is False else choice.shell
            options["executable_path"] = shell or choice.executable
    return options


def new_context(request: pytest.FixtureRequest) -> NewContext | None:
    """Return what opens contexts in the browser of the tests; None if that is no longer there."""
    if not request.config.pluginmanager.hasplugin(PLUGIN):
        raise PlaywrightPluginMissing
    if (name := request.getfixturevalue("browser_name")) != "chromium":
        raise OtherBrowser(name)
    if not request.config.getoption("--browser-channel"):
        find_browser()
    browser: Browser = request.getfixturevalue("browser")
    if not _lives(browser):
        return None
    opened: NewContext = request.getfixturevalue("new_context")
    return without(opened, request.getfixturevalue("browser_context_args"))


def _lives(browser: Browser) -> bool:
    """Whether it answers: a run that did not heed its deadline takes driver and browser with it."""
    try:
        browser.new_browser_cdp_session().detach()
    except Error:
        return False
    return browser.is_connected()


def without(opened: NewContext, given: Mapping[str, Any]) -> NewContext:
    """Return what opens contexts as `opened` does, but wants nothing that is `given` already."""
    return lambda **wanted: opened(**{k: v for k, v in wanted.items() if k not in given})


@contextmanager
def kept_open(opened: NewContext) -> Iterator[NewContext]:
    """Give what opens contexts that stay open until the end of the block, whoever closes them.

    A run gives closing little time, and the pictures, videos and traces of a test may take more.
    """
    closing: list[Callable[[], None]] = []

    def open_one(**wanted: Any) -> BrowserContext:
        context = opened(**wanted)
        closing.append(context.close)
        context.close = lambda **_: None  # type: ignore[method-assign]
        return context

    try:
        yield open_one
    finally:
        for close in closing:
            with suppress(Error):
                close()
