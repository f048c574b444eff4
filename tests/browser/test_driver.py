from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import sync_playwright

from rpa.browser.driver import DriverFailed
from rpa.browser.find import find_browser
from rpa.browser.launch import open_browser

pytestmark = pytest.mark.browser


def test_a_browser_opens_also_while_another_playwright_runs(tmp_path):
    with sync_playwright():
        around = asyncio.get_running_loop()
        with open_browser(find_browser(), downloads=tmp_path / "downloads") as session:
            assert session.page.evaluate("6 * 7") == 42
        assert asyncio.get_running_loop() is around


def test_a_driver_that_does_not_start_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/nowhere/node")
    with (
        pytest.raises(DriverFailed, match=r"driver did not start: .*/nowhere/node"),
        open_browser(find_browser(), downloads=tmp_path),
    ):
        pass
