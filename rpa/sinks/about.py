"""The sheet `关于`: where the rows of a workbook come from and what was proved of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from rpa.events import Status
from rpa.sinks.cells import text_cell
from rpa.sinks.wording import wording
from rpa.tables import Proof

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 24, "B": 40, "C": 14, "D": 72}
_LABEL = Font(color="595959")
_HEAD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_RULE = Border(bottom=Side(style="thin", color="BFBFBF"))
_TOP = Alignment(vertical="top", horizontal="left")
_WRAPPED = Alignment(vertical="top", horizontal="left", wrap_text=True)

# The colours of Excel's own cell styles "good", "bad" and "neutral".
_GOOD, _BAD, _NEUTRAL = ("C6EFCE", "006100"), ("FFC7CE", "9C0006"), ("FFEB9C", "9C5700")
_COLOURS = {
    "holds": _GOOD,
    "fails": _BAD,
    "unknown": _NEUTRAL,
    "ok": _GOOD,
    "failed": _BAD,
    "unproven": _BAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a workbook says of the run it comes from; `inputs` are in words, secrets masked."""

    flow: str
    title: str
    portal: str
    site: str
    account: str
    inputs: Mapping[str, str]
    started: datetime
    ended: datetime
    status: Status
    pages: int
    proofs: Sequence[Proof] = ()
    notices: Sequence[str] = ()


def write_about(sheet: Worksheet, about: About, counts: Mapping[str, int]) -> None:
    """Fill `sheet` with the facts of a run, the rows of each sheet, and its proofs."""
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.sheet_view.showGridLines = False
    title = text_cell(sheet, about.title or about.flow)
    title.font = _TITLE
    sheet.append([title])
    sheet.append([])
    for row in _facts(sheet, about, counts):
        sheet.append(row)
    sheet.append([])
    for row in _proofs(sheet, about.proofs):
        sheet.append(row)


def _facts(sheet: Worksheet, about: About, counts: Mapping[str, int]) -> Iterator[list[Cell]]:
    words = wording().facts
    inputs = [f"{name}：{value}" for name, value in about.inputs.items()] or [words["nothing"]]
    notices = list(about.notices) or [words["nothing"]]
    yield [_label(sheet, words["flow"]), _value(sheet, about.flow)]
    yield [_label(sheet, words["portal"]), _value(sheet, about.portal)]
    yield [_label(sheet, words["site"]), _value(sheet, about.site)]
    yield [_label(sheet, words["account"]), _value(sheet, about.account)]
    yield from _labelled(sheet, words["inputs"], inputs)
    yield [_label(sheet, words["started"]), _moment(sheet, about.started)]
    yield [_label(sheet, words["ended"]), _moment(sheet, about.ended)]
    yield [_label(sheet, words["status"]), _status(sheet, about.status)]
    yield [_label(sheet, words["pages"]), _number(sheet, about.pages)]
    for at, (title, rows) in enumerate(counts.items()):
        label = "" if at else words["sheets"]
        yield [_label(sheet, label), _value(sheet, title), _number(sheet, rows)]
    yield from _labelled(sheet, words["notices"], notices)


def _labelled(sheet: Worksheet, label: str, texts: Sequence[str]) -> Iterator[list[Cell]]:
    for at, text in enumerate(texts):
        yield [_label(sheet, "" if at else label), _value(sheet, text)]


def _proofs(sheet: Worksheet, proofs: Sequence[Proof]) -> Iterator[list[Cell]]:
    words = wording()
    title = text_cell(sheet, words.proofs["title"])
    title.font = _TITLE
    yield [title]
    if not proofs:
        yield [_value(sheet, words.proofs["nothing"])]
        return
    yield [_head(sheet, words.proofs[name]) for name in ("table", "check", "verdict", "detail")]
    for proof in proofs:
        yield [
            _wrapped(sheet, proof.table),
            _value(sheet, words.checks.get(proof.check, proof.check)),
            _coloured(sheet, words.verdicts[proof.verdict], _COLOURS[proof.verdict]),
            _wrapped(sheet, proof.detail),
        ]


def _label(sheet: Worksheet, text: str) -> Cell:
    cell = _value(sheet, text)
    cell.font = _LABEL
    return cell


def _head(sheet: Worksheet, text: str) -> Cell:
    cell = _value(sheet, text)
    cell.font, cell.border = _HEAD, _RULE
    return cell


def _value(sheet: Worksheet, text: str) -> Cell:
    cell = text_cell(sheet, text)
    cell.alignment = _TOP
    return cell


def _wrapped(sheet: Worksheet, text: str) -> Cell:
    cell = text_cell(sheet, text)
    cell.alignment = _WRAPPED
    return cell


def _number(sheet: Worksheet, number: int) -> Cell:
    cell = WriteOnlyCell(sheet, number)
    cell.number_format, cell.alignment = "#,##0", _TOP
    return cell


def _moment(sheet: Worksheet, moment: datetime) -> Cell:
    # Excel knows no time zones: show the clock of the place where the run was made.
    cell = WriteOnlyCell(sheet, moment.astimezone().replace(tzinfo=None, microsecond=0))
    cell.number_format, cell.alignment = "yyyy-mm-dd hh:mm:ss", _TOP
    return cell


def _status(sheet: Worksheet, status: Status) -> Cell:
    return _coloured(sheet, wording().statuses[status], _COLOURS.get(status, _NEUTRAL))


def _coloured(sheet: Worksheet, text: str, colours: tuple[str, str]) -> Cell:
    fill, ink = colours
    cell = _value(sheet, text)
    cell.fill = PatternFill("solid", start_color=fill)
    cell.font = Font(color=ink)
    return cell
