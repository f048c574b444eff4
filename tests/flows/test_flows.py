"""Every reading flow gives what the world holds, cell by cell, types included, for every role.

`RPA_FULL=1` runs all of it on three seeds: each role without filters and with each filter alone.
Without it each flow runs once on a smaller world, in one of the three generations, for one of its
roles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.browser

IS_FULL = bool(os.environ.get("RPA_FULL"))
ROWS, ROWS_IF_SLOW = (230, 60) if IS_FULL else (60, 6)
FLOWS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yaml").read_text()
)
GENERATIONS = (2025, 2024, 2023)
FILTERED = ("order-resources", "expenditure-details")
"""What the quick matrix also runs with a filter."""


def _cases() -> Iterator[tuple[int, int, str, str, str | None]]:
    """Yield seed, generation, role, flow and filter; what shares a browser stands together."""
    for slug_at, (slug, flow) in enumerate(FLOWS.items()):
        for role_at, role in enumerate(flow["roles"]):
            filters = [one for one in flow["filters"] if role in _roles_of(flow, one)]
            if IS_FULL:
                yield from (
                    (seed, 2025, role, slug, one) for seed in (1, 2, 3) for one in (None, *filters)
                )
                yield from ((4, generation, role, slug, None) for generation in (2023, 2024))
            elif role_at == slug_at % len(flow["roles"]):
                yield 2, GENERATIONS[slug_at % 3], role, slug, None
            if not IS_FULL and role_at == 0 and slug in FILTERED:
                yield 2, GENERATIONS[0], role, slug, filters[slug_at % len(filters)]


def _roles_of(flow: dict[str, Any], name: str) -> list[str]:
    return flow.get("only", {}).get(name, flow["roles"])


@pytest.mark.parametrize(("seed", "generation", "role", "slug", "name"), sorted(_cases(), key=str))
def test_the_workbook_equals_the_truth(
    replicas, signed_in, workbook, sheet, seed, generation, role, slug, name
):
    flow = FLOWS[slug]
    inputs = {**flow.get("given", {}), **({name: flow["filters"][name]} if name else {})}
    rows = ROWS_IF_SLOW if flow.get("slow") else ROWS
    options = {"seed": seed, "generation": generation, "rows": rows}
    session = signed_in(role, **options)
    sheets = session.run(slug, inputs)
    book = workbook(sheets)
    truth = replicas(**options).truth(slug, role=role, **inputs)
    further = truth.pop("sheets", {})
    assert sheet(book, sheets[0].name) == truth
    assert {one: sheet(book, one) for one in further} == further
    assert session.verdicts() == {"holds"}
