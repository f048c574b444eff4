"""Tabs, also tabs inside tabs."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.book import Tab
from rpa.locators.wording import pattern
from rpa.widgets.surface import Surface

_MOMENT_S = 0.3


class TabMissing(StepFailed):
    """The page has no tab of that name, or this account may not open it."""

    def __init__(self, tab: str, shown: Sequence[str]) -> None:
        held = ", ".join(shown) or "none"
        super().__init__(f"tab {tab}: not on the page for this account; its tabs: {held}")
        self.tab = tab


def open_tabs(surface: Surface, path: Sequence[Tab]) -> None:
    """Open one tab after the other, outermost first, each inside the pane of the one before.

    A tab that is optional and missing is passed over.
    """
    scope: Locator = surface.page.locator("body")
    for tab in path:
        if tab.spec.optional and not _is_there(surface, scope, tab.words):
            continue
        _open(surface, scope, tab.words)
        scope = scope.locator(surface.library.tabs.pane).filter(visible=True).first


def _is_there(surface: Surface, scope: Locator, words: Sequence[str]) -> bool:
    """Whether the page has the tab once nothing is under way; a page draws its tabs at once."""
    surface.wait_idle(within_s=surface.patience_s)
    tabs = scope.locator(surface.library.tabs.tab).filter(has_text=pattern(words))
    return surface.appears(tabs.filter(visible=True), within_s=_MOMENT_S)


def _open(surface: Surface, scope: Locator, words: Sequence[str]) -> None:
    markup = surface.library.tabs
    shown = scope.locator(markup.tab).filter(visible=True)
    tab = shown.filter(has_text=pattern(words)).first
    if not surface.comes(tab) or tab.and_(surface.page.locator(markup.disabled)).count():
        raise TabMissing(words[0], surface.texts(shown))
    active = tab.and_(surface.page.locator(markup.active))
    if active.count():
        return
    surface.ensure(
        f"tab {words[0]}",
        lambda left_ms: tab.click(timeout=left_ms),
        lambda within_s: surface.appears(active, within_s=within_s),
        expected="the tab in front",
    )
