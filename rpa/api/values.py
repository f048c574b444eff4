"""Values as the service writes them: moments in universal time, and numbers that stay exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from rpa.flow.dates import DateRange, Month
from rpa.flow.words import as_text, kind_of
from rpa.nearest import did_you_mean
from rpa.secret import Secret

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_LAST = time(23, 59, 59)


def zone_of(offset: str) -> timezone:
    """Return the time zone of an offset such as `+08:00`."""
    hours, minutes = offset[1:].split(":")
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-shift if offset.startswith("-") else shift)


def local(text: str, zone: timezone) -> datetime:
    """Return a moment of the service as the clock of the portal shows it, or raise `ValueError`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("a moment such as 2026-10-31T04:30:00Z is wanted") from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(zone).replace(tzinfo=None)


def asked(given: Mapping[str, Any], asks: Mapping[str, str], zone: timezone) -> dict[str, Any]:
    """Return what is given as the service takes it, what is null left out.

    A day begins at its first second, and in a field `…_end` ends with its last; days given for
    `x` where the service knows `x_begin` and `x_end` are both.
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        if not is_field(name, asks):
            raise ValueError(f'unknown field "{name}"; {did_you_mean(name, asks)}')
        ends = {name: value} if name in asks else _ends(name, value)
        found |= {k: _written(k, asks[k], one, zone) for k, one in ends.items() if one is not None}
    return found


def _ends(name: str, value: Any) -> dict[str, Any]:
    match value:
        case None:
            start = end = None
        case DateRange() | Month():
            start, end = value.start, value.end
        case date():
            start = end = value
        case _:
            raise ValueError(f"{name}: days are wanted, not {kind_of(value)}")
    return {f"{name}_begin": start, f"{name}_end": end}


def is_field(name: str, asks: Mapping[str, str]) -> bool:
    """Whether the service knows a field, or both ends of it."""
    return name in asks or {f"{name}_begin", f"{name}_end"} <= asks.keys()


def _written(name: str, kind: str, value: Any, zone: timezone) -> Any:
    if kind.startswith("list["):
        several = value if isinstance(value, list | tuple) else as_text(value).split(",")
        return [_written(name, kind[5:-1], one, zone) for one in several]
    match value:
        case datetime():
            return _universal(value, zone)
        case date() if "date" not in name:
            at = _LAST if name.endswith("_end") else time()
            return _universal(datetime.combine(value, at), zone)
        case Secret():
            return value.reveal()
        case int() | float() | Decimal() if kind != "str":
            return value
        case _:
            return _number(name, as_text(value)) if kind == "int" else as_text(value)


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f'{name}: a whole number is wanted, not "{text}"') from None


def _universal(moment: datetime, zone: timezone) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).strftime(_MOMENT)
