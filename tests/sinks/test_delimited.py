from datetime import date, datetime
from decimal import Decimal

import pytest

from rpa.sinks.delimited import write_csv
from rpa.tables import Column, Rows


def lines(path):
    return path.read_bytes().decode("utf-8-sig").split("\r\n")


def test_values_are_exact_and_excel_finds_the_byte_order_mark(tmp_path):
    columns = (
        Column("订单号", "id"),
        Column("金额", "money"),
        Column("日期", "date"),
        Column("时间", "datetime"),
        Column("主资源", "bool"),
        Column("数量", "integer"),
        Column("备注"),
    )
    rows = [
        (
            "00123456789012345678",
            Decimal("1E+3"),
            date(2026, 11, 1),
            datetime(2026, 11, 1, 8, 5),
            True,
            7,
            '说 "好", 行',
        ),
        (None, Decimal("-0.10"), None, None, False, -7, None),
    ]

    path = write_csv(tmp_path / "rows.csv", Rows(columns, rows))

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines(path) == [
        "订单号,金额,日期,时间,主资源,数量,备注",
        '00123456789012345678,1000,2026-11-01,2026-11-01 08:05:00,是,7,"说 ""好"", 行"',
        ",-0.10,,,否,-7,",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("--", "--"),
        ("-", "-"),
        ("a=1", "a=1"),
    ],
)
def test_text_that_excel_would_run_is_quoted_unless_asked_not_to(tmp_path, text, shown):
    rows = Rows((Column("a"), Column("b")), [(text, "")])

    assert lines(write_csv(tmp_path / "safe.csv", rows))[1] == f"{shown},"
    assert lines(write_csv(tmp_path / "bare.csv", rows, excel_safe=False))[1] == f"{text},"


def test_a_table_without_rows_has_its_header(tmp_path):
    assert lines(write_csv(tmp_path / "a.csv", Rows((Column("订单号"),), []))) == ["订单号", ""]


class Streamed:
    """Rows that can only be gone through, once."""

    def __init__(self, cells):
        self._cells = iter(cells)

    def __iter__(self):
        return self._cells


def test_rows_that_stream_are_gone_through_once(tmp_path):
    rows = Rows((Column("n", "integer"),), Streamed([(1,), (2,)]))

    assert lines(write_csv(tmp_path / "a.csv", rows)) == ["n", "1", "2", ""]
