"""Columns show whether a query was obeyed, and say nothing where they cannot."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from rpa.flow.dates import DateRange, Month
from rpa.locators.model import ColumnSpec, FieldSpec
from rpa.secret import Secret
from rpa.steps.conditions import conditions

OCTOBER = DateRange(date(2026, 10, 1), date(2026, 10, 31))


def found(kind: str, holding: str, value: Any, **field: Any) -> dict[str, Any]:
    specs = {"状态": FieldSpec(kind=kind, **field)}  # type: ignore[arg-type]
    columns = {"状态": ColumnSpec(type=holding), "别的": ColumnSpec()}  # type: ignore[arg-type]
    return dict(conditions({"状态": value}, specs, columns))


@pytest.mark.parametrize(
    ("kind", "column", "value", "cell", "other"),
    [
        ("text", "text", "云 服务", "弹性云服务器", "数据库"),
        ("text", "id", "cs20", "CS2026", "CS1026"),
        ("select", "text", "有效", "有效", "已失效"),
        ("radio", "text", "是", "是", "否"),
        ("multi_select", "text", "开通,续订", "续订", "退订"),
        ("multi_select", "text", ["开通", "续订"], "开通", None),
        ("date_range", "date", OCTOBER, date(2026, 10, 31), date(2026, 11, 1)),
        ("date_range", "datetime", OCTOBER, datetime(2026, 10, 31, 23, 59), None),
        ("date", "datetime", date(2026, 10, 1), datetime(2026, 10, 1, 9), date(2026, 10, 2)),
        ("month", "text", Month(2026, 10), "2026-10", "2026-11"),
        ("month", "text", Month(2026, 10), "2026/10", "2026/1"),
        ("month", "date", Month(2026, 10), date(2026, 10, 5), date(2026, 9, 30)),
    ],
)
def test_a_cell_is_as_asked_or_not(kind, column, value, cell, other):
    (holds,) = found(kind, column, value).values()
    assert (holds(cell), holds(other)) == (True, False)


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("select", "money", "大于0"),
        ("text", "money", "12"),
        ("text", "text", Secret("open sesame")),
        ("code", "text", "123456"),
    ],
)
def test_nothing_is_said_where_field_and_column_are_not_of_a_kind(kind, column, value):
    assert found(kind, column, value) == {}


def test_the_selectors_say_which_column_a_field_restricts():
    assert list(found("text", "text", "甲", column="别的")) == ["别的"]
    assert found("text", "text", "甲", column=False) == {}
    assert found("text", "text", "甲", column="另一页的") == {}


def test_an_amount_is_no_day():
    (holds,) = found("date_range", "money", OCTOBER).values()
    assert not holds(Decimal(1))
