"""虚拟MFA: six digits that change every 30 seconds (RFC 6238)."""

import base64
import hashlib
import hmac
from collections.abc import Callable

from rpa.sandbox.codes import WRONG

SECRET = "JBSWY3DPEHPK3PXP"
USED = "验证码已使用，请等待新的验证码"
_WINDOW_S = 30
_DIGITS = 6


class Totp:
    """The virtual MFA of all accounts; a code opens one door once."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._last_used: dict[str, int] = {}

    def problem(self, account: str, code: str) -> str | None:
        """Take the code of this window or the one before, or say what is wrong with it."""
        current = int(self._seconds()) // _WINDOW_S
        window = next((one for one in (current, current - 1) if code_of(one) == code), None)
        if window is None:
            return WRONG
        if window <= self._last_used.get(account, -1):
            return USED
        self._last_used[account] = window
        return None


def code_of(window: int) -> str:
    """Return the code of the nth 30 seconds since 1970."""
    key = base64.b32decode(SECRET)
    digest = hmac.new(key, window.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"
