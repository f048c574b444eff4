"""An exported table as a workbook."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from rpa.sandbox.display import NONE
from rpa.sandbox.schema import Column


def exported_cells(columns: Sequence[Column[Any]], row: object) -> list[str]:
    """Return a row as an export shows it: what can be masked is masked."""
    texts = ((column, column.read(row)) for column in columns)
    return [column.mask(text) if column.masked else text for column, text in texts]


def workbook_bytes(
    sheet_title: str, columns: Sequence[Column[Any]], rows: Sequence[object]
) -> bytes:
    """Return an .xlsx of the rows: amounts are numbers, all else is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title)
    sheet.append([column.title for column in columns])
    for row in rows:
        cells = []
        for column, text in zip(columns, exported_cells(columns, row), strict=True):
            if column.kind == "money" and text != NONE:
                cells.append(WriteOnlyCell(sheet, float(text.replace(",", ""))))
                continue
            cell = WriteOnlyCell(sheet, text)
            # A name such as "=***司" would be a formula.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
