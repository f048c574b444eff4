"""Values in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from rpa.flow.dates import DateRange, Month
from rpa.flow.words import as_text, in_words
from rpa.secret import Secret
from rpa.tables import Column, Rows

ROWS = Rows((Column("a"),), [("1",), ("2",)])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (5, "the number 5"),
        (Decimal("1.50"), "the number 1.50"),
        (10**100, "a number"),
        ("", "an empty text"),
        ("abc", 'the text "abc"'),
        ("a" * 61, "a text of 61 characters"),
        (Secret("hunter22"), "a secret"),
        (date(2026, 1, 2), "the date 2026-01-02"),
        (datetime(2026, 1, 2, 3, 4), "the time 2026-01-02 03:04:00"),
        (DateRange(None, date(2026, 1, 2)), "the dates ..2026-01-02"),
        (Month(2026, 1), "the month 2026-01"),
        (timedelta(days=3), "a number of days"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "a mapping"),
        (ROWS, "a table of 2 rows"),
        (ROWS[0], "a row"),
        (object(), "a value of type object"),
    ],
)
def test_a_value_is_told_in_words(value, words):
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, "false"),
        (5.0, "5"),
        (1e-7, "0.0000001"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5, 6), "2026-01-02 03:04:05"),
        (Month(2026, 1), "2026-01"),
    ],
)
def test_a_plain_value_reads_well_inside_a_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}, ROWS, Secret("x"), float("nan").as_integer_ratio])
def test_a_table_or_secret_is_no_text(value):
    with pytest.raises(TypeError):
        as_text(value)
