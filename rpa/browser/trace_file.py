"""A trace that may be kept: rewritten so that no secret and no way to sign in is left in it."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rpa.browser.masking import Masker
from rpa.secret import MASK

_EVENTS = (".trace", ".network", ".stacks")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff", ".woff2", ".ttf", ".otf")
_SENSITIVE = re.compile(
    r"auth|cookie|token|ticket|secret|passw|session|csrf|xsrf|signature|api-?key", re.IGNORECASE
)
_IN_A_BODY = re.compile(
    r'"[\w-]*(?:token|ticket|passw|secret|session_?id)[\w-]*"\s*:\s*"([\w+/=.~-]{12,})"',
    re.IGNORECASE,
)
# A shorter value is a setting (`lang=zh-cn`), and masking it everywhere would blot out the page.
_TOKEN_LENGTH = 12
_CERTAIN_LENGTH = 8


class NotClean(ValueError):
    """A trace could not be freed from a secret."""


def is_token(value: str) -> bool:
    """Say whether the value of a header or cookie looks like something one signs in with."""
    return len(value) >= _TOKEN_LENGTH and re.search(r"\d", value) is not None


def rewrite_trace(raw: Path, target: Path, secrets: Iterable[str]) -> None:
    """Write the trace `raw` to `target` without the secrets and the tokens that it holds itself."""
    secrets = set(secrets)
    with zipfile.ZipFile(raw) as before:
        masker = Masker(secrets | set(_tokens(before)))
        certain = [one for one in secrets if len(one) >= _CERTAIN_LENGTH]
        descriptor = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
        ):
            for name in before.namelist():
                content = _cleaned(name, before.read(name), masker)
                if any(secret.encode() in content for secret in certain):
                    raise NotClean(name)
                after.writestr(name, content)


def _cleaned(name: str, content: bytes, masker: Masker) -> bytes:
    if name.endswith(_PICTURES):
        return content
    if name.endswith(_EVENTS):
        # Not `splitlines`: JSON strings may hold other line ends than this one.
        lines = content.decode().split("\n")
        cleaned = "\n".join(masker.clean_json(_without_headers(line)) for line in lines)
        return cleaned.encode(errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return masker.clean(content.decode(encoding)).encode(encoding, errors="replace")
        except UnicodeDecodeError:
            continue
    # A workbook or an archive, which may hold anything.
    return b""


def _without_headers(line: str) -> str:
    """Return a line of a trace with the values of its sensitive headers and all cookies masked."""
    if '"resource-snapshot"' not in line:
        return line
    entry = json.loads(line)
    for pair in _sensitive_pairs(entry):
        pair["value"] = MASK
    return json.dumps(entry, ensure_ascii=False)


def _sensitive_pairs(entry: Any) -> Iterator[dict[str, Any]]:
    snapshot = entry.get("snapshot") or {}
    for message in (snapshot.get("request") or {}, snapshot.get("response") or {}):
        yield from message.get("cookies") or ()
        for kind in ("headers", "queryString"):
            for pair in message.get(kind) or ():
                if _SENSITIVE.search(pair["name"]):
                    yield pair


def _tokens(trace: zipfile.ZipFile) -> Iterator[str]:
    """Yield what the trace's own requests and answers show to be a token."""
    for name in trace.namelist():
        if name.endswith(_PICTURES):
            continue
        text = trace.read(name).decode(errors="replace")
        if name.endswith(".network"):
            for line in filter(None, text.split("\n")):
                for pair in _sensitive_pairs(json.loads(line)):
                    yield from _parts(pair["value"])
        elif not name.endswith(_EVENTS):
            yield from filter(is_token, _IN_A_BODY.findall(text))


def _parts(value: str) -> Iterator[str]:
    """Yield the values in a header: of `a=1; b=2` both, of `Bearer x` the x."""
    for part in re.split(r"[;,\s]+", value):
        token = part.partition("=")[2] if re.match(r"[\w.-]+=[^=]", part) else part
        if is_token(token):
            yield token
