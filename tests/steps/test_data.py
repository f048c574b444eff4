"""The steps that make values and files: `set`, `excel`, `csv`."""

from __future__ import annotations

import stat
from datetime import datetime

import pytest
from openpyxl import load_workbook

from rpa.events import FileWritten

pytestmark = pytest.mark.browser

GOODS = """\
id,name,price,made
00012345678901234567,Tea,1234.50,2026-10-01
00012345678901234568,=1+1,-0.5,2026-10-02
"""

ROWS = """
inputs:
  goods:
    type: rows
    columns: {id: id, name: text, price: money, made: date}
"""


def test_rows_reach_the_workbook_and_the_csv_as_they_are(run, tmp_path):
    (tmp_path / "goods.csv").write_text(GOODS)
    outcome = run(
        """
        - excel: {rows: "${goods}", sheet: All goods}
        - excel: {rows: "${goods[:1]}", sheet: "First of ${goods | length}"}
        - excel: {rows: "${goods}", sheet: Goods, file: other}
        - csv: {rows: "${goods}", file: goods}
        - csv: {rows: "${goods[1:]}"}
        - attempt: [{excel: {rows: "${goods}", sheet: All goods}}]
          rescue: [{set: {twice: "${error}"}}]
        - attempt: [{excel: {rows: [1, 2], sheet: Numbers}}]
          rescue: [{set: {no_rows: "${error}"}}]
        - attempt: [{csv: {rows: "${twice}"}}]
          rescue: [{set: {no_rows_either: "${error}"}}]
        - attempt: [{csv: {rows: "${goods}", file: ../goods}}]
          rescue: [{set: {outside: "${error}"}}]
        - fail: "${[twice, no_rows, no_rows_either, outside] | join('\\n')}"
        """,
        head=ROWS,
        goods=str(tmp_path / "goods.csv"),
    )
    assert outcome.finished.error.splitlines() == [
        "flow.xlsx has a sheet All goods already; give this one another name",
        "rows: a table that was read is wanted, not a list of 2",
        "rows: a table that was read is wanted, not a text",
        "../goods: a plain file name is wanted; such as report.csv",
    ]
    written = {one.path.name: one.rows for one in outcome.told(FileWritten) if one.rows}
    assert written == {"goods.csv": 2, "flow.csv": 1, "flow.xlsx": 3, "other.xlsx": 2}
    assert {stat.S_IMODE((outcome.folder / name).stat().st_mode) for name in written} == {0o600}
    assert (outcome.folder / "goods.csv").read_text("utf-8-sig").splitlines() == [
        "id,name,price,made",
        "00012345678901234567,Tea,1234.50,2026-10-01",
        "00012345678901234568,'=1+1,-0.5,2026-10-02",
    ]
    book = load_workbook(outcome.folder / "flow.xlsx")
    assert book.sheetnames == ["All goods", "First of 2", "关于"]
    assert [[cell.value for cell in row] for row in book["All goods"].iter_rows()] == [
        ["id", "name", "price", "made"],
        ["00012345678901234567", "Tea", 1234.5, datetime(2026, 10, 1)],
        ["00012345678901234568", "=1+1", -0.5, datetime(2026, 10, 2)],
    ]
    assert book["All goods"]["B3"].data_type == "s"


def test_a_value_keeps_its_type_from_expression_to_expression(run, tmp_path):
    (tmp_path / "goods.csv").write_text(GOODS)
    outcome = run(
        """
        - set: {number: 3, half: 0.5, flag: true, nothing: null, list: [1, two], map: {a: 1}}
        - set:
            sum: "${number + half}"
            text: "n=${number}"
            same: "${goods}"
            price: "${goods[0].price}"
            day: "${goods[0].made}"
            names: "${goods | map(attribute='name') | list}"
            nested: ["${number}", {deep: "${list}"}]
        - expect: "${number == 3 and sum == 3.5 and text == 'n=3' and flag and nothing is none}"
        - expect: "${list[1] == 'two' and map.a == 1 and nested[0] == 3 and nested[1].deep == list}"
        - expect: "${same is sameas goods and same | length == 2}"
        - expect: "${price + price == 2469 and day < today and names[0] == 'Tea'}"
        - expect: "${run and site == 'sandbox'}"
        - set: {number: "${number + 1}"}
        - expect: {that: "${number == 4}"}
        """,
        head=ROWS,
        goods=str(tmp_path / "goods.csv"),
    )
    assert (outcome.finished.error, outcome.finished.status) == ("", "ok")
