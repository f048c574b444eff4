"""Modal dialogs: wait for one, read it, press its buttons, see it go."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets.surface import Surface


class DialogMissing(StepFailed):
    """No dialog with that title is open."""

    def __init__(self, title: str, shown: Sequence[str]) -> None:
        held = ", ".join(shown) or "none"
        super().__init__(f"dialog {title or '(any)'}: not open; open dialogs: {held}")
        self.title = title


def find_dialog(surface: Surface, titles: Sequence[str] = ()) -> Locator:
    """Wait for the dialog that bears one of `titles` (any dialog if there are none)."""
    markup = surface.library.dialog
    shown = surface.page.locator(markup.root).filter(visible=True)
    wanted = shown
    if titles:
        title = surface.page.locator(markup.title).filter(has_text=pattern(titles))
        wanted = shown.filter(has=title)
    if not surface.appears(wanted):
        open_ones = shown.locator(markup.title).all_text_contents()
        raise DialogMissing(titles[0] if titles else "", [normal(text) for text in open_ones])
    return wanted.last


def read_dialog(surface: Surface, dialog: Locator) -> str:
    """Return the text of a dialog's body."""
    return normal(dialog.locator(surface.library.dialog.body).inner_text())


def press(surface: Surface, dialog: Locator, words: Sequence[str]) -> None:
    """Press the button that reads one of `words`; the caller judges the effect."""
    buttons = dialog.locator(surface.library.dialog.button)
    button = buttons.filter(has_text=pattern(words))
    if button.count() != 1:
        shown = [normal(text) for text in buttons.all_text_contents()]
        raise StepFailed(f"dialog button {words[0]}: {did_you_mean(words[0], shown)}")
    button.click(timeout=surface.deadline.left_ms())


def close(surface: Surface, dialog: Locator) -> None:
    """Leave a dialog by its cross."""
    cross = dialog.locator(surface.library.dialog.close).first
    surface.ensure(
        "close the dialog",
        lambda left_ms: cross.click(timeout=left_ms),
        lambda within_s: surface.vanishes(dialog, within_s=within_s),
    )


def wait_gone(surface: Surface, dialog: Locator) -> None:
    """Wait until a dialog is gone; raise `StepFailed` with its text if it stays."""
    if not surface.vanishes(dialog):
        raise StepFailed(f"the dialog stays open: {read_dialog(surface, dialog)[:200]}")
