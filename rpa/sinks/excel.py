"""Rows into an Excel workbook that keeps every digit and says where it comes from."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from rpa.sinks.about import About, write_about
from rpa.sinks.atomic import put_in_place
from rpa.sinks.cells import Changes, ColumnWriter, text_cell
from rpa.sinks.titles import sheet_title
from rpa.sinks.widths import column_widths
from rpa.sinks.wording import wording
from rpa.tables import Cell, Rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["About", "Sheet", "write_workbook"]

MOST_ROWS = 1_048_576
_BOLD = Font(bold=True)
_GREY = PatternFill("solid", start_color="F2F2F2")
_RULE = Border(bottom=Side(style="thin", color="BFBFBF"))
_MIDDLE = Alignment(vertical="center")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows, and the name of the sheet that they shall stand on."""

    name: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand on one sheet; `cells` are to be taken before those of the next part."""

    cells: Iterator[tuple[Cell, ...]]
    count: int


def _to_nobody(_message: str) -> None:
    """Tell nobody."""


def write_workbook(
    path: Path,
    sheets: Sequence[Sheet],
    about: About,
    *,
    tell: Callable[[str], None] = _to_nobody,
) -> Path:
    """Write `sheets` and a last one that says where they come from; return where the file stands.

    That is beside `path`, as `name (2)`, where another program holds `path` open. `tell` hears
    what of the rows Excel cannot hold as it is, which the last sheet says too.
    """
    return put_in_place(path, lambda file: _write(file, sheets, about, tell))


def parts(rows: Rows, most: int) -> Iterator[Part]:
    """Yield `rows`, gone through once, in parts for sheets that hold `most` with their headers."""
    cells, body = iter(rows.cells), most - 1
    for begin in range(0, max(1, len(rows)), body):
        count = min(body, len(rows) - begin)
        yield Part(islice(cells, count), count)


def _write(
    file: BinaryIO, sheets: Sequence[Sheet], about: About, tell: Callable[[str], None]
) -> None:
    workbook = Workbook(write_only=True)
    try:
        _fill(workbook, sheets, about, tell)
        # As `workbook.save` does, which leaves its archive open when the disk is full.
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(workbook, archive).save()
    except SerialisationError as error:
        _give_up(workbook)
        raise _as_os_error(error) from error
    except BaseException:
        _give_up(workbook)
        raise


def _fill(
    workbook: Workbook, sheets: Sequence[Sheet], about: About, tell: Callable[[str], None]
) -> None:
    words = wording()
    counts: dict[str, int] = {}
    notices = list(about.notices)
    for sheet in sheets:
        changes: Changes = Counter()
        titles = list[str]()
        for part in parts(sheet.rows, MOST_ROWS):
            title = sheet_title(sheet.name, [words.about, *counts], words.unnamed)
            _write_part(workbook.create_sheet(title), sheet.rows, part, changes)
            counts[title] = part.count
            titles.append(title)
        for notice in _said(titles, changes):
            notices.append(notice)
            tell(notice)
    write_about(workbook.create_sheet(words.about), replace(about, notices=notices), counts)


def _said(titles: Sequence[str], changes: Changes) -> Iterator[str]:
    """Yield what of a table Excel could not hold as it is."""
    words = wording().notices
    first, *more = titles
    if more:
        yield words["continued"].format(sheet=first, most=MOST_ROWS, more="、".join(more))
    for change, count in changes.items():
        yield words[change.what].format(count=count, **change._asdict())


def _write_part(sheet: Worksheet, rows: Rows, part: Part, changes: Changes) -> None:
    _lay_out(sheet, rows, part.count)
    writers = [ColumnWriter(sheet, column, changes) for column in rows.columns]
    sheet.append([_head(sheet, column.name) for column in rows.columns])
    for row in part.cells:
        sheet.append([write(value) for write, value in zip(writers, row, strict=True)])


def _lay_out(sheet: Worksheet, rows: Rows, count: int) -> None:
    sheet.freeze_panes = "A2"
    for at, width in enumerate(column_widths(rows), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    if rows.columns:
        last = get_column_letter(len(rows.columns))
        sheet.auto_filter.ref = f"A1:{last}{count + 1}"


def _head(sheet: Worksheet, name: str) -> ExcelCell:
    cell = text_cell(sheet, name)
    cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _GREY, _RULE, _MIDDLE
    return cell


def _as_os_error(error: SerialisationError) -> OSError:
    """Return what lxml means by `IO_ENOSPC`."""
    number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
    return OSError(number, os.strerror(number))


def _give_up(workbook: Workbook) -> None:
    # Otherwise the half-written sheets complain on stderr when they are collected.
    for sheet in workbook.worksheets:
        with suppress(Exception):
            sheet.close()
