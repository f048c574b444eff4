"""Troubles of the portal that pass are survived, and the workbook is whole all the same."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

SLUG = "order-resources"
OPTIONS = {"seed": 9, "rows": 120}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param("slow", marks=pytest.mark.slow),
        "table_500",
        "table_empty_once",
        "popup_anywhere",
    ],
)
def test_a_passing_trouble_is_survived(replicas, signed_in, workbook, sheet, fault):
    replica, session = replicas(**OPTIONS), signed_in("distributor", **OPTIONS)
    replica.fault(fault)
    try:
        sheets = session.run(SLUG, {})
    finally:
        replica.fault(fault, on=False)
    assert sheet(workbook(sheets), sheets[0].name) == replica.truth(SLUG)
    assert session.verdicts() == {"holds"}
