"""Sign-ins that wait for a second factor (登录验证)."""

import secrets
from dataclasses import dataclass
from typing import Literal

from rpa.sandbox.faults import FaultBoard
from rpa.sandbox.roles import Role

Way = Literal["mfa", "sms"]


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody whose password was right, by which form they came, and what they are asked for."""

    role: Role
    form: str
    way: Way


class SignIns:
    """All sign-ins that wait, each under the ticket that its browser holds."""

    def __init__(self, faults: FaultBoard) -> None:
        self._faults = faults
        self._waiting: dict[str, SignIn] = {}

    def way(self) -> Way | None:
        """Return what is asked for beside the password, if anything."""
        if self._faults.is_on("mfa"):
            return "mfa"
        return "sms" if self._faults.is_on("sms_login") else None

    def wait(self, sign_in: SignIn) -> str:
        """Let a sign-in wait, and return its ticket."""
        ticket = secrets.token_hex(16)
        self._waiting[ticket] = sign_in
        return ticket

    def of(self, ticket: str) -> SignIn | None:
        """Return the sign-in that waits under a ticket."""
        return self._waiting.get(ticket)

    def end(self, ticket: str) -> None:
        """Let a sign-in wait no more."""
        self._waiting.pop(ticket, None)
