"""The rows of a file that the portal made, as `expect` looks at them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import Workbook

from rpa.errors import StepFailed
from rpa.steps.file_rows import file_rows
from rpa.tables import Column, Rows


def test_a_workbook_is_read_below_the_line_with_most_titles(tmp_path):
    book = Workbook()
    for line in (["Orders"], ["Order", "Amount"], ["A1", 2.5], [None, None], ["A2", 3]):
        book.active.append(line)
    book.save(tmp_path / "orders.xlsx")
    assert file_rows(tmp_path / "orders.xlsx") == Rows(
        (Column("Order"), Column("Amount", "money")),
        [("A1", Decimal("2.5")), ("A2", Decimal(3))],
    )


def test_a_csv_file_holds_texts(tmp_path):
    (tmp_path / "orders.csv").write_text("Order,Amount\nA1,2.50\n", "utf-8")
    rows = file_rows(tmp_path / "orders.csv")
    assert rows == Rows((Column("Order"), Column("Amount")), [("A1", "2.50")])


def test_what_is_no_workbook_fails_the_step(tmp_path):
    (tmp_path / "orders.xlsx").write_text("Order", "utf-8")
    with pytest.raises(StepFailed, match=r"orders\.xlsx: it cannot be read as a workbook"):
        file_rows(tmp_path / "orders.xlsx")
