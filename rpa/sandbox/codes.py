"""One-time codes sent to the phone or mailbox of an account."""

from collections.abc import Callable
from datetime import datetime, timedelta

from rpa.sandbox.faults import FaultBoard

RIGHT = "123456"
WRONG = "验证码错误"
EXPIRED = "验证码已过期"
WAIT_S = 60
_VALID = timedelta(minutes=10)


class Codes:
    """Which accounts were sent a code, and until when it is good."""

    def __init__(self, now: Callable[[], datetime], faults: FaultBoard) -> None:
        self._now, self._faults = now, faults
        self._good_until: dict[str, datetime] = {}

    def send(self, account: str) -> None:
        """Send a code to an account."""
        is_old = self._faults.is_on("code_expired")
        self._good_until[account] = datetime.min if is_old else self._now() + _VALID

    def problem(self, account: str, code: object) -> str | None:
        """Say what is wrong with a code, if it is not the one that the account was sent lately."""
        until = self._good_until.get(account)
        if until is None or code != RIGHT:
            return WRONG
        return EXPIRED if self._now() > until else None
