"""What is asked and answered: moments of the portal's clock against universal time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from rpa.api.values import asked, local, zone_of
from rpa.flow.dates import DateRange, Month
from rpa.secret import Secret

EAST = timezone(timedelta(hours=8))
ASKS = {
    "order_id": "str",
    "status": "int",
    "status_list": "list[int]",
    "create_time_begin": "str",
    "create_time_end": "str",
    "bill_cycle": "str",
    "bill_date_begin": "str",
    "face_value": "decimal.Decimal",
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"order_id": "CS18", "status": None}, {"order_id": "CS18"}),
        ({"order_id": 18, "status": "5"}, {"order_id": "18", "status": 5}),
        ({"order_id": Secret("CS18")}, {"order_id": "CS18"}),
        ({"status_list": "2, 3"}, {"status_list": [2, 3]}),
        ({"status_list": [2, "3"]}, {"status_list": [2, 3]}),
        ({"face_value": Decimal("0.10")}, {"face_value": Decimal("0.10")}),
        ({"bill_cycle": Month(2026, 10)}, {"bill_cycle": "2026-10"}),
        ({"bill_date_begin": date(2026, 10, 1)}, {"bill_date_begin": "2026-10-01"}),
        (
            {"create_time_begin": date(2026, 11, 1), "create_time_end": date(2026, 11, 1)},
            {
                "create_time_begin": "2026-10-31T16:00:00Z",
                "create_time_end": "2026-11-01T15:59:59Z",
            },
        ),
        (
            {"create_time_begin": datetime(2026, 11, 1, 9, 30)},
            {"create_time_begin": "2026-11-01T01:30:00Z"},
        ),
        (
            {"create_time": DateRange(date(2026, 11, 1), None)},
            {"create_time_begin": "2026-10-31T16:00:00Z"},
        ),
        (
            {"create_time": Month(2026, 10)},
            {
                "create_time_begin": "2026-09-30T16:00:00Z",
                "create_time_end": "2026-10-31T15:59:59Z",
            },
        ),
        (
            {"create_time": date(2026, 11, 1)},
            {
                "create_time_begin": "2026-10-31T16:00:00Z",
                "create_time_end": "2026-11-01T15:59:59Z",
            },
        ),
        ({"create_time": None}, {}),
    ],
)
def test_what_is_given_is_asked_as_the_service_takes_it(given, expected):
    assert asked(given, ASKS, EAST) == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"create_time": "today"}, "create_time: days are wanted, not a text"),
        ({"status": "open"}, 'status: a whole number is wanted, not "open"'),
        ({"order": "CS18"}, 'unknown field "order"; did you mean "order_id"?'),
    ],
)
def test_what_cannot_be_asked_is_said(given, said):
    with pytest.raises(ValueError, match=r".") as caught:
        asked(given, ASKS, EAST)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("offset", "zone"),
    [
        ("+08:00", timezone(timedelta(hours=8))),
        ("-03:30", timezone(-timedelta(hours=3, minutes=30))),
        ("+00:00", timezone(timedelta())),
    ],
)
def test_an_offset_is_a_zone(offset, zone):
    assert zone_of(offset) == zone


def test_a_moment_is_told_by_the_clock_of_the_portal():
    assert local("2026-10-31T16:00:01Z", EAST) == datetime(2026, 11, 1, 0, 0, 1)
    assert local("2026-10-31T16:00:01", EAST) == datetime(2026, 11, 1, 0, 0, 1)
    with pytest.raises(ValueError, match="a moment such as"):
        local("yesterday", EAST)
