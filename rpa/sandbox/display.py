"""How values look in a cell."""

from datetime import date, datetime
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


def mask_phone(text: str) -> str:
    """Keep the first three and the last four digits."""
    return text if text == NONE else f"{text[:3]}****{text[-4:]}"


def mask_mail(text: str) -> str:
    """Keep the first character and the host."""
    name, at, host = text.partition("@")
    return f"{name[:1]}***{at}{host}" if at else text


def day(value: date | None) -> str:
    """Show a day, or that there is none."""
    return NONE if value is None else value.isoformat()
