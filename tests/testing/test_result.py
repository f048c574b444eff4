"""The rows of a run are those of its workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from rpa.errors import InputWrong
from rpa.events import FileWritten
from rpa.testing.result import Result


def result(tmp_path: Path, *sheets: str) -> Result:
    book = Workbook(write_only=True)
    for name in (*sheets, "about"):
        sheet = book.create_sheet(name)
        sheet.append(["id", "amount", "note"])
        sheet.append([name, 7.5, None])
    book.save(tmp_path / "orders.xlsx")
    written = FileWritten(path=tmp_path / "orders.xlsx", kind="workbook")
    return Result("orders", "clerk", "sandbox", 0, "", events=(written,))


def test_the_only_sheet_needs_no_name(tmp_path: Path):
    assert result(tmp_path, "Orders").rows() == [{"id": "Orders", "amount": 7.5, "note": None}]


def test_of_several_sheets_one_is_named(tmp_path: Path):
    found = result(tmp_path, "Orders", "Stock")
    assert found.rows("Stock") == [{"id": "Stock", "amount": 7.5, "note": None}]
    with pytest.raises(InputWrong, match=r'^orders: no sheet "Stok"; did you mean "Stock"\?$'):
        found.rows("Stok")
    with pytest.raises(InputWrong, match=r"^orders: it has 2 sheets; known: Orders, Stock$"):
        found.rows()
