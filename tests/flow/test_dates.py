"""Days, months and spans, as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa.flow.dates import DateRange, Month, parse_date, parse_month, parse_range

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-31", date(2026, 10, 31)),
        ("2026/1/5", date(2026, 1, 5)),
        (" today ", TODAY),
        ("yesterday", date(2026, 3, 30)),
        ("tomorrow", date(2026, 4, 1)),
        ("-30d", date(2026, 3, 1)),
        ("+7d", date(2026, 4, 7)),
        ("-1m", date(2026, 2, 28)),
        ("+12m", date(2027, 3, 31)),
    ],
)
def test_a_day_can_be_written_in_several_ways(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", Month(2026, 10)),
        ("2026/1", Month(2026, 1)),
        ("this_month", Month(2026, 3)),
        ("last_month", Month(2026, 2)),
        ("-3m", Month(2025, 12)),
    ],
)
def test_a_month_can_be_written_in_several_ways(text, month):
    assert parse_month(text, TODAY) == month


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-10-01..2026-10-31", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-10-01..", date(2026, 10, 1), None),
        ("..2026-10-31", None, date(2026, 10, 31)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-01..2026-02", date(2026, 1, 1), date(2026, 2, 28)),
        ("last_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("this_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("-30d .. today", date(2026, 3, 1), TODAY),
    ],
)
def test_a_span_can_be_written_in_several_ways(text, start, end):
    assert parse_range(text, TODAY) == DateRange(start, end)


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (
            parse_date,
            "soon",
            '"soon" is not a date; write 2026-10-31, today, yesterday, tomorrow, -30d, +7d or -1m',
        ),
        (parse_date, "2026-02-30", "2026-02-30 is not a day of the calendar"),
        (parse_date, "-99999m", "-99999m from 2026-03-31 is out of the calendar"),
        (parse_month, "2026-13", "2026-13 is not a month of the calendar"),
        (
            parse_month,
            "today",
            '"today" is not a month; write 2026-10, this_month, last_month or -1m',
        ),
        (
            parse_range,
            "..",
            (
                '".." is not a date range; write 2026-10-01..2026-10-31, 2026-10-01.., '
                "..2026-10-31, 2026-10, a single day, today, this_month, "
                "last_month, this_year or -30d..today"
            ),
        ),
        (
            parse_range,
            "2026-10-02..2026-10-01",
            "2026-10-02..2026-10-01 begins after it ends",
        ),
    ],
)
def test_what_is_no_date_is_told_with_the_forms(parse, text, message):
    with pytest.raises(ValueError, match=r".") as raised:
        parse(text, TODAY)
    assert str(raised.value) == message


def test_a_month_knows_its_days_and_its_neighbours():
    month = Month(2026, 1)
    assert (month.start, month.end) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (month - 1, month + 13) == (Month(2025, 12), Month(2027, 2))
    assert date(2026, 1, 15) in month
    assert date(2026, 2, 1) not in month
    assert Month(2025, 12) < month


def test_a_range_with_an_open_end_has_all_days_on_that_side():
    days = DateRange(date(2026, 1, 1), None)
    assert date(2030, 1, 1) in days
    assert date(2025, 12, 31) not in days
    assert "2026-01-01" not in days


@given(st.dates(), st.dates())
def test_a_range_reads_back_from_its_text(one, other):
    days = DateRange(min(one, other), max(one, other))
    assert parse_range(str(days), TODAY) == days


@given(st.dates())
def test_a_month_reads_back_from_its_text(day):
    assert parse_month(str(Month.of(day)), TODAY) == Month.of(day)


@given(st.text(st.sampled_from("0123456789-/.+dmtodayls_ "), max_size=12))
def test_any_text_is_a_span_or_a_value_error(text):
    for parse in (parse_date, parse_month, parse_range):
        with suppress(ValueError):
            parse(text, TODAY)
