"""What the official SDK knows: its operations, and what each of them asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rpa.api.problems import ExtraMissing

READING = ("List", "Show")
"""How operations begin that change nothing."""

_PAGED = frozenset({"offset", "limit"})
_TOTALS = ("total_count", "count")
_SIMPLE = frozenset({"str", "int", "float", "bool", "decimal.Decimal"})
_REQUEST = re.compile(r"_(\w+)_http_info")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the service: the types of what it asks for, and of what it answers.

    `rows` is the list that a reading one answers, None where the answer is one thing; `total`
    says how many rows there are altogether, if it is told.
    """

    name: str
    method: str
    asks: Mapping[str, str]
    is_paged: bool
    rows: str | None
    columns: Mapping[str, str]
    total: str | None


def is_reading(operation: str) -> bool:
    """Whether an operation changes nothing, which its name tells."""
    return operation.startswith(READING)


def is_installed() -> bool:
    """Whether the SDK is there."""
    try:
        service()
    except ExtraMissing:
        return False
    return True


def service() -> Any:
    """Return the SDK's module of the service; raise `ExtraMissing` where there is none."""
    try:
        from huaweicloudsdkbss import v2
    except ImportError:
        raise ExtraMissing from None
    return v2


@cache
def operations() -> Mapping[str, Operation]:
    """Return all operations by name."""
    known = dir(service().BssClient)
    methods = (match[1] for name in known if (match := _REQUEST.fullmatch(name)))
    return {one.name: one for one in map(_operation, methods)}


def request_for(operation: Operation, given: Mapping[str, Any]) -> Any:
    """Return the request of the SDK for what is given."""
    bss = service()
    kind = getattr(bss, f"{operation.name}Request")
    inner = kind.openapi_types.get("body")
    if inner is None:
        return kind(**given)
    body = getattr(bss, inner)
    within = {name: value for name, value in given.items() if name in body.openapi_types}
    beside = {name: value for name, value in given.items() if name not in within}
    return kind(**beside, body=body(**within))


def _operation(method: str) -> Operation:
    bss = service()
    name = "".join(part.capitalize() for part in method.split("_"))
    request, answer = getattr(bss, f"{name}Request"), getattr(bss, f"{name}Response")
    asks = dict(request.openapi_types)
    if body := asks.pop("body", None):
        asks |= getattr(bss, body).openapi_types
    told: Mapping[str, str] = answer.openapi_types
    lists = (key for key, kind in told.items() if is_reading(name) and kind.startswith("list["))
    rows = next(lists, None)
    columns = _simple(getattr(bss, told[rows][5:-1], None)) if rows else told
    return Operation(
        name=name,
        method=method,
        asks={key: kind for key, kind in asks.items() if key not in _PAGED},
        is_paged=asks.keys() >= _PAGED,
        rows=rows,
        columns=columns,
        total=next((one for one in _TOTALS if one in told), None),
    )


def _simple(row: Any) -> Mapping[str, str]:
    """Return the fields of a row that are one thing, no list and no model of the SDK."""
    types: Mapping[str, str] = getattr(row, "openapi_types", {})
    return {key: kind for key, kind in types.items() if kind in _SIMPLE}
