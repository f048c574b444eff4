from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from rpa.browser.commands import Outcome
from rpa.browser.find import BrowserChoice
from rpa.browser.install import Means, SetupFailed, set_up
from rpa.browser.machine import Machine
from rpa.errors import Unavailable


class Workshop:
    """A machine on which installers do what the test says."""

    def __init__(self, root: Path, system: str, *, is_root: bool) -> None:
        self.root = root
        (root / "etc").mkdir()
        (root / "etc" / "os-release").write_text(f'ID="{system}"\n')
        self.machine = Machine("linux", {}, root / "home", root, None)
        self.said: list[str] = []
        self.ran: list[str] = []
        self.works: dict[str, str | None] = {}
        self.fonts = True
        self.starts = True
        self.is_root = is_root

    def put(self, place: str) -> Path:
        program = self.root / place
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)
        return program

    def run(self, command: Sequence[str]) -> Outcome:
        if command[0] == "fc-list":
            return Outcome(tuple(command), 0, "Noto Sans CJK SC" if self.fonts else "")
        words = " ".join(command[1:])
        self.ran.append(words)
        if words not in self.works:
            return Outcome(tuple(command), 1, f"cannot {words}")
        if place := self.works[words]:
            self.put(place)
        return Outcome(tuple(command), 0, "")

    def try_browser(self, choice: BrowserChoice) -> str:
        if not self.starts:
            raise Unavailable(f"{choice} did not start: the library libnss3.so is missing")
        return "159.0"

    def set_up(self) -> BrowserChoice:
        means = Means(self.machine, self.run, self.try_browser, self.is_root)
        return set_up(self.said.append, means)


PLAYWRIGHT = "-m playwright install --with-deps chromium"
PLAYWRIGHT_ONLY = "-m playwright install chromium"
APT = "install -y chromium fonts-noto-cjk"


def test_a_browser_that_works_is_left_as_it_is(tmp_path):
    shop = Workshop(tmp_path, "debian", is_root=True)
    chromium = shop.put("usr/bin/chromium")
    assert shop.set_up() == BrowserChoice("chromium", chromium)
    assert shop.ran == []
    assert shop.said == [
        f"Chromium ({chromium}) works, version 159.0.",
        "A font for Chinese is there.",
    ]


def test_playwrights_own_is_tried_first_and_debians_next(tmp_path):
    shop = Workshop(tmp_path, "debian", is_root=True)
    shop.works = {"update": None, APT: "usr/bin/chromium"}
    assert shop.set_up().kind == "chromium"
    assert shop.ran == [PLAYWRIGHT, "update", APT, "install -y chromium-headless-shell"]
    assert shop.said == [
        "No browser found yet.",
        "Downloading Playwright's Chromium …",
        "That did not work.",
        "Installing Debian's Chromium …",
        f"Chromium ({tmp_path}/usr/bin/chromium) works, version 159.0.",
        "A font for Chinese is there.",
    ]


def test_an_ordinary_user_gets_the_command_to_run(tmp_path):
    shop = Workshop(tmp_path, "debian", is_root=False)
    with pytest.raises(SetupFailed) as told:
        shop.set_up()
    assert shop.ran == [PLAYWRIGHT_ONLY]
    first, *output = str(told.value).splitlines()
    assert first == (
        "no browser could be installed: "
        'run "sudo apt-get install -y chromium fonts-noto-cjk", then run "rpa setup" again'
    )
    assert output[-1] == f"cannot {PLAYWRIGHT_ONLY}"


def test_ubuntus_snap_is_not_installed_but_told_of(tmp_path):
    shop = Workshop(tmp_path, "ubuntu", is_root=True)
    with pytest.raises(SetupFailed, match="Ubuntu's own Chromium is a snap"):
        shop.set_up()
    assert shop.ran == [PLAYWRIGHT]


def test_a_browser_that_does_not_start_is_replaced(tmp_path):
    shop = Workshop(tmp_path, "fedora", is_root=False)
    chromium = shop.put("usr/bin/chromium")
    shop.starts = False
    with pytest.raises(SetupFailed):
        shop.set_up()
    assert shop.said[0] == (
        f"Chromium ({chromium}) did not start: the library libnss3.so is missing."
    )


def test_a_missing_font_is_installed_where_that_is_possible(tmp_path):
    shop = Workshop(tmp_path, "debian", is_root=True)
    shop.put("usr/bin/chromium")
    shop.fonts = False
    shop.works = {"install -y fonts-noto-cjk": None}
    shop.set_up()
    assert shop.said[-1] == "A font for Chinese is installed."


def test_a_missing_font_is_only_told_of_where_it_cannot_be_installed(tmp_path):
    shop = Workshop(tmp_path, "fedora", is_root=True)
    shop.put("usr/bin/chromium")
    shop.fonts = False
    assert shop.set_up().kind == "chromium"
    assert "pages will show boxes" in shop.said[-1]


@pytest.mark.browser
def test_this_machine_is_set_up_already():
    said: list[str] = []
    set_up(said.append)
    assert "works, version" in said[0]
