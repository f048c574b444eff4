"""What of a browser's state signs somebody in: cookies, and tokens that pages keep in storage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from rpa.browser.kept_session import SessionState
from rpa.browser.trace_file import is_token

_TELLING_NAME = re.compile(r"auth|token|ticket|secret|session|csrf|xsrf|credential", re.IGNORECASE)


def tokens_of(state: SessionState) -> Iterator[str]:
    """Yield the cookies and tokens in a state; plain settings are left, they stand anywhere."""
    yield from filter(is_token, (one.get("value", "") for one in state.storage.get("cookies", [])))
    for items in state.session.values():
        for name, value in items.items():
            yield from _in(name, value)
    for place in state.storage.get("origins", []):
        for item in place.get("localStorage", []):
            yield from _in(item["name"], item["value"])


def _in(name: str, value: Any) -> Iterator[str]:
    """Yield the tokens in what is kept under a name, which may be JSON."""
    match value:
        case str() if value[:1] in ("{", "["):
            with suppress(ValueError):
                yield from _in(name, json.loads(value))
        case str() if _TELLING_NAME.search(name) and is_token(value):
            yield value
        case dict():
            for key, one in value.items():
                yield from _in(key, one)
        case list():
            for one in value:
                yield from _in(name, one)
