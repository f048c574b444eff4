"""A cell's text becomes its value, or is refused with what was wanted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from rpa.cells import parser


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "＝苏州等号", "＝苏州等号"),
        ("text", " 银川 ", " 银川 "),
        ("id", "00123456789012345678", "00123456789012345678"),
        ("money", "927,038.09", Decimal("927038.09")),
        ("money", "-12.00", Decimal("-12.00")),
        ("money", "0.00", Decimal("0.00")),
        ("money", "1234567.8", Decimal("1234567.8")),
        ("money", "¥1,234.50", Decimal("1234.50")),
        ("money", "-¥1,234.50", Decimal("-1234.50")),
        ("money", "CNY 12.00", Decimal("12.00")),
        ("integer", "1,286", 1286),
        ("number", "3.50", Decimal("3.50")),
        ("date", "2026-10-31", date(2026, 10, 31)),
        ("date", "2026/1/5", date(2026, 1, 5)),
        ("datetime", "2026-10-31 03:10:06", datetime(2026, 10, 31, 3, 10, 6)),
        ("datetime", "2026/10/31 03:10", datetime(2026, 10, 31, 3, 10)),
        ("datetime", "2026-10-31T03:10:06 GMT+08:00", datetime(2026, 10, 31, 3, 10, 6)),
    ],
)
def test_a_text_is_read_as_its_columns_type(kind, text, value):
    assert parser(kind)(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("money", "1,23.00", "an amount such as 1,234.50 is wanted"),
        ("money", "12.00元左右", "an amount such as 1,234.50 is wanted"),
        ("money", "***", "an amount such as 1,234.50 is wanted"),
        ("integer", "1.5", "a whole number is wanted"),
        ("date", "31.10.2026 ", "a date such as 2026-10-31 is wanted"),
        ("date", "2026-10-31 03:10:06", "a date such as 2026-10-31 is wanted"),
        ("datetime", "2026-10-31", "a moment such as 2026-10-31 12:30:00 is wanted"),
    ],
)
def test_a_text_of_another_type_is_refused(kind, text, wanted):
    with pytest.raises(ValueError, match="wanted") as refused:
        parser(kind)(text)
    assert str(refused.value) == wanted


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"day|month"):
        parser("date")(text)


@pytest.mark.parametrize("kind", ["text", "id", "money", "date", "datetime", "integer"])
def test_an_empty_cell_is_none_whatever_its_column_holds(kind):
    parse = parser(kind, empty=["--"])
    assert [parse(""), parse("--")] == [None, None]


def test_words_stand_for_true_and_false():
    parse = parser("bool", yes=["是"], no=["否"])
    assert [parse("是"), parse("否"), parse("")] == [True, False, None]
    with pytest.raises(ValueError, match="one of 是, 否 is wanted"):
        parse("也许")
