"""Rows from Excel and CSV files as people keep them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook

from rpa.flow.rows_file import read_rows
from rpa.tables import Column, Rows


@pytest.fixture
def book(tmp_path):
    """Write a workbook of sheets (name → lines) and return its path."""

    def write(name="客户.xlsx", **sheets):
        workbook = Workbook()
        workbook.remove(workbook.active)
        for title, lines in sheets.items():
            sheet = workbook.create_sheet(title)
            for line in lines:
                sheet.append(line)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def text(tmp_path):
    def write(content, encoding="utf-8", name="客户.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


def problem(path, columns, sheet=None) -> str:
    with pytest.raises(ValueError, match=r".") as raised:
        read_rows(path, columns, sheet)
    return str(raised.value)


TEXTS = {"客户名称": "text", "金额": "text"}
AS_TEXT = Rows((Column("客户名称"), Column("金额")), [("张三", "1.50"), ("李四", "2")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_the_encodings_of_excel(encoding, text):
    assert read_rows(text("客户名称,金额\r\n张三,1.50\r\n李四,2\r\n", encoding), TEXTS) == AS_TEXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_may_have_other_delimiters_quotes_and_blank_lines(delimiter, text):
    content = '\n"客户名称",金额\n\n "张三" ,1.50\n李四,2\n,\n'.replace(",", delimiter)
    rows = read_rows(text(content.replace(' "张三" ', "张三")), TEXTS)
    assert rows == AS_TEXT


def test_a_workbook_is_read_by_its_header_wherever_that_stands(book):
    path = book(
        说明=[["how to fill this in"]],
        数据=[
            ["2026 年客户", None],
            [],
            ["序号", "客户\n名称", None, "金额"],
            [1, " 张三 ", "x", 1.5],
            [None, None, None, None],
            [2, "李四", None, 20],
        ],
    )
    assert read_rows(path, {"金额": "money", "客户 名称": "text"}) == Rows(
        (Column("序号"), Column("客户 名称"), Column("金额", "money")),
        [("1", "张三", Decimal("1.5")), ("2", "李四", Decimal(20))],
    )


def test_cells_become_values_of_their_columns(book):
    types = {
        "id": "id", "count": "integer", "price": "money", "day": "date", "at": "datetime",
        "flag": "bool", "note": "text",
    }  # fmt: skip
    path = book(
        S=[
            list(types),
            ["00123", 5.0, 0.1, datetime(2026, 1, 2), datetime(2026, 1, 2, 3, 4), True, 1.5],
            [123, "1,234", "￥1,234.50", "2026/1/2", date(2026, 1, 2), "no", datetime(2026, 1, 2)],
            ["a", None, None, None, None, None, time(3, 4)],
        ]
    )
    assert read_rows(path, types).cells == [
        ("00123", 5, Decimal("0.1"), date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), True, "1.5"),
        ("123", 1234, Decimal("1234.50"), date(2026, 1, 2), datetime(2026, 1, 2), False,
         "2026-01-02"),
        ("a", None, None, None, None, None, "03:04:00"),
    ]  # fmt: skip


def test_a_missing_column_is_told_with_file_sheet_and_the_nearest(book, text):
    path = book(客户=[["客户名", "账号"], ["a", "b"]])
    assert problem(path, TEXTS) == (
        '客户.xlsx: sheet 客户: no column "客户名称"; did you mean "客户名"?; '
        'no column "金额"; known: 客户名, 账号'
    )
    assert problem(text("a,b\n1,2\n"), {"c": "text"}) == '客户.csv: no column "c"; known: a, b'


def test_a_sheet_can_be_named(book):
    lines = [["客户名称"], ["a"]]
    path = book(一月=lines, 二月=[["客户名称"], ["b"]])
    assert read_rows(path, {"客户名称": "text"}, "二月").cells == [("b",)]
    assert problem(path, {}, "三月") == '客户.xlsx: no sheet "三月"; did you mean "二月" or "一月"?'


def test_what_cannot_be_read_is_told_with_its_row(book):
    path = book(
        S=[
            ["金额", "日期", "订单号"],
            ["abc", "soon", 20231234567890123456],
            *[["x", None, None]] * 5,
        ]
    )
    types = {"金额": "money", "日期": "date", "订单号": "id"}
    assert problem(path, types) == (
        '客户.xlsx: sheet S: row 2, 金额: found the text "abc"; '
        'an amount such as 1,234.50 is wanted; row 2, 日期: found the text "soon"; '
        "a date such as 2026-10-31 is wanted; "
        "row 2, 订单号: a number of more than 15 digits, which Excel rounds; "
        "format the column as text and enter it again; "
        'row 3, 金额: found the text "x"; an amount such as 1,234.50 is wanted; '
        'row 4, 金额: found the text "x"; an amount such as 1,234.50 is wanted; and 3 more'
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "客户.csv: there is nothing in it"),
        ("客户名称,金额\n", "客户.csv: there are no rows below the header"),
        ("客户名称,金额,金额\na,1,2\n", '客户.csv: the column "金额" is there 2 times'),
        ("客户名称,金额\n#N/A,1\n", "客户.csv: row 2, 客户名称: the formula gives #N/A"),
    ],
)
def test_a_file_without_the_rows_that_are_wanted_is_refused(content, message, text):
    assert problem(text(content), TEXTS) == message


def test_further_columns_of_the_same_name_are_told_apart(text):
    rows = read_rows(text("a,b,b\n1,2,3\n"), {"a": "text"})
    assert rows.names == ("a", "b", "b (2)")


def test_a_file_that_is_no_table_is_told_so(tmp_path, text):
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"\xd0\xcf\x11\xe0 encrypted")
    assert problem(broken, {}) == (
        "a.xlsx: it cannot be read as a workbook; is it protected by a password, "
        "or still open in Excel? save it anew as .xlsx"
    )
    assert problem(text("", name="a.xls"), {}) == "a.xls: an old workbook; save it as .xlsx"
    assert problem(text("", name="a.pdf"), {}) == "a.pdf: an .xlsx or .csv file is wanted"
    broken.with_suffix(".csv").write_bytes(b"a\xff\xff\xff")
    assert problem(tmp_path / "a.csv", {}) == (
        "a.csv: its encoding is unknown; save it as CSV UTF-8"
    )
