"""Who calls the API: by an access key, or by the password of an IAM user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rpa.secret import Secret


@dataclass(frozen=True, slots=True)
class AccessKey:
    """An access key (AK) and its secret (SK)."""

    access: str
    secret: Secret


@dataclass(frozen=True, slots=True)
class IamUser:
    """A user who gets a token for a password; `domain` is the account he belongs to."""

    domain: str
    name: str
    password: Secret


Credentials: TypeAlias = AccessKey | IamUser


def user_named(account: str, password: Secret) -> IamUser:
    """Return the IAM user of an account written `domain/user`, or of the same name as it."""
    domain, _, name = account.partition("/")
    return IamUser(domain, name or domain, password)
