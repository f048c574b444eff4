"""What a table suddenly lacks is said; what changes anyway is not."""

from __future__ import annotations

import pytest

from rpa.engine.usual import sudden_drops
from rpa.events import TableRead


def read(rows: int, **filled: float) -> TableRead:
    return TableRead(table="orders", rows=rows, filled=filled)


BEFORE = [read(100, email=0.9), read(120, email=1.0), read(3, email=0.95)]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (read(51, email=0.5), []),
        (read(49, email=0.9), ["orders: only 49 rows; the last runs found 100"]),
        (read(0), ["orders: only 0 rows; the last runs found 100"]),
        (
            read(90, email=0.4),
            ["orders: email is filled in 40% of the rows; in the last runs it was in 95%"],
        ),
        (read(90, new=0.0), []),
    ],
)
def test_less_than_half_of_what_is_usual_is_said(now, said):
    assert list(sudden_drops(now, BEFORE)) == said


def test_nothing_is_usual_yet_or_of_small_tables_and_empty_columns():
    assert list(sudden_drops(read(0), [])) == []
    assert list(sudden_drops(read(1), [read(19, email=1.0)])) == []
    assert list(sudden_drops(read(90, email=0.0), [read(90, email=0.1)])) == []
