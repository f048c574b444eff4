"""What a flow came to when it was run by a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rpa.errors import InputWrong, RpaError
from rpa.events import Event, FileWritten, StepFailedEvent
from rpa.nearest import did_you_mean
from rpa.tables import Proof

ABOUT_LAST = 1
"""A workbook ends with a sheet that tells of the run."""


@dataclass(frozen=True)
class Result:
    """A run that has ended, or an error that kept it from beginning; `folder` is None then.

    `rows` are those of its workbooks, as dictionaries by column, with values as Excel has them.
    """

    flow: str
    account: str
    site: str
    exit_code: int
    error: str
    duration_s: float = 0.0
    folder: Path | None = None
    files: tuple[Path, ...] = ()
    proofs: tuple[Proof, ...] = ()
    events: tuple[Event, ...] = ()

    @classmethod
    def not_begun(cls, flow: str, account: str | None, site: str, error: RpaError) -> Result:
        """Return the result of a run that its flow, inputs or account kept from beginning."""
        return cls(flow, account or "", site, error.exit_code, str(error))

    @property
    def failures(self) -> tuple[StepFailedEvent, ...]:
        """The steps that failed it, each with the page at that moment; soft ones are several."""
        failed = (one for one in self.events if isinstance(one, StepFailedEvent))
        told = [one for one in failed if one.error and one.error in self.error]
        return tuple({one.error: one for one in reversed(told)}.values())[::-1]

    @cached_property
    def sheets(self) -> Mapping[str, list[dict[str, Any]]]:
        """The rows of every sheet of its workbooks."""
        return {
            name: rows
            for one in self.events
            if isinstance(one, FileWritten) and one.kind == "workbook"
            for name, rows in _read(one.path).items()
        }

    def rows(self, sheet: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of a sheet; the name may be left out where there is only one."""
        if sheet is None and len(self.sheets) == 1:
            return next(iter(self.sheets.values()))
        name = sheet or ""
        if name not in self.sheets:
            found = f'no sheet "{name}"' if sheet else f"it has {len(self.sheets)} sheets"
            raise InputWrong(f"{self.flow}: {found}; {did_you_mean(name, self.sheets)}")
        return self.sheets[name]


def _read(workbook: Path) -> dict[str, list[dict[str, Any]]]:
    from openpyxl import load_workbook

    book = load_workbook(workbook, read_only=True)
    try:
        names = book.sheetnames[:-ABOUT_LAST]
        return {name: _dicts(list(book[name].iter_rows(values_only=True))) for name in names}
    finally:
        book.close()


def _dicts(lines: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    header, *rows = lines
    names = list(map(str, header))
    # Empty cells at the end of a row are left out of the file.
    return [dict(zip_longest(names, row)) for row in rows]
