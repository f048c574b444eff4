"""Whether a replica answers, and which one it is, asked before a browser is started for it."""

from __future__ import annotations

import json
import socket
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from rpa.errors import InputWrong, Unavailable

_LIMIT_S = 5.0


class NoAnswer(Unavailable):
    """Nothing listens at an address."""

    def __init__(self, address: str, cause: str) -> None:
        super().__init__(f'{address} does not answer: {cause}; "rpa sandbox" starts a replica')
        self.address = address


def check_reachable(address: str) -> None:
    """Raise `NoAnswer` where a port of this machine is closed; other hosts are the browser's."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port == 0:
        raise InputWrong(f"--site {address}: not an address; write one like http://127.0.0.1:8765")
    if host not in ("localhost", "127.0.0.1", "::1"):
        return
    try:
        socket.create_connection((host, port or _PORTS[parts.scheme]), timeout=_LIMIT_S).close()
    except OSError as error:
        raise NoAnswer(address, (error.strerror or str(error)).lower()) from error


def instance_of(address: str) -> str | None:
    """Return what a replica calls itself, which no other does; None if it does not say."""
    try:
        with urlopen(urljoin(address, _WORLD), timeout=_LIMIT_S) as answer:
            found = json.load(answer)
    except (URLError, OSError, ValueError):
        return None
    return str(found["instance"]) if isinstance(found, dict) and "instance" in found else None


_WORLD = "/__world__.json"
_PORTS = {"http": 80, "https": 443}
