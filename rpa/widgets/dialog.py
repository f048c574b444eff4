"""Modal dialogs: wait for one, read it, press its buttons, see it go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.locators.wording import normal, pattern
from rpa.nearest import did_you_mean
from rpa.widgets.surface import Surface

# Dialogs lie on one another or follow at once: the one that was found is told by a number it bears.
_numbers = count(1)


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
        raise DialogMissing(titles[0] if titles else "", surface.texts(shown.locator(markup.title)))
    number = str(next(_numbers))
    set_mark = "(element, number) => element.setAttribute('data-rpa-dialog', number)"
    wanted.last.evaluate(set_mark, number, timeout=surface.deadline.left_ms())
    return surface.page.locator(f'[data-rpa-dialog="{number}"]')


def read_dialog(surface: Surface, dialog: Locator) -> str:
    """Return the text of a dialog's body."""
    return normal(dialog.locator(surface.library.dialog.body).inner_text())


def press(surface: Surface, dialog: Locator, words: Sequence[str]) -> None:
    """Press the button that reads one of `words`; the caller judges the effect."""
    buttons = dialog.locator(surface.library.dialog.button)
    button = buttons.filter(has_text=pattern(words))
    if button.count() != 1:
        shown = did_you_mean(words[0], surface.texts(buttons))
        raise StepFailed(f"dialog button {words[0]}: {shown}")
    button.click(timeout=surface.deadline.left_ms())


def close(surface: Surface, dialog: Locator) -> None:
    """Leave a dialog by its cross."""
    cross = dialog.locator(surface.library.dialog.close).first
    if not cross.count():
        buttons = surface.texts(dialog.locator(surface.library.dialog.button))
        raise StepFailed(f"the dialog has no cross; its buttons: {', '.join(buttons) or 'none'}")
    surface.ensure(
        "close the dialog",
        lambda left_ms: cross.click(timeout=left_ms),
        lambda within_s: surface.vanishes(dialog, within_s=within_s),
    )


def wait_gone(surface: Surface, dialog: Locator) -> None:
    """Wait until a dialog is gone; raise `StepFailed` with its text if it stays."""
    if not surface.goes(dialog):
        raise StepFailed(f"the dialog stays open: {read_dialog(surface, dialog)[:200]}")
