"""What a widget acts on: one open page, how its markup reads, and how long it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rpa.deadline import Deadline
from rpa.errors import ActWithoutEffect
from rpa.events import Emit
from rpa.locators.model import Wording
from rpa.widgets.library import Library

QUIET_MS = 30
"""How long nothing may have changed before a page counts as settled: two frames."""

PATIENCE_S = 2.0
"""How long an act may take to show an effect before a reading act is done once more."""


@cache
def page_script() -> str:
    """Return the scripts that widgets call in the page; each page loads them before its own."""
    folder = Path(__file__).parent / "page"
    return "\n".join((folder / name).read_text() for name in ("dom.js", "flight.js", "table.js"))


@dataclass(frozen=True, slots=True)
class Surface:
    """One open page, with all that widgets need to act on it."""

    page: Page
    library: Library
    wording: Wording
    deadline: Deadline
    emit: Emit
    ignored: tuple[str, ...] = ()
    masked: str = r"\*{2,}"

    def call(self, function: str, wish: Any = None) -> Any:
        """Call a function of the page scripts and return its answer."""
        return self.page.evaluate(f"wish => window[Symbol.for('rpa')].{function}(wish)", wish)

    def element(self, function: str, wish: Any) -> Any:
        """Call a function of the page scripts that returns an element; None if it finds none."""
        script = f"wish => window[Symbol.for('rpa')].{function}(wish)"
        return self.page.evaluate_handle(script, wish).as_element()

    def until(self, function: str, wish: Any, *, within_s: float | None = None) -> bool:
        """Wait until a function of the page scripts answers true; return whether it did in time."""
        script = f"wish => window[Symbol.for('rpa')].{function}(wish)"
        try:
            timeout = self.deadline.left_ms(within_s)
            self.page.wait_for_function(script, arg=wish, timeout=timeout)
        except PlaywrightTimeout:
            return False
        return True

    def appears(self, locator: Locator, *, within_s: float | None = None) -> bool:
        """Wait until `locator` is visible; return whether it was in time."""
        return self._becomes(locator, "visible", within_s)

    def vanishes(self, locator: Locator, *, within_s: float | None = None) -> bool:
        """Wait until `locator` is gone or hidden; return whether it was in time."""
        return self._becomes(locator, "hidden", within_s)

    def _becomes(self, locator: Locator, state: Any, within_s: float | None) -> bool:
        try:
            locator.first.wait_for(state=state, timeout=self.deadline.left_ms(within_s))
        except PlaywrightTimeout:
            return False
        return True

    def wait_idle(self) -> bool:
        """Wait until no request is under way and no spinner is shown."""
        loading = self.library.page.loading
        wish = {"loading": loading, "ignored": self.ignored, "quiet_ms": QUIET_MS}
        return self.until("isIdle", wish)

    def ensure(
        self, words: str, act: Callable[[float], None], seen: Callable[[float], bool]
    ) -> None:
        """Act until its effect is seen, for acts that may be repeated.

        `act` takes the milliseconds it may use, `seen` the seconds it may wait. Raises
        `ActWithoutEffect` when the deadline passes first.
        """
        while True:
            try:
                act(self.deadline.left_ms(PATIENCE_S))
                if seen(PATIENCE_S):
                    return
            except PlaywrightTimeout:
                pass  # something was in the way; the deadline decides how often we try
            if self.deadline.is_over:
                raise ActWithoutEffect(words, "its effect", within_s=self.deadline.limit_s)
