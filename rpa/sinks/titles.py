"""Names of sheets that Excel accepts."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from rpa.sinks.lengths import cut

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_RESERVED = {"history"}
_MOST = 31


def sheet_title(wanted: str, taken: Collection[str], unnamed: str) -> str:
    """Return `wanted` as Excel allows it and unlike every title in `taken`: `name`, `name (2)` …"""
    name = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or unnamed
    used = {title.casefold() for title in taken} | _RESERVED
    candidates = (_fitted(name, "" if n == 1 else f" ({n})") for n in count(1))
    return next(title for title in candidates if title.casefold() not in used)


def _fitted(name: str, ending: str) -> str:
    return cut(name, _MOST - len(ending)).rstrip(" '") + ending
