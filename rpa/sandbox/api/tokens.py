"""Tokens of IAM users: given for a password, good for a day."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rpa.sandbox.roles import Role
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.schema import Json
from rpa.sandbox.sessions import AccountLocked, WrongPassword

GOOD_FOR = timedelta(hours=24)


class NoToken(Exception):
    """No token is given, for a reason that has an HTTP status."""

    def __init__(self, status: int, title: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": status, "title": title, "message": message}}


@dataclass(frozen=True, slots=True)
class Token:
    """A token, whose it is, and when it was given (UTC)."""

    text: str
    role: Role
    at: datetime

    @property
    def expires_at(self) -> datetime:
        """Return when it is no good any more."""
        return self.at + GOOD_FOR


class Tokens:
    """All tokens that were given; a new one leaves the older ones as they are."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._sandbox, self._now = sandbox, now
        self._tokens: dict[str, Token] = {}

    def give(self, body: Json) -> Token:
        """Give a token for what an IAM user says of itself, or raise NoToken."""
        identity = _part(body, "auth", "identity")
        methods = identity.get("methods")
        user = _part(identity, "password", "user")
        named = user.get("name"), _part(user, "domain").get("name"), user.get("password")
        if not isinstance(methods, list) or "password" not in methods:
            raise NoToken(400, "Bad Request", "identity.methods must hold password")
        name, domain, password = (str(one or "") for one in named)
        role = self._checked(domain, name, password)
        if self._sandbox.sign_ins.way() == "mfa":
            self._check_code(role, str(_part(identity, "totp", "user").get("passcode") or ""))
        token = Token(secrets.token_hex(64), role, self._now())
        self._tokens[token.text] = token
        return token

    def role_of(self, text: str) -> Role | None:
        """Return whose token this is, None when it is unknown or too old."""
        token = self._tokens.get(text)
        return token.role if token and self._now() < token.expires_at else None

    def _checked(self, domain: str, name: str, password: str) -> Role:
        try:
            return self._sandbox.sessions.check("iam", domain, name, password)
        except (WrongPassword, AccountLocked):
            message = "The username or password is wrong."
            raise NoToken(401, "Unauthorized", message) from None

    def _check_code(self, role: Role, code: str) -> None:
        if self._sandbox.totp.problem(role.name, code):
            raise NoToken(401, "Unauthorized", "The passcode of the virtual MFA is wrong.")


def _part(body: Json, *names: str) -> Json:
    """Return a part of what was sent, empty when it is missing."""
    part: Any = body
    for name in names:
        part = part.get(name) if isinstance(part, dict) else None
    return part if isinstance(part, dict) else {}
