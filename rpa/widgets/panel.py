"""Panels that drop below what opens them, and are drawn elsewhere in the page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Position

from rpa.widgets.surface import Surface

# Where a control bears neither the tags of a choice, each with a cross, nor a cross of its own.
_CORNER: Position = {"x": 4, "y": 4}


class Panel:
    """The panel that a click opens, and another click on the same thing closes.

    Before the first click, whatever panel is open belongs to something else.
    """

    def __init__(self, surface: Surface, css: str, click: Callable[[float], None]) -> None:
        self.surface = surface
        self.shown = surface.page.locator(css).filter(visible=True).last
        self._click = click
        self._is_ours = False

    def open(self, left_ms: float) -> None:
        """Open the panel unless it is open."""
        if not (self._is_ours and self.shown.count()):
            self._click(left_ms)
            self._is_ours = True
            self.shown.wait_for(timeout=left_ms)

    def close(self) -> None:
        """Close the panel if it is open."""

        def act(left_ms: float) -> None:
            if self.shown.count():
                self._click(left_ms)

        if self.shown.count():
            self.surface.ensure(
                "close the list",
                act,
                lambda within_s: self.surface.vanishes(self.shown, within_s=within_s),
            )


def panel_of(surface: Surface, control: Locator, opener: str, css: str) -> Panel:
    """Return the panel of a form's control."""
    place = control.locator(opener).first
    return Panel(surface, css, lambda left_ms: place.click(timeout=left_ms, position=_CORNER))
