"""Which browser this machine has, found by looking at files alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from rpa.browser import registry
from rpa.browser.machine import Machine, can_run
from rpa.errors import InputWrong, Unavailable

BrowserKind: TypeAlias = Literal["playwright", "chrome", "msedge", "chromium"]

ENVIRONMENT_NAME = "RPA_BROWSER"
_TITLES: Mapping[BrowserKind, str] = {
    "playwright": "Playwright's Chromium",
    "chrome": "Google Chrome",
    "msedge": "Microsoft Edge",
    "chromium": "Chromium",
}


class BrowserMissing(Unavailable):
    """No browser that we can drive is installed."""

    def __init__(self) -> None:
        super().__init__('no usable browser found on this machine; run "rpa setup" to install one')


class BrowserUnknown(InputWrong):
    """A browser was asked for by name or path, and it is not there."""

    def __init__(self, place: str, wanted: str, found: str) -> None:
        names = ", ".join(_TITLES)
        super().__init__(
            f"{place}: {wanted}: {found}; give a browser's full path or one of {names}"
        )
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class BrowserChoice:
    """A browser to launch: by `channel` where Playwright knows the place, else by `executable`.

    `shell` is the same browser without windows, where a system has that as a program of its own:
    it starts faster and answers faster, so it is used where nobody looks.
    """

    kind: BrowserKind
    executable: Path | None = None
    channel: str | None = None
    shell: Path | None = None

    def __str__(self) -> str:
        return f"{_TITLES[self.kind]} ({self.executable or self.channel})"


def find_browser(prefer: str | None = None, machine: Machine | None = None) -> BrowserChoice:
    """Return the browser to use: `prefer`, else RPA_BROWSER, else the first that is installed."""
    machine = machine or Machine()
    if prefer:
        return _asked_for("browser", prefer, machine)
    if wanted := machine.environ.get(ENVIRONMENT_NAME, "").strip():
        return _asked_for(ENVIRONMENT_NAME, wanted, machine)
    for find in _FINDERS.values():
        if choice := find(machine):
            return choice
    raise BrowserMissing


def _asked_for(place: str, wanted: str, machine: Machine) -> BrowserChoice:
    for kind, find in _FINDERS.items():
        if wanted.lower() == kind:
            if choice := find(machine):
                return choice
            raise BrowserUnknown(place, wanted, f"{_TITLES[kind]} is not installed here")
    path = machine.on_path(wanted) or Path(wanted).expanduser()
    if can_run(path):
        return BrowserChoice("chromium", executable=path.absolute())
    if path.exists():
        raise BrowserUnknown(place, wanted, "this is not a program that can be run")
    is_name = path.name == wanted
    raise BrowserUnknown(place, wanted, "not a known browser" if is_name else "no such file")


def _playwrights_own(machine: Machine) -> BrowserChoice | None:
    found = registry.find_own(machine)
    return BrowserChoice("playwright", *found) if found else None


def _chrome(machine: Machine) -> BrowserChoice | None:
    places = {
        "darwin": ["Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
        "win32": ["Google/Chrome/Application/chrome.exe"],
    }.get(machine.platform, ["opt/google/chrome/chrome"])
    return _installed(machine, "chrome", places, ["google-chrome-stable", "google-chrome"])


def _edge(machine: Machine) -> BrowserChoice | None:
    places = {
        "darwin": ["Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"],
        "win32": ["Microsoft/Edge/Application/msedge.exe"],
    }.get(machine.platform, ["opt/microsoft/msedge/msedge"])
    return _installed(machine, "msedge", places, ["microsoft-edge-stable", "microsoft-edge"])


def _chromium(machine: Machine) -> BrowserChoice | None:
    places = {
        "darwin": ["Applications/Chromium.app/Contents/MacOS/Chromium"],
        "win32": ["Chromium/Application/chrome.exe"],
    }.get(
        machine.platform,
        ["usr/bin/chromium", "usr/bin/chromium-browser", "usr/lib/chromium/chromium"],
    )
    found = _installed(machine, "chromium", places, ["chromium", "chromium-browser"])
    # Not Debian's script for it, which would stand between the driver and the browser.
    shell = machine.root / "usr/lib/chromium/chromium-headless-shell"
    return replace(found, shell=shell) if found and can_run(shell) else found


def _installed(
    machine: Machine, kind: BrowserKind, places: list[str], names: list[str]
) -> BrowserChoice | None:
    """Return the browser from its well-known places, else from the PATH."""
    folders = [machine.root]
    if machine.platform == "win32":
        folders = list(machine.program_folders())
    elif machine.platform == "darwin":
        folders.append(machine.home)
    for place in (folder / one for one in places for folder in folders):
        if can_run(place) and not is_snap_stub(place):
            return BrowserChoice(kind, executable=place)
    for found in map(machine.on_path, names):
        if found and not is_snap_stub(found):
            return BrowserChoice(kind, executable=found)
    return None


def is_snap_stub(program: Path) -> bool:
    """Say whether this is Ubuntu's script that only tells people to install a snap."""
    try:
        if program.stat().st_size > 20_000:
            return False
        return b"snap install chromium" in program.read_bytes()
    except OSError:
        return False


_FINDERS: Mapping[BrowserKind, Callable[[Machine], BrowserChoice | None]] = {
    "playwright": _playwrights_own,
    "chrome": _chrome,
    "msedge": _edge,
    "chromium": _chromium,
}
