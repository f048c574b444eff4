from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Error

from rpa.browser.find import BrowserChoice, BrowserMissing, find_browser
from rpa.browser.launch import LaunchFailed, open_browser, try_browser
from rpa.browser.processes import Processes
from rpa.browser.translate import BrowserGone, translate

pytestmark = pytest.mark.browser


def test_a_session_looks_like_a_desk_in_china(session):
    seen = session.page.evaluate(
        """() => ({
            width: innerWidth, height: innerHeight, language: navigator.language,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
        })"""
    )
    assert seen == {
        "width": 1440,
        "height": 900,
        "language": "zh-CN",
        "zone": "Asia/Shanghai",
        "calm": False,
    }
    assert session.version == session.browser.version


def test_init_scripts_run_in_every_page(opened):
    session = opened(init_scripts=["window.ours = 1"])
    session.page.goto("about:blank")
    assert session.page.evaluate("window.ours") == 1


def test_nothing_is_left_behind(monkeypatch):
    with TemporaryDirectory(prefix="t-") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        processes = Processes(Path(folder))
        with open_browser(find_browser(), downloads=Path(folder, "downloads")) as session:
            session.page.goto("data:text/html,hello")
            processes.remember()
            assert processes.left()
        assert processes.await_end(5)
        assert list(Path(folder).iterdir()) == []


def test_a_driver_that_dies_takes_its_browser_and_its_files_along(monkeypatch):
    with TemporaryDirectory(prefix="t-") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        processes = Processes(Path(folder))
        with open_browser(find_browser(), downloads=Path(folder, "downloads")) as session:
            processes.remember()
            (driver,) = (one for one in processes.left() if "run-driver" in one.cmdline())
            driver.kill()
            with pytest.raises(Error) as raised:
                session.page.evaluate("1")
        assert isinstance(translate(raised.value, doing="read"), BrowserGone)
        assert processes.await_end(5)
        assert list(Path(folder).iterdir()) == []


def test_a_download_that_was_saved_stays_and_its_raw_file_goes(place, tmp_path):
    place.pages["/file"] = "order 1"
    place.headers["/file"] = {"Content-Disposition": "attachment; filename=orders.txt"}
    downloads = tmp_path / "downloads"
    with open_browser(find_browser(), downloads=downloads) as session:
        session.page.set_content(f"<a href='{place.url('/file')}'>get</a>")
        with session.page.expect_download() as got:
            session.page.click("a")
        got.value.save_as(downloads / got.value.suggested_filename)
    assert [path.name for path in downloads.iterdir()] == ["orders.txt"]


def test_trying_a_browser_tells_its_version():
    assert try_browser(find_browser()).split(".")[0].isdigit()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "echo 'chrome: error while loading shared libraries: libnss3.so: no such file' >&2",
            'the library libnss3.so is missing; run "rpa setup"',
        ),
        ("exit 7", "it ended at once with exit code 7"),
        (
            "echo 'Missing X server or $DISPLAY' >&2; exit 1",
            "there is no screen to show it on (no DISPLAY); run without --headed",
        ),
    ],
)
def test_a_browser_that_does_not_start_says_why_in_a_sentence(tmp_path, script, said):
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(LaunchFailed) as told:
        try_browser(BrowserChoice("chromium", program))
    assert str(told.value) == f"Chromium ({program}) did not start: {said}"


def test_a_browser_that_went_away_since_it_was_found_is_missing():
    with pytest.raises(BrowserMissing):
        try_browser(BrowserChoice("chromium", Path("/nowhere/chromium")))
