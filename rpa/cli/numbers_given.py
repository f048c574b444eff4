"""Numbers as options take them, refused in our words."""

from __future__ import annotations

import typer


def positive(text: str) -> int:
    """Return a whole number of at least 1."""
    return _whole(text, 1)


def not_negative(text: str) -> int:
    """Return a whole number of at least 0."""
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    # A default passes through here as the number that it is.
    if str(text).isascii() and str(text).isdecimal() and int(text) >= least:
        return int(text)
    raise typer.BadParameter(f'found "{text}"; a whole number of at least {least} is wanted')
