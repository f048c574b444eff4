from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rpa.browser.find import BrowserChoice, BrowserMissing, BrowserUnknown, find_browser
from rpa.browser.machine import Machine

CHROME = "opt/google/chrome/chrome"
EDGE = "opt/microsoft/msedge/msedge"
CHROMIUM = "usr/bin/chromium"
PLAYWRIGHTS = "home/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome"
SHELL = (
    "home/.cache/ms-playwright/chromium_headless_shell-1255"
    "/chrome-headless-shell-linux64/chrome-headless-shell"
)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Put a program on the machine; below Playwright's registry it is marked as complete."""

    def put(place: str, text: str = "#!/bin/sh\n", mode: int = 0o755) -> Path:
        program = tmp_path / place
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text)
        program.chmod(mode)
        if "ms-playwright" in place:
            (program.parents[1] / "INSTALLATION_COMPLETE").touch()
        return program

    return put


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., Machine]:
    def make(platform: str = "linux", **environ: str) -> Machine:
        package = tmp_path / "package"
        package.mkdir(exist_ok=True)
        browsers = [
            {"name": "chromium", "revision": "1255"},
            {"name": "chromium-headless-shell", "revision": "1255"},
        ]
        (package / "browsers.json").write_text(json.dumps({"browsers": browsers}))
        return Machine(platform, environ, tmp_path / "home", tmp_path, package)

    return make


def test_the_order_is_playwrights_own_then_chrome_then_edge_then_chromium(put, machine):
    own, *others = [put(place) for place in (PLAYWRIGHTS, CHROME, EDGE, CHROMIUM)]
    assert find_browser(machine=machine()) == BrowserChoice("playwright", own, "chromium")
    own.unlink()
    for kind, program in zip(("chrome", "msedge", "chromium"), others, strict=True):
        assert find_browser(machine=machine()) == BrowserChoice(kind, program)
        program.unlink()


def test_no_browser_at_all_says_how_to_get_one(machine):
    with pytest.raises(BrowserMissing, match='run "rpa setup"'):
        find_browser(machine=machine())


def test_a_download_of_playwright_that_was_cut_off_does_not_count(put, machine):
    own, chrome = put(PLAYWRIGHTS), put(CHROME)
    (own.parents[1] / "INSTALLATION_COMPLETE").unlink()
    assert find_browser(machine=machine()) == BrowserChoice("chrome", chrome)


def test_another_revision_than_this_playwright_wants_does_not_count(put, machine):
    put(PLAYWRIGHTS.replace("1255", "1200"))
    with pytest.raises(BrowserMissing):
        find_browser(machine=machine())


def test_playwrights_headless_shell_alone_is_used_without_a_channel(put, machine):
    shell = put(SHELL)
    assert find_browser(machine=machine()) == BrowserChoice("playwright", shell, None)


def test_playwrights_folder_may_be_elsewhere(put, machine, tmp_path):
    own = put("srv/ms-playwright/chromium-1255/chrome-linux/chrome")
    elsewhere = machine(PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "srv" / "ms-playwright"))
    assert find_browser(machine=elsewhere) == BrowserChoice("playwright", own, "chromium")


def test_playwrights_folder_may_be_inside_the_package(put, machine):
    own = put("package/.local-browsers/chromium-1255/chrome-linux/chrome")
    (own.parents[1] / "INSTALLATION_COMPLETE").touch()
    inside = machine(PLAYWRIGHT_BROWSERS_PATH="0")
    assert find_browser(machine=inside) == BrowserChoice("playwright", own, "chromium")


@pytest.mark.parametrize(
    ("platform", "environ", "place", "kind"),
    [
        ("win32", {"PROGRAMFILES": "Programs"}, "Google/Chrome/Application/chrome.exe", "chrome"),
        ("win32", {"PROGRAMFILES(X86)": "x86"}, "Microsoft/Edge/Application/msedge.exe", "msedge"),
        ("win32", {"LOCALAPPDATA": "Local"}, "Chromium/Application/chrome.exe", "chromium"),
        (
            "darwin",
            {},
            "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "chrome",
        ),
        (
            "darwin",
            {},
            "home/Applications/Chromium.app/Contents/MacOS/Chromium",
            "chromium",
        ),
    ],
)
def test_browsers_are_found_where_windows_and_macos_keep_them(
    put, machine, tmp_path, platform, environ, place, kind
):
    folders = {name: str(tmp_path / folder) for name, folder in environ.items()}
    program = put("/".join([*environ.values(), place]))
    assert find_browser(machine=machine(platform, **folders)) == BrowserChoice(kind, program)


def test_a_browser_on_the_path_is_found(put, machine, tmp_path):
    program = put("own/bin/chromium-browser")
    on_path = machine(PATH=str(tmp_path / "own" / "bin"))
    assert find_browser(machine=on_path) == BrowserChoice("chromium", program)


def test_ubuntus_stub_for_a_snap_is_no_browser(put, machine):
    put("usr/bin/chromium-browser", '#!/bin/sh\necho "snap install chromium"\n')
    with pytest.raises(BrowserMissing):
        find_browser(machine=machine())


def test_the_environment_may_name_a_browser(put, machine):
    put(CHROME)
    edge = put(EDGE)
    assert find_browser(machine=machine(RPA_BROWSER="msedge")) == BrowserChoice("msedge", edge)


def test_the_environment_may_give_a_path(put, machine):
    put(CHROME)
    own = put("own/my browser")
    wanted = machine(RPA_BROWSER=str(own))
    assert find_browser(machine=wanted) == BrowserChoice("chromium", own)


def test_the_environment_may_name_a_program_on_the_path(put, machine, tmp_path):
    own = put("own/bin/brave")
    wanted = machine(RPA_BROWSER="brave", PATH=str(own.parent))
    assert find_browser(machine=wanted) == BrowserChoice("chromium", own)


def test_a_preference_counts_before_the_environment(put, machine):
    chrome = put(CHROME)
    put(EDGE)
    wanted = machine(RPA_BROWSER="msedge")
    assert find_browser("chrome", machine=wanted) == BrowserChoice("chrome", chrome)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("chrome", "RPA_BROWSER: chrome: Google Chrome is not installed here"),
        ("netscape", "RPA_BROWSER: netscape: not a known browser"),
        ("/nowhere/chrome", "RPA_BROWSER: /nowhere/chrome: no such file"),
    ],
)
def test_a_wrong_wish_is_told(machine, wanted, said):
    with pytest.raises(BrowserUnknown) as told:
        find_browser(machine=machine(RPA_BROWSER=wanted))
    names = "playwright, chrome, msedge, chromium"
    assert str(told.value) == f"{said}; give a browser's full path or one of {names}"


def test_a_file_that_is_no_program_is_told(put, machine):
    plain = put("own/readme", mode=0o644)
    with pytest.raises(BrowserUnknown, match="this is not a program that can be run"):
        find_browser(machine=machine(RPA_BROWSER=str(plain)))


def test_a_headless_shell_goes_with_the_chromium_it_belongs_to(put, machine):
    shell = put("usr/lib/chromium/chromium-headless-shell")
    with pytest.raises(BrowserMissing):
        find_browser(machine=machine())
    program = put(CHROMIUM)
    assert find_browser(machine=machine()) == BrowserChoice("chromium", program, shell=shell)
