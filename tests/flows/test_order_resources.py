"""`order-resources` in trouble: what is missing is never kept quiet, what moved is read again."""

from __future__ import annotations

import pytest

from rpa.events import Noticed

pytestmark = pytest.mark.browser

SHEET = "订单资源明细"
SLUG = "order-resources"


@pytest.mark.slow
def test_a_slow_network_changes_nothing_and_the_last_sheet_lists_the_proofs(replicas, run_flow):
    replica = replicas(seed=3, latency_ms=300, rows=230)
    outcome = run_flow(SLUG, replica, role="distributor")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG)
    rows = outcome.sheet("关于")["rows"]
    about = [filled for row in rows if (filled := [one for one in row if one is not None])]
    total = replica.truth(SLUG)["total"]
    proof = next(row for row in about if row[-1] == f"{total} rows, as the pager says")
    assert proof[0] == SHEET
    assert [proof.check for proof in outcome.finished.proofs] == [
        "count",
        "columns",
        "types",
        "keys",
        "revealed",
    ]
    assert {proof.verdict for proof in outcome.finished.proofs} == {"holds"}


def test_a_page_that_lacks_a_row_never_passes_as_complete(fresh_replica, run_flow):
    replica = fresh_replica(fault="short_page", rows=230)
    outcome = run_flow(SLUG, replica, role="distributor")
    assert outcome.finished.exit_code == 3
    assert outcome.finished.error == (
        "订单资源明细: 229 rows read, the pager says 230: 1 missing (page 2 has 99 of 100)"
    )
    assert outcome.sheet(SHEET)["total"] == 229


def test_a_row_that_arrives_meanwhile_is_noticed_and_read_too(fresh_replica, run_flow):
    replica = fresh_replica(fault="rows_shift", rows=330)
    outcome = run_flow(SLUG, replica, role="distributor")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG)
    said = [event.message for event in outcome.told(Noticed)]
    assert f"{SHEET}: rows moved while it was read; reading on from page 1" in said


@pytest.mark.slow
def test_the_portals_own_export_proves_the_rows(fresh_replica, run_flow):
    replica = fresh_replica(rows=130)
    outcome = run_flow(SLUG, replica, verify="true")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG)
    (proof,) = (one for one in outcome.finished.proofs if one.check == "export")
    assert proof.detail.startswith("130 rows as in the portal's export: 订单号, ")


@pytest.mark.slow
def test_a_row_that_the_portals_own_export_lacks_fails_the_run(fresh_replica, run_flow):
    replica = fresh_replica(rows=130, fault="export_short")
    outcome = run_flow(SLUG, replica, verify="true")
    assert outcome.finished.exit_code == 3
    assert outcome.finished.error == (
        "订单资源明细: 130 rows read, 129 in the portal's export; 1 rows are not in the export"
    )
    assert outcome.sheet(SHEET) == replica.truth(SLUG)
