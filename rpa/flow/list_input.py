"""An input that is a list of texts, typed or out of a file."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field

from rpa.flow.input_base import InputModel, Setting, unfit
from rpa.flow.input_kinds import existing_file
from rpa.flow.rows_file import read_rows
from rpa.flow.words import as_text

_PART = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:[,，]|$)|([^,，]*)(?:[,，]|$)')


class ListInput(InputModel):
    """Several texts with commas between them, or `@file.xlsx`: a column of an Excel or CSV file.

    A text that holds a comma itself stands in double quotes.
    """

    type: Literal["list"]
    default: str | tuple[str, ...] | None = None
    column: str | None = Field(
        None, description="Column of the file, if not the one called as the label, or the first"
    )

    def read(self, given: Any, setting: Setting, /) -> tuple[str, ...]:
        """Return the texts, each once, in order."""
        if isinstance(given, str):
            given = self._in_file(given[1:], setting) if given.startswith("@") else _parts(given)
        if not isinstance(given, list | tuple):
            raise unfit(given, "texts with commas between them, or @file.xlsx are wanted")
        texts = tuple(dict.fromkeys(text for one in given if (text := as_text(one).strip())))
        if not texts:
            raise ValueError("there is nothing in the list")
        return texts

    def _in_file(self, name: str, setting: Setting) -> list[Any]:
        path = existing_file(name, setting)
        names = read_rows(path, {self.column: "id"} if self.column else {}).names
        column = self.column or next((one for one in names if one == self.label), names[0])
        return [row[column] for row in read_rows(path, {column: "id"}) if row[column] is not None]


def _parts(text: str) -> list[str]:
    found = _PART.findall(text)
    return [quoted.replace('""', '"') if quoted else plain for quoted, plain in found]
