"""Codes of a virtual MFA device: six digits, new ones every 30 seconds (RFC 6238)."""

from __future__ import annotations

import base64

import pyotp

from rpa.secret import Secret

INTERVAL_S = 30


class _Device(pyotp.TOTP):
    def byte_secret(self) -> bytes:
        """Return the secret's bytes, also of one that is shorter than newer advice wants it.

        Portals hand out secrets of 80 bits, and newer versions of the library refuse them.
        """
        return base64.b32decode(self.secret + "=" * (-len(self.secret) % 8), casefold=True)


def code_at(secret: Secret, seconds: float) -> str:
    """Return the code that is shown at a moment, in seconds since 1970."""
    return _Device(secret.reveal(), interval=INTERVAL_S).at(int(seconds))
