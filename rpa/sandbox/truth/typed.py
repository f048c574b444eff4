"""How typed values stand in JSON."""

from datetime import datetime
from decimal import Decimal


def number(amount: Decimal | None) -> float | None:
    """Return an amount as a number with its two decimals."""
    return None if amount is None else round(float(amount), 2)


def stamp(value: datetime | None) -> str | None:
    """Return a point in time as `YYYY-MM-DD HH:MM:SS`."""
    return None if value is None else value.isoformat(sep=" ", timespec="seconds")
