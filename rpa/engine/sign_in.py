"""Signing in, and again when the portal has ended the session in the middle of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Error as PlaywrightError

from rpa.errors import PersonNeeded, RpaError, StepFailed, Unavailable
from rpa.events import Emit, Noticed
from rpa.steps.context import Context

MOST_TIMES = 20
"""How often a run signs in again: more often, and somebody else works with the account."""

_LANDING_S = 3.0


class SessionOver(Unavailable):
    """The portal shows its sign-in page instead of what a step waits for."""

    def __init__(self) -> None:
        super().__init__("the portal has ended the session")


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

    def check(self, ctx: Context) -> None:
        """Raise `SessionOver` if the session is over."""
        if self.is_needed(ctx):
            raise SessionOver

    def first(self, ctx: Context) -> None:
        """Sign in, and again if the session is over before anything was done in it."""
        try:
            self.act(ctx)
        except (StepFailed, Unavailable) as error:
            if not self.is_needed(ctx):
                raise
            self.again(ctx, error)

    def again(self, ctx: Context, error: RpaError) -> None:
        """Sign in again after a step has failed because the session was over."""
        self._times += 1
        if self._times > MOST_TIMES:
            raise SessionLost(MOST_TIMES) from error
        self.emit(Noticed(message="the portal has ended the session; signing in again"))
        self.first(ctx)
