"""Tokens: what an IAM user is given for a password, good for a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rpa.api.credentials import IamUser
from rpa.api.problems import ApiUnavailable, KeysRefused, problem_for
from rpa.secret import Secret

MARGIN = timedelta(minutes=30)
"""How long before its end a token is replaced."""

TIMEOUT_S = (10.0, 30.0)
"""Seconds to connect in, and to wait for what comes next."""

_WHAT = "token"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and when it ends (UTC)."""

    text: Secret
    expires_at: datetime


class Tokens:
    """The token of a user, asked for when there is none that is good for a while."""

    def __init__(
        self,
        endpoint: str,
        user: IamUser,
        learn: Callable[[Secret], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._endpoint, self._user = endpoint, user
        self._learn, self._now = learn, now
        self._token: Token | None = None

    def token(self) -> Secret:
        """Return a token that is good."""
        if self._token is None or self._now() + MARGIN >= self._token.expires_at:
            self._token = self._asked()
            self._learn(self._token.text)
        return self._token.text

    def forget(self) -> None:
        """Ask for a new token next time."""
        self._token = None

    def _asked(self) -> Token:
        import requests

        url = f"{self._endpoint.rstrip('/')}/v3/auth/tokens"
        try:
            answer = requests.post(
                url, params={"nocatalog": "true"}, json=_body(self._user), timeout=TIMEOUT_S
            )
        except requests.RequestException as error:
            why = f"the API cannot be reached ({type(error).__name__})"
            raise ApiUnavailable(_WHAT, why) from None
        if answer.status_code != 201:
            raise _problem(answer)
        return _token(answer)


def _token(answer: Any) -> Token:
    try:
        text = answer.headers["X-Subject-Token"]
        expires_at = datetime.fromisoformat(answer.json()["token"]["expires_at"])
    except (KeyError, TypeError, ValueError):
        raise ApiUnavailable(_WHAT, "the answer holds none") from None
    return Token(Secret(text), expires_at)


def _problem(answer: Any) -> Exception:
    try:
        error = answer.json()["error"]
        message = str(error["message"])
    except (KeyError, TypeError, ValueError):
        message = f"HTTP {answer.status_code}"
    status = answer.status_code
    if status == 403:
        return KeysRefused(_WHAT, str(status), message)
    return problem_for(_WHAT, status, str(status), message)


def _body(user: IamUser) -> dict[str, Any]:
    domain = {"name": user.domain}
    named = {"domain": domain, "name": user.name, "password": user.password.reveal()}
    identity = {"methods": ["password"], "password": {"user": named}}
    return {"auth": {"identity": identity, "scope": {"domain": domain}}}
