"""Whatever a portal's tables pretend, no wrong workbook ever comes with good proofs.

`RPA_FULL=1` tries 200 mixtures of lies; without it a few.
"""

from __future__ import annotations

import os
import random

import pytest

from rpa.events import ProofMade

pytestmark = pytest.mark.browser

LIES = (
    "short_page",
    "page_repeats",
    "size_lies",
    "total_lies",
    "rows_shift",
    "table_empty_once",
    "table_500",
)
HARMLESS = {"rows_shift", "table_empty_once", "table_500"}
ROUNDS = 200 if os.environ.get("RPA_FULL") else 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_wrong_workbook_never_passes_as_right(replicas, signed_in, workbook, sheet, number):
    chance = random.Random(number)
    lies = chance.sample(LIES, chance.choice((1, 1, 2, 3)))
    options = {"seed": 6, "rows": chance.choice((30, 140, 230, 320))}
    replica, session = replicas(**options), signed_in("distributor", **options)
    for lie in lies:
        replica.fault(lie)
    try:
        sheets = session.run("order-resources", {})
    finally:
        for lie in lies:
            replica.fault(lie, on=False)
    proofs = [one.proof for one in session.events if isinstance(one, ProofMade)]
    is_right = sheet(workbook(sheets), sheets[0].name) == replica.truth("order-resources")
    failed = {one.check for one in proofs if one.verdict != "holds"}
    assert is_right or failed, lies
    if HARMLESS.issuperset(lies):
        assert (is_right, failed) == (True, set()), lies
