"""Signing in: accounts, lockout, tokens."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rpa.sandbox.roles import ROLES, Role

PASSWORD = "Sandbox@2026"
_MAX_FAILURES = 5
_WINDOW = timedelta(minutes=15)


class WrongPassword(Exception):
    """The account does not exist or the password is not its own; `left` more tries are free."""

    def __init__(self, left: int) -> None:
        super().__init__("用户名或密码错误")
        self.left = left


class AccountLocked(Exception):
    """Too many failures; nobody signs in to the account for a while."""

    def __init__(self) -> None:
        super().__init__("账号已锁定，请15分钟后重试")


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has signed in."""

    token: str
    role: Role


@dataclass(slots=True)
class _Failures:
    times: list[datetime] = field(default_factory=list)
    locked_until: datetime = datetime.min


class Sessions:
    """All sessions, and who may not have one just now."""

    def __init__(
        self,
        now: Callable[[], datetime],
        new_password: Callable[[Role], str | None] = lambda _: None,
    ) -> None:
        self._now, self._new_password = now, new_password
        self._sessions: dict[str, Session] = {}
        self._failures: dict[str, _Failures] = {}
        self._known: set[str] = set()

    def check(self, form: str, account: str, user: str, password: str) -> Role:
        """Return whose password this is, or raise WrongPassword or AccountLocked."""
        failures = self._failures.setdefault(f"{form}/{account}/{user}", _Failures())
        if self._now() < failures.locked_until:
            raise AccountLocked
        role = _role_of(form, account, user)
        if role is None or not self._is_password(role, password):
            raise self._failed(failures)
        failures.times.clear()
        return role

    def _is_password(self, role: Role, given: str) -> bool:
        """Take the published password even after a change: tests go on with it."""
        known = (PASSWORD, self._new_password(role) or PASSWORD)
        return any(secrets.compare_digest(given.encode(), one.encode()) for one in known)

    def begin(self, role: Role) -> Session:
        """Return a new session."""
        session = Session(secrets.token_hex(24), role)
        self._sessions[session.token] = session
        return session

    def is_first_visit(self, session: Session) -> bool:
        """Tell, once, that this account has not signed in before."""
        is_first = session.role.name not in self._known
        self._known.add(session.role.name)
        return is_first

    def of(self, cookies: Mapping[str, str]) -> Session | None:
        """Return the session that a browser's cookies name."""
        return self._sessions.get(cookies.get("console_session", ""))

    def sign_out(self, session: Session) -> None:
        """End a session."""
        self._sessions.pop(session.token, None)

    def end_others(self, session: Session) -> None:
        """End all other sessions of the same account."""
        for other in [one for one in self._sessions.values() if one.role is session.role]:
            if other is not session:
                self.sign_out(other)

    def _failed(self, failures: _Failures) -> WrongPassword | AccountLocked:
        now = self._now()
        failures.times = [time for time in failures.times if now - time < _WINDOW] + [now]
        if len(failures.times) >= _MAX_FAILURES:
            failures.times.clear()
            failures.locked_until = now + _WINDOW
            return AccountLocked()
        return WrongPassword(_MAX_FAILURES - len(failures.times))


def _role_of(form: str, account: str, user: str) -> Role | None:
    """Members of the organisation sign in through the IAM form, all may through the other."""
    if form == "account":
        return ROLES.get(account)
    role = ROLES.get(user)
    is_own = role is not None and role.tenant == account and (role.is_member or user == account)
    return role if is_own else None
