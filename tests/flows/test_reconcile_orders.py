"""`reconcile-orders`: each planted difference is found, none where there is none."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

SLUG = "reconcile-orders"
ROWS = 900
KINDS = ("仅页面有", "仅接口有", "订单状态", "下单时间", "实付金额")


def test_every_planted_difference_is_found_and_fails_the_run(fresh_replica, run_flow):
    replica = fresh_replica(rows=ROWS, fault="api_differs")
    outcome = run_flow(SLUG, replica)
    truth = replica.truth(SLUG, api_differs="1")
    found = outcome.sheet("差异")
    assert found["columns"] == truth["columns"]
    assert sorted(found["rows"], key=str) == sorted(truth["rows"], key=str)
    assert {row[1] for row in truth["rows"]} == set(KINDS)
    assert (outcome.finished.exit_code, outcome.finished.status) == (3, "unproven")
    counts = [outcome.sheet(name)["total"] for name in ("页面订单", "接口订单")]
    assert outcome.finished.error == (
        f"页面 / 接口: {truth['total']} differences, {counts[0]} against {counts[1]} rows"
    )


@pytest.mark.slow
def test_page_and_api_agree_for_every_role_that_may_ask(replicas, signed_in):
    months = "2026-01-01..2026-10-31"
    session = signed_in("solution", rows=ROWS)
    differences, shown, told = session.run(SLUG, {"ordered": months})
    assert (list(differences.rows.cells), session.verdicts()) == ([], {"holds"})
    assert len(shown.rows) == len(told.rows) > 20


def test_the_service_refuses_who_may_not_ask(replicas, run_flow):
    outcome = run_flow(SLUG, replicas(rows=ROWS), role="reseller")
    assert outcome.finished.exit_code == 4
    assert outcome.finished.error == (
        "ListCustomerOrders: the API answered CBC.0151: Access denied.; the account needs the "
        "permission for it, which an administrator of the partner grants"
    )
