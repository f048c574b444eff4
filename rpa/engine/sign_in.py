"""Signing in, and again when the portal has ended the session in the middle of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Error as PlaywrightError

from rpa.errors import PersonNeeded, RpaError
from rpa.events import Emit, Noticed
from rpa.steps.context import Context

MOST_TIMES = 20
"""How often a run signs in again: more often, and somebody else works with the account."""

_LANDING_S = 3.0


class SessionLost(PersonNeeded):
    """The portal ends one session after the other."""

    def __init__(self, times: int) -> None:
        super().__init__(
            f"the portal ended the session {times} times: does somebody else work with this "
            "account? Run it again when nobody does"
        )
        self.times = times


@dataclass(slots=True)
class SignIn:
    """Signs an account in by its flow; `signed_out` names what shows that a session is over."""

    act: Callable[[Context], None]
    signed_out: str | None
    emit: Emit
    _times: int = 0

    def is_needed(self, ctx: Context) -> bool:
        """Whether the page shows that the session is over."""
        if self.signed_out is None:
            return False
        try:
            ctx.page.wait_for_load_state("domcontentloaded", timeout=1000 * _LANDING_S)
            return ctx.sees(self.signed_out)
        except PlaywrightError:
            return False

    def again(self, ctx: Context, error: RpaError) -> None:
        """Sign in again after a step has failed because the session was over."""
        self._times += 1
        if self._times > MOST_TIMES:
            raise SessionLost(MOST_TIMES) from error
        self.emit(Noticed(message="the portal has ended the session; signing in again"))
        self.act(ctx)
