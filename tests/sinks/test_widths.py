from datetime import date, datetime
from decimal import Decimal

import pytest

from rpa.sinks.widths import NARROWEST, WIDEST, column_widths, text_width
from rpa.tables import Column, Rows


def test_a_chinese_character_takes_two_columns_and_the_longest_line_counts():
    assert [text_width(text) for text in ("", "abc", "订单号", "a\n订单", "ｆ")] == [0, 3, 6, 4, 2]


def test_widths_come_from_headers_and_values_as_they_are_shown():
    columns = (
        Column("订单号", "id"),
        Column("金额", "money"),
        Column("失效时间", "datetime"),
        Column("n", "integer"),
        Column("备注"),
    )
    row = ("20261123000000000001", Decimal("-1234567.5"), datetime(2026, 11, 23), 1, "长" * 99)

    assert column_widths(Rows(columns, [row])) == [22, 15, 21, NARROWEST, WIDEST]


def test_without_rows_the_header_alone_decides():
    assert column_widths(Rows((Column("客户名称"), Column("日期", "date")), [])) == [13, 9]


@pytest.mark.parametrize("at", [0, 340, 999])
def test_a_long_table_is_sampled_from_its_first_row_to_its_last(at):
    cells = [("x",)] * 1000
    cells[at] = ("y" * 30,)
    assert column_widths(Rows((Column("a"),), cells)) == [32]


def test_a_date_is_shown_as_ten_characters():
    assert column_widths(Rows((Column("d", "date"),), [(date(2026, 11, 23),)])) == [12]
