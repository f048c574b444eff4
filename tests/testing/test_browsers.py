"""Which browser the tests have, and whose options count."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from rpa.testing.browsers import launch_options, without


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RPA_BROWSER", sys.executable)
    return Path(sys.executable)


def test_a_browser_that_is_named_stays(browser: Path):
    for given in ({"channel": "msedge"}, {"executable_path": "/opt/browser"}):
        assert launch_options(given, "chromium") == given
    assert launch_options({}, "firefox") == {}


def test_without_one_that_of_the_machine_is_launched(browser: Path):
    launched = {"headless": False, "executable_path": browser}
    assert launch_options({"headless": False}, "chromium") == launched


def test_where_there_is_none_playwright_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RPA_BROWSER", "/nowhere/at/all")
    assert launch_options({"slow_mo": 5}, "chromium") == {"slow_mo": 5}


def test_what_a_user_says_of_contexts_goes_before_what_a_run_wants():
    asked: list[dict[str, Any]] = []

    def opened(**wanted: Any) -> Any:
        asked.append(wanted)

    without(opened, {"locale": "de-DE"})(locale="zh-CN", accept_downloads=True)
    assert asked == [{"accept_downloads": True}]
