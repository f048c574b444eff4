"""Secret texts, found in every dress that files give them: JSON, URLs, HTML, base64."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from rpa.secret import MASK, is_telling

_SHORTEST = 4
_NESTED = 5
_PREFIX = 6
_DRESS = re.compile(r"[\\%&+]")
_UNICODE_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_ESCAPE = re.compile(r"\\+(.?)", re.DOTALL)
_BLANKS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Masker:
    """Replaces secret texts by a mask; a text that holds one in disguise is masked as a whole."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = frozenset(filter(is_telling, secrets))
        encoded = {core for one in self._secrets for core in _base64_cores(one)}
        self._plain = _pattern(self._secrets | encoded)
        self._undressed = _pattern({undress(one) for one in self._secrets})

    def clean(self, text: str) -> str:
        """Return `text` with every secret masked."""
        if not self._secrets:
            return text
        text = self._plain.sub(MASK, text)
        return MASK if self._is_disguised(text) else text

    def finds(self, text: str) -> bool:
        """Say whether `text` holds a secret."""
        if not self._secrets:
            return False
        return bool(self._plain.search(text)) or self._is_disguised(text)

    def clean_json(self, line: str) -> str:
        """Return a JSON text that is JSON still, with the secrets in its values masked."""
        if not self.finds(line):
            return line
        return json.dumps(self._masked(json.loads(line)), ensure_ascii=False)

    def _is_disguised(self, text: str) -> bool:
        return bool(_DRESS.search(text) and self._undressed.search(undress(text)))

    def _masked(self, value: Any) -> Any:
        match value:
            case str():
                return self.clean(value)
            case dict():
                return {key: self._masked(one) for key, one in value.items()}
            case list():
                return [self._masked(one) for one in value]
            case int() | float() if str(value) in self._secrets:
                return 0
            case _:
                return value


def undress(text: str) -> str:
    """Return `text` without escapes of JSON, URLs and HTML, however often they were applied.

    What is lost with them (a backslash, a plus sign) is lost from secrets in the same way, so a
    secret is found in a text when the one undressed is in the other undressed.
    """
    for _ in range(_NESTED):
        bare = _UNICODE_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if _SURROGATE.search(bare):
            bare = bare.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        bare = _ESCAPE.sub(lambda found: _BLANKS.get(found[1], found[1]), bare)
        bare = html.unescape(unquote(bare)).replace("+", " ")
        if bare == text:
            break
        text = bare
    return text


def _base64_cores(secret: str) -> Iterable[str]:
    """Yield the base64 that stays the same wherever in a longer text the secret stands."""
    content = secret.encode(errors="replace")
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + content).decode()
        core = encoded[-(-before * 8 // 6) : (before + len(content)) * 8 // 6]
        if len(core) > _SHORTEST:
            yield core
            yield core.replace("+", "-").replace("/", "_")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(sorted(words), _PREFIX))


def _alternatives(words: list[str], depth: int) -> str:
    """Return a pattern for any of the sorted words that decides character by character.

    Thousands of names side by side in one alternative would be tried one by one at each place.
    """
    if depth == 0 or len(words) < 3:
        longest_first = sorted(words, key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, longest_first))})"
    branches = [
        re.escape(first) + _alternatives([word[1:] for word in group], depth - 1)
        for first, group in groupby((word for word in words if word), key=lambda word: word[:1])
    ]
    if "" in words:
        branches.append("")
    return f"(?:{'|'.join(branches)})"
