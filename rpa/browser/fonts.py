"""Fonts for Chinese: without one a page's screenshots are full of empty boxes."""

from __future__ import annotations

from collections.abc import Callable

from rpa.browser.commands import Run

PACKAGE = "fonts-noto-cjk"


def see_to_fonts(run: Run, say: Callable[[str], None], *, may_install: bool) -> None:
    """Say whether a Chinese font is there, and install one where we may."""
    if _has_font(run):
        say("A font for Chinese is there.")
        return
    install = ("apt-get", "install", "-y", PACKAGE)
    if not may_install:
        say(f'No font for Chinese found: pages will show boxes; install one such as "{PACKAGE}".')
        return
    say("No font for Chinese found; installing Noto CJK.")
    outcome = run(install)
    if not outcome.is_good and run(("apt-get", "update")).is_good:
        outcome = run(install)
    say("A font for Chinese is installed." if outcome.is_good else f"It failed: {outcome}")


def _has_font(run: Run) -> bool:
    listed = run(("fc-list", ":lang=zh", "family"))
    return listed.is_good and bool(listed.output.strip())
