"""A project of one's own for the plugin, run by a pytest in a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rpa.browser.find import find_browser

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "tests" / "cases" / "check" / "project"


@pytest.fixture
def shop(pytester: pytest.Pytester) -> Path:
    """A small project whose flows are only collected."""
    shutil.copytree(SHOP, pytester.path, dirs_exist_ok=True)
    (pytester.path / "pytest.ini").write_text(
        "[pytest]\naddopts = --strict-markers -p no:cacheprovider\n"
    )
    return pytester.path / "flows"


@pytest.fixture
def portal(pytester: pytest.Pytester) -> Path:
    """The shipped selectors, and flows of a test's own."""
    shutil.copytree(ROOT / "selectors", pytester.path / "selectors")
    flows = pytester.path / "flows"
    (flows / "tests").mkdir(parents=True)
    for name in ("sign-in", "order-resources"):
        shutil.copy(ROOT / "flows" / f"{name}.yaml", flows)
    return flows / "tests"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the browser: a pytester has a home where Playwright's own is not found."""
    choice = find_browser()
    monkeypatch.setenv("RPA_BROWSER", str(choice.executable or choice.kind))


def outcomes(junit: Path) -> dict[str, str]:
    """Return how each test of a session ended, and what is said of those that failed."""
    cases = ET.parse(junit).iter("testcase")
    return {case.get("name", ""): _outcome(case) for case in cases}


def _outcome(case: ET.Element) -> str:
    bad = next((one for one in case if one.tag in ("failure", "error", "skipped")), None)
    return "passed" if bad is None else f"{bad.tag}: {bad.text}"
