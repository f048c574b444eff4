"""Seeing to it that this machine has a browser that works: what `rpa setup` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from rpa.browser.commands import Outcome, Run, run_command
from rpa.browser.find import BrowserChoice, BrowserMissing, find_browser
from rpa.browser.fonts import PACKAGE, see_to_fonts
from rpa.browser.machine import Machine
from rpa.errors import Unavailable

SHELL_PACKAGE = "chromium-headless-shell"

_Say: TypeAlias = Callable[[str], None]


class SetupFailed(Unavailable):
    """No browser could be made to work on this machine."""


def _try_browser(choice: BrowserChoice) -> str:
    from rpa.browser.launch import try_browser

    return try_browser(choice)


@dataclass(frozen=True, slots=True)
class Means:
    """What setting up may use; tests give other ones."""

    machine: Machine = field(default_factory=Machine)
    run: Run = run_command
    try_browser: Callable[[BrowserChoice], str] = _try_browser
    is_root: bool = field(default_factory=lambda: hasattr(os, "geteuid") and os.geteuid() == 0)

    @property
    def system(self) -> Literal["debian", "ubuntu", "linux", "other"]:
        """The kind of system, as far as it matters for installing."""
        if not self.machine.platform.startswith("linux"):
            return "other"
        names = _system_names(self.machine.root / "etc" / "os-release")
        if "ubuntu" in names:
            return "ubuntu"
        return "debian" if "debian" in names else "linux"


def set_up(say: _Say, means: Means | None = None) -> BrowserChoice:
    """Return a browser that was seen to work, installed if there was none; say what was done."""
    means = means or Means()
    choice = _usable(means, say) or _installed(means, say)
    if means.system != "other":
        may_install = means.is_root and means.system in ("debian", "ubuntu")
        see_to_fonts(means.run, say, may_install=may_install)
    return choice


def _usable(means: Means, say: _Say) -> BrowserChoice | None:
    """Return the browser that runs would use, if it starts."""
    try:
        choice = find_browser(machine=means.machine)
    except BrowserMissing:
        say("No browser found yet.")
        return None
    try:
        version = means.try_browser(choice)
    except Unavailable as error:
        say(f"{error}.")
        return None
    say(f"{choice} works, version {version}.")
    return choice


def _installed(means: Means, say: _Say) -> BrowserChoice:
    failures: list[Outcome] = []
    for way in _ways(means):
        say(f"{way.words} …")
        failed = next((one for one in map(means.run, way.commands) if not one.is_good), None)
        if failed:
            say("That did not work.")
            failures.append(failed)
            continue
        for command in way.extras:
            means.run(command)
        if choice := _usable(means, say):
            return choice
    told = "\n".join(str(one) for one in failures)
    raise SetupFailed(f"no browser could be installed: {_remedy(means)}\n{told}".rstrip())


@dataclass(frozen=True, slots=True)
class _Way:
    """How a browser may be installed; without its `extras` it works as well."""

    words: str
    commands: Sequence[Sequence[str]]
    extras: Sequence[Sequence[str]] = ()


def _ways(means: Means) -> Sequence[_Way]:
    """Return the ways to install a browser that we may go, best first."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if means.is_root and means.system != "other":
        playwright.insert(-1, "--with-deps")
    ways = [_Way("Downloading Playwright's Chromium", [playwright])]
    if means.is_root and means.system == "debian":
        apt = ["apt-get", "install", "-y", "chromium", PACKAGE]
        # Older systems do not have the shell, which is only faster.
        shell = ["apt-get", "install", "-y", SHELL_PACKAGE]
        ways.append(_Way("Installing Debian's Chromium", [["apt-get", "update"], apt], [shell]))
    return ways


def _remedy(means: Means) -> str:
    playwright = f"{sys.executable} -m playwright install --with-deps chromium"
    chrome = "install Google Chrome (https://www.google.com/chrome/)"
    again = 'then run "rpa setup" again'
    match means.system:
        case "debian" if not means.is_root:
            return f'run "sudo apt-get install -y chromium {PACKAGE}", {again}'
        case "ubuntu":
            # A snap may not read the folders in which a driven browser keeps its profile.
            why = "Ubuntu's own Chromium is a snap, which cannot be driven"
            return f'{why}; run "sudo {playwright}" or {chrome}, {again}'
        case "linux":
            return f'run "sudo {playwright}" or {chrome}, {again}'
        case _:
            return f"{chrome}, {again}"


def _system_names(os_release: Path) -> frozenset[str]:
    """Return what a Linux calls itself, and what it says it is like."""
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    told = (line.partition("=")[2] for line in lines if line.startswith(("ID=", "ID_LIKE=")))
    return frozenset(name for names in told for name in names.strip("\"'").split())
