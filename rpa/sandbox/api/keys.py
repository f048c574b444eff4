"""Access keys: a published pair for each account, as its password is published."""

from rpa.sandbox.roles import ROLES, Role

SECRET_KEY = "Sandbox-SK-2026"
"""The secret key of all accounts."""


def access_key(role: Role) -> str:
    """Return the access key of an account."""
    return f"AK-{role.name}"


def role_of(key: str) -> Role | None:
    """Return whose access key this is."""
    return next((role for role in ROLES.values() if access_key(role) == key), None)
