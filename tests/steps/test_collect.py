"""Tables that grow: columns of one's own in front, those that differ kept apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rpa.steps.collect import joined, rows_of, with_columns
from rpa.tables import Column, Rows

ORDERS = Rows((Column("订单号", "id"), Column("金额", "money")), [("1", Decimal("2.50"))])


def test_added_columns_stand_in_front_with_the_type_of_their_value():
    rows = with_columns(ORDERS, {"客户名称": "甲", "日期": date(2026, 11, 1), "序号": 3})
    assert rows == Rows(
        (Column("客户名称"), Column("日期", "date"), Column("序号", "integer"), *ORDERS.columns),
        [("甲", date(2026, 11, 1), 3, "1", Decimal("2.50"))],
    )


def test_rows_of_the_same_columns_follow_one_another():
    assert joined(ORDERS, ORDERS) == Rows(ORDERS.columns, [*ORDERS.cells, *ORDERS.cells])


def test_a_column_that_one_table_lacks_is_empty_there():
    other = Rows((Column("金额", "money"), Column("状态")), [(Decimal(1), "有效")])
    assert joined(ORDERS, other) == Rows(
        (*ORDERS.columns, Column("状态")),
        [("1", Decimal("2.50"), None), (None, Decimal(1), "有效")],
    )


def test_the_first_rows_give_an_empty_start_its_columns():
    assert joined(Rows((), []), ORDERS) == ORDERS


def test_single_rows_make_a_table_again():
    assert rows_of([ORDERS[0], ORDERS[0]]) == Rows(
        (Column("订单号"), Column("金额", "number")), [*ORDERS.cells, *ORDERS.cells]
    )
    assert rows_of([]) == Rows((), [])


def test_a_row_of_ones_own_needs_no_table():
    assert with_columns(Rows((), [()]), {"订单号": "7"}) == Rows((Column("订单号"),), [("7",)])
