"""The secret of one-time codes, in the ways in which portals show it."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, urlsplit

from rpa.errors import InputWrong
from rpa.secret import Secret

_USUAL = {"digits": "6", "period": "30", "algorithm": "SHA1"}


def read_totp(text: str, where: str) -> Secret:
    """Return the secret in `text`: its letters, in groups or not, or the address in a QR code."""
    bare = text.strip()
    if bare.lower().startswith("otpauth://"):
        bare = _from_address(bare, where)
    letters = re.sub(r"[\s-]", "", bare).upper().rstrip("=")
    try:
        base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        letters = ""
    if not letters:
        raise InputWrong(
            f"{where}: this is no secret of one-time codes; it has the letters A to Z and the "
            'digits 2 to 7, or is an address such as "otpauth://totp/…?secret=…"'
        )
    return Secret(letters)


def _from_address(address: str, where: str) -> str:
    parts = urlsplit(address)
    given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unusual = [name for name, usual in _USUAL.items() if given.get(name, usual).upper() != usual]
    if parts.netloc.lower() != "totp" or unusual:
        what = " and ".join(unusual) or "kind"
        raise InputWrong(
            f"{where}: one-time codes of this {what} are not known; "
            "6 digits every 30 seconds by SHA1 are"
        )
    return given.get("secret", "")
