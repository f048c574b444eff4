"""Messages that appear for a moment and go away by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from rpa.errors import StepFailed
from rpa.locators.wording import holding
from rpa.widgets.surface import Surface


class MessageMissing(StepFailed):
    """The portal did not say what it was expected to say."""

    def __init__(self, wanted: str, shown: Sequence[str]) -> None:
        held = "; ".join(shown) or "nothing"
        super().__init__(f'no message "{wanted}" appeared; the portal says: {held}')
        self.wanted, self.shown = wanted, tuple(shown)


def wait_message(surface: Surface, words: Sequence[str]) -> str:
    """Wait for a notice or a dialog that says one of `words`; return what it says in full."""
    notice, dialog = surface.library.notice.root, surface.library.dialog.body
    shown = surface.page.locator(f"{notice}, {dialog}").filter(visible=True)
    wanted = shown.filter(has_text=holding(words))
    if not surface.comes(wanted):
        raise MessageMissing(words[0], surface.texts(shown))
    # It may be gone by now: such messages go by themselves.
    return next(iter(surface.texts(wanted)), words[0])
