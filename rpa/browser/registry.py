"""Where `playwright install` puts browsers: known without starting its driver."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from rpa.browser.machine import Machine, can_run

_PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "chromium": (
        "chrome-linux*/chrome",
        "chrome-win*/chrome.exe",
        "chrome-mac*/*.app/Contents/MacOS/*",
    ),
    "chromium-headless-shell": (
        "chrome-*/headless_shell*",
        "chrome-headless-shell-*/chrome-headless-shell*",
    ),
}


def find_own(machine: Machine) -> tuple[Path, str | None] | None:
    """Return the browser of the very revision that this Playwright wants, and its channel."""
    if machine.playwright is None:
        return None
    registry = _registry_folder(machine, machine.playwright)
    for name, channel in (("chromium", "chromium"), ("chromium-headless-shell", None)):
        for folder in _complete(registry, name, _wanted_revision(machine.playwright, name)):
            programs = (one for pattern in _PROGRAMS[name] for one in folder.glob(pattern))
            if program := next(filter(can_run, programs), None):
                return program, channel
    return None


def _complete(registry: Path, name: str, revision: str) -> Iterator[Path]:
    """Yield the folders of a browser that were downloaded to their end."""
    stem = name.replace("-", "_")
    # Some systems get a revision of their own: chromium_mac11_special-1088.
    special = registry.glob(f"{stem}_*_special-{revision}")
    for folder in (registry / f"{stem}-{revision}", *special):
        if (folder / "INSTALLATION_COMPLETE").is_file():
            yield folder


def _registry_folder(machine: Machine, package: Path) -> Path:
    given = machine.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if given == "0":
        return package / ".local-browsers"
    if given:
        return Path(given).absolute()
    return _cache_folder(machine) / "ms-playwright"


def _cache_folder(machine: Machine) -> Path:
    if machine.platform == "win32":
        local = machine.environ.get("LOCALAPPDATA")
        return Path(local) if local else machine.home / "AppData" / "Local"
    if machine.platform == "darwin":
        return machine.home / "Library" / "Caches"
    cache = machine.environ.get("XDG_CACHE_HOME")
    return Path(cache) if cache else machine.home / ".cache"


def _wanted_revision(package: Path, name: str) -> str:
    try:
        listed = json.loads((package / "browsers.json").read_text(encoding="utf-8"))["browsers"]
    except (OSError, ValueError, KeyError):
        return ""
    return next((str(one["revision"]) for one in listed if one["name"] == name), "")
