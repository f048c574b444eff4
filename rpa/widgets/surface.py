"""What a widget acts on: one open page, how its markup reads, and how long it may take."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

from playwright.sync_api import Error, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rpa.browser.translate import translate
from rpa.deadline import Deadline
from rpa.errors import ActWithoutEffect
from rpa.events import Emit
from rpa.locators.missing import ElementNotFound
from rpa.locators.portal import Wording
from rpa.locators.wording import normal
from rpa.widgets.library import Library

QUIET_MS = 30
"""How long nothing may have changed before a page counts as settled: two frames."""

PATIENCE_S = 2.0
"""How long an act may take to show an effect, on a page where nothing is under way."""

SLICE_S = 3.0
"""How long is waited in one go, before we look whether there is still something to wait for."""

ACT_LIMIT_S = 60.0
"""How long one act may take where a step has no limit of its own, since it does many of them."""

_MOMENT_S = 0.1
_BUSY = 10  # times our patience, and what is under way is no reason any more to wait
_LEAVING = "context was destroyed"
_DETACHED = "not attached to the DOM"

_SCRIPTS = ("dom.js", "flight.js", "table.js", "facts.js", "survey.js")

T = TypeVar("T")
_State: TypeAlias = Literal["visible", "hidden"]


@cache
def page_script() -> str:
    """Return the scripts that widgets call in the page; each page loads them before its own."""
    folder = Path(__file__).parent / "page"
    return "\n".join((folder / name).read_text() for name in _SCRIPTS)


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
    patience_s: float = PATIENCE_S
    check: Callable[[], None] = lambda: None
    """Called now and then while something is waited for; raises when it will never come."""

    def within(self, limit_s: float, what: str) -> Surface:
        """Return the same page with a deadline of its own, unless the present one ends first."""
        return replace(self, deadline=self.deadline.sooner(limit_s, what))

    def call(self, function: str, wish: Any = None) -> Any:
        """Call a function of the page scripts and return its answer.

        It comes as one text: Playwright looks at every value of an answer, on both its sides, which
        costs more for a page of rows than reading it.
        """
        script = f"async wish => JSON.stringify(await {_function(function)}(wish)) ?? 'null'"
        return json.loads(self._asked(lambda: self.page.evaluate(script, wish)))

    def element(self, function: str, wish: Any) -> Any:
        """Call a function of the page scripts that returns an element; None if it finds none."""
        script = _script(function)
        return self._asked(lambda: self.page.evaluate_handle(script, wish).as_element())

    def click(self, function: str, wish: Any, left_ms: float) -> None:
        """Click the element that a function of the page scripts returns, if there is one."""
        if (element := self.element(function, wish)) is not None:
            element.click(timeout=left_ms)

    def texts(self, locator: Locator) -> list[str]:
        """Return the texts of all elements that `locator` finds at this moment."""
        return [normal(text) for text in self._asked(locator.all_text_contents)]

    def until(self, function: str, wish: Any, *, within_s: float | None = None) -> bool:
        """Wait until a function of the page scripts answers true; return whether it did in time."""
        script = _script(function)
        return self._waited(
            lambda left_ms: self.page.wait_for_function(script, arg=wish, timeout=left_ms),
            lambda: bool(self.call(function, wish)),  # a slow page may not have come to looking
            within_s,
        )

    def appears(self, locator: Locator, *, within_s: float | None = None) -> bool:
        """Wait until `locator` is visible; return whether it was in time."""
        return self._becomes(locator, "visible", within_s)

    def vanishes(self, locator: Locator, *, within_s: float | None = None) -> bool:
        """Wait until `locator` is gone or hidden; return whether it was in time."""
        return self._becomes(locator, "hidden", within_s)

    def comes(self, locator: Locator) -> bool:
        """Wait until `locator` is visible; return False once the page rests without it."""
        return self._settles(locator, "visible")

    def goes(self, locator: Locator) -> bool:
        """Wait until `locator` is gone or hidden; return False once the page rests with it."""
        return self._settles(locator, "hidden")

    def wait_idle(self, *, within_s: float | None = None) -> bool:
        """Wait until no request is under way and no spinner is shown; return whether it was."""
        return self.until("isIdle", self._idle_wish(), within_s=within_s)

    def rests(self) -> bool:
        """Wait until what the last act began is over; return whether it was in good time."""
        wish = self._idle_wish(marked=True)
        return self.until("isIdle", wish, within_s=_BUSY * self.patience_s)

    def ensure(
        self,
        words: str,
        act: Callable[[float], None],
        seen: Callable[[float], bool],
        *,
        expected: str = "its effect",
    ) -> None:
        """Act until its effect is seen, for acts that may be repeated.

        `act` takes the milliseconds it may use, `seen` the seconds it may wait. Raises
        `ActWithoutEffect` when the deadline passes first.
        """
        left_ms, hindrance = self.deadline.left_ms(self.patience_s), ""
        while True:
            self.call("mark")
            stopped = self._try(act, left_ms)
            if not stopped and _sees(seen, self.patience_s):
                return
            # A try that was cut short by the deadline tells nothing.
            if not (stopped and self.deadline.is_over):
                hindrance = stopped
            # What is under way may be the effect: another act would undo it, or begin it anew.
            if self.rests() and _sees(seen, _MOMENT_S):
                return
            if self.deadline.is_over:
                raise ActWithoutEffect(
                    words, f"{expected}{hindrance}", within_s=self.deadline.limit_s
                )
            self.check()
            left_ms = self._left_ms(self.patience_s)

    def _try(self, act: Callable[[float], None], left_ms: float) -> str:
        """Act, and return what stood in the way, if anything did."""
        try:
            act(left_ms)
        except PlaywrightTimeout as error:
            return f"; {translate(error, doing='the last try')}"
        except ElementNotFound as error:
            return f"; {error}"
        except Error as error:
            if _DETACHED not in error.message:
                raise
            return "; the page keeps replacing what is to be clicked"
        return ""

    def _becomes(self, locator: Locator, state: _State, within_s: float | None) -> bool:
        return self._waited(
            lambda left_ms: locator.first.wait_for(state=state, timeout=left_ms),
            lambda: self._is(locator, state),
            within_s,
        )

    def _waited(
        self, wait: Callable[[float], object], look: Callable[[], bool], within_s: float | None
    ) -> bool:
        """Wait in slices, and return whether it came true, at the latest when time is up."""
        until = time.monotonic() + self._left_ms(within_s) / 1000
        while True:
            left_s = until - time.monotonic()
            try:
                wait(1000 * max(0.001, min(left_s, SLICE_S)))
            except PlaywrightTimeout:
                if left_s <= SLICE_S:
                    return look()
                self.check()
            else:
                return True

    def _is(self, locator: Locator, state: _State) -> bool:
        return self._asked(locator.first.is_visible) == (state == "visible")

    def _settles(self, locator: Locator, state: _State) -> bool:
        while not self._becomes(locator, state, self.patience_s):
            if self.deadline.is_over or self.call("isIdle", self._idle_wish()):
                return self._is(locator, state)
            self.check()
        return True

    def _asked(self, ask: Callable[[], T]) -> T:
        """Ask the page something, and again if it was just leaving for another."""
        while True:
            try:
                return ask()
            except Error as error:
                if _LEAVING not in error.message:
                    raise
            self.page.wait_for_load_state("domcontentloaded", timeout=self.deadline.left_ms())

    def _idle_wish(self, *, marked: bool = False) -> dict[str, Any]:
        return {
            "loading": self.library.page.loading,
            "ignored": self.ignored,
            "quiet_ms": QUIET_MS,
            "marked": marked,
        }

    def _left_ms(self, most_s: float | None) -> float:
        """Return what a wait may take, also when no time is left: a last look is free."""
        left_s = self.deadline.left_s
        return max(1.0, 1000 * (left_s if most_s is None else min(left_s, most_s)))


def _script(function: str) -> str:
    return f"wish => {_function(function)}(wish)"


def _function(name: str) -> str:
    return f"window[Symbol.for('rpa')].{name}"


def _sees(seen: Callable[[float], bool], within_s: float) -> bool:
    try:
        return seen(within_s)
    except PlaywrightTimeout:
        return False
