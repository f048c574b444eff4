"""One-time codes sent to the phone or mailbox of an account."""

from collections.abc import Callable
from datetime import datetime, timedelta

RIGHT = "123456"
WAIT_S = 60
_VALID = timedelta(minutes=10)


class Codes:
    """Which accounts were sent a code, and when."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._sent: dict[str, datetime] = {}

    def send(self, account: str) -> None:
        """Send a code to an account."""
        self._sent[account] = self._now()

    def accepts(self, account: str, code: object) -> bool:
        """Tell whether this is the code that the account was sent, not too long ago."""
        sent = self._sent.get(account)
        return code == RIGHT and sent is not None and self._now() - sent <= _VALID
