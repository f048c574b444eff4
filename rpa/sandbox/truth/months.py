"""Months as they are given to the truth."""

import re
from collections.abc import Mapping
from datetime import date

from rpa.sandbox.truth.inputs import BadInput

_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_SHIFT = re.compile(r"([+-]\d{1,4})m")
_WORDS = {"last_month": -1, "this_month": 0, "next_month": 1}


def month(inputs: Mapping[str, str], name: str, today: date) -> str | None:
    """Return the month of `2026-10`, `last_month`, `-2m` and the like as `2026-10`."""
    value = inputs.get(name, "").strip()
    if not value:
        return None
    if value in _WORDS:
        return _shifted(today, _WORDS[value])
    if shift := _SHIFT.fullmatch(value):
        return _shifted(today, int(shift[1]))
    found = _MONTH.fullmatch(value)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise BadInput(f'{name}: cannot read "{value}"; write 2026-10, last_month or -2m')
    return f"{found[1]}-{int(found[2]):02}"


def _shifted(today: date, months: int) -> str:
    year, before = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year:04}-{before + 1:02}"
