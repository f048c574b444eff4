"""Signatures of requests, SDK-HMAC-SHA256: what is signed, and whether a key signed it."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

ALGORITHM = "SDK-HMAC-SHA256"
WINDOW = timedelta(minutes=15)
_MOMENT = "%Y%m%dT%H%M%SZ"
_REQUIRED = frozenset({"host", "x-sdk-date"})
_AUTHORIZATION = re.compile(
    rf"{ALGORITHM} Access=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{{64}})"
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as it was signed; names of `headers` are in lower case, `query` is decoded."""

    method: str
    path: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a request says of its signature."""

    access_key: str
    headers: tuple[str, ...]
    signature: str


def read_claim(authorization: str) -> Claim | None:
    """Return what an `Authorization` header claims, None when it is none of this kind."""
    found = _AUTHORIZATION.fullmatch(authorization.strip())
    return Claim(found[1], tuple(found[2].split(";")), found[3]) if found else None


def problem_of(request: Signed, claim: Claim, secret_key: str, now: datetime) -> str | None:
    """Say what is wrong with a signature, if it was not made with this key a moment ago."""
    if missing := sorted(_REQUIRED - set(claim.headers)):
        return f"not signed: {', '.join(missing)}"
    if unknown := [name for name in claim.headers if name not in request.headers]:
        return f"signed, but not sent: {', '.join(unknown)}"
    try:
        at = datetime.strptime(request.headers["x-sdk-date"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return "X-Sdk-Date is no moment such as 20261123T083000Z"
    if abs(now - at) > WINDOW:
        return "X-Sdk-Date is more than 15 minutes away"
    expected = signature_of(request, claim.headers, secret_key)
    return None if hmac.compare_digest(expected, claim.signature) else "verify aksk signature fail"


def signature_of(request: Signed, names: Sequence[str], secret_key: str) -> str:
    """Return the signature of a request whose headers `names` are signed."""
    digest = hashlib.sha256(canonical(request, names).encode()).hexdigest()
    text = f"{ALGORITHM}\n{request.headers['x-sdk-date']}\n{digest}"
    return hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def canonical(request: Signed, names: Sequence[str]) -> str:
    """Return the one form of a request that both sides sign."""
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
    parts = (
        request.method.upper(),
        _path(request.path),
        canonical_query(request.query),
        headers,
        ";".join(names),
        _body_hash(request),
    )
    return "\n".join(parts)


def canonical_query(query: Sequence[tuple[str, str]]) -> str:
    """Return a query sorted by name, then by value, both encoded."""
    return "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in sorted(query))


def _path(path: str) -> str:
    encoded = "/".join(_encoded(part) for part in unquote(path).split("/"))
    return encoded if encoded.endswith("/") else f"{encoded}/"


def _encoded(text: str) -> str:
    return quote(text, safe="~")


def _body_hash(request: Signed) -> str:
    declared = request.headers.get("x-sdk-content-sha256") if request.body else None
    return declared or hashlib.sha256(request.body).hexdigest()
