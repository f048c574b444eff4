"""`order-resources` gives what the world holds, cell by cell, types included, in every variant.

`RPA_FULL=1` runs the whole matrix on the default world; without it a part of it on a smaller one.
"""

from __future__ import annotations

import os

import pytest

from rpa.events import Noticed

pytestmark = pytest.mark.browser

IS_FULL = bool(os.environ.get("RPA_FULL"))
SIZE = {} if IS_FULL else {"rows": 230}
SHEET = "订单资源明细"
SLUG = "order-resources"

FILTERS = {
    "customer": "科技",
    "account": "a",
    "reseller": "云",
    "order": "88",
    "product_type": "弹性云服务器ECS",
    "order_type": "开通,续订",
    "association": "代售",
    "renewal": "是",
    "status": "已完成",
    "expires": "2026-10-01..2027-01-31",
}
ONLY_DISTRIBUTOR = {"reseller"}

ROLES = ("distributor", "solution", "reseller", "manager", "supervisor")

CASES = [
    (seed, role, name)
    for seed in ((2, 3, 4) if IS_FULL else (2,))
    for role in ("distributor", "solution")
    for name in (None, *FILTERS)
    if role == "distributor" or name not in ONLY_DISTRIBUTOR
    if IS_FULL or role == "distributor" or name in (None, "customer", "order_type", "expires")
]

VARIANTS = [
    (generation, role)
    for at, generation in enumerate((2023, 2024, 2025))
    for role in ROLES
    if IS_FULL or role in (ROLES[at], ROLES[at + 2])
]


def _inputs(name: str | None) -> dict[str, str]:
    return {} if name is None else {name: FILTERS[name]}


@pytest.mark.parametrize(("seed", "role", "name"), CASES)
def test_the_workbook_equals_the_truth(replicas, run_flow, seed, role, name):
    replica = replicas(seed=seed, **SIZE)
    outcome = run_flow(SLUG, replica, role=role, **_inputs(name))
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG, role=role, **_inputs(name))


@pytest.mark.parametrize(("generation", "role"), VARIANTS)
def test_the_same_flow_reads_every_generation_for_every_role(replicas, run_flow, generation, role):
    replica = replicas(seed=5, generation=generation, **SIZE)
    outcome = run_flow(SLUG, replica, role=role)
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG, role=role)


def test_a_slow_network_changes_nothing(replicas, run_flow):
    replica = replicas(seed=3, latency_ms=300, **SIZE)
    outcome = run_flow(SLUG, replica, role="distributor")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG)


@pytest.mark.parametrize("fault", ["slow", "table_500", "table_empty_once", "popup_anywhere"])
def test_a_passing_trouble_is_survived(fresh_replica, run_flow, fault):
    replica = fresh_replica(fault=fault, rows=230)
    outcome = run_flow(SLUG, replica, role="distributor")
    assert (outcome.finished.error, outcome.finished.exit_code) == ("", 0)
    assert outcome.sheet(SHEET) == replica.truth(SLUG)


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
    assert any("reading it again" in message for message in said)


def test_the_last_sheet_lists_the_proofs(replicas, run_flow):
    replica = replicas(seed=2, **SIZE)
    outcome = run_flow(SLUG, replica, role="distributor")
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
