"""An input that is a table: the rows of an Excel or CSV file."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from rpa.flow.input_base import InputModel, Setting, unfit
from rpa.flow.input_kinds import existing_file
from rpa.flow.rows_file import read_rows
from rpa.nearest import did_you_mean
from rpa.tables import ColumnType, Rows


class RowsInput(InputModel):
    """The rows of an Excel (.xlsx) or CSV file, found by the names in its header."""

    type: Literal["rows"]
    default: str | None = None
    columns: tuple[str, ...] | dict[str, ColumnType] = Field(
        (), description="The columns that must be there, or what each of them holds"
    )
    sheet: str | None = Field(None, description="The sheet, if not the first with these columns")

    def check(self) -> None:
        """Refuse a column that stands there twice."""
        names = list(self.columns)
        if twice := {one for one in names if names.count(one) > 1}:
            raise ValueError(f'columns: "{min(twice)}" stands there twice')

    def check_default(self) -> None:
        """Leave it: the file may come later."""

    def read(self, given: Any, setting: Setting, /) -> Rows:
        """Return the rows of the file, or the rows themselves where a flow hands them on."""
        if isinstance(given, Rows):
            for name in self.columns:
                if name not in given.names:
                    raise ValueError(f'no column "{name}"; {did_you_mean(name, given.names)}')
            return given
        if isinstance(given, list | tuple | dict):
            raise unfit(given, "the path of an .xlsx or .csv file is wanted")
        return read_rows(existing_file(given, setting), self._types(), self.sheet)

    def _types(self) -> dict[str, ColumnType]:
        if isinstance(self.columns, dict):
            return self.columns
        return dict.fromkeys(self.columns, "text")
