"""How values look in a cell."""

from datetime import datetime
from decimal import Decimal

NONE = "--"


def plain(value: str | None) -> str:
    """Show a text, or that there is none."""
    return value or NONE


def money(amount: Decimal | None) -> str:
    """Show an amount as `927,038.09`, or that there is none."""
    return NONE if amount is None else f"{amount:,.2f}"


def moment(value: datetime | None) -> str:
    """Show a point in time to the second, or that there is none."""
    return NONE if value is None else value.strftime("%Y-%m-%d %H:%M:%S")


def mask(text: str) -> str:
    """Keep the first and the last character; of short names only the first."""
    if text == NONE:
        return text
    return f"{text[:1]}***{text[-1:] if len(text) > 2 else ''}"
