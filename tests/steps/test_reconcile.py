"""Two tables against each other: every difference once, and none where there is none."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from rpa.errors import StepFailed
from rpa.events import ProofMade
from rpa.steps.reconcile import Reconcile
from rpa.tables import Column, Proof, Rows

COLUMNS = (Column("号", "id"), Column("额", "money"), Column("时间", "datetime"))
AT = datetime(2026, 11, 1, 9, 30)
LEFT = Rows(COLUMNS, [("1", Decimal("2.50"), AT), ("2", None, AT), ("3", Decimal(7), None)])


def run(left: Rows, right: object, **more: object) -> tuple[Rows, Proof]:
    told: list[ProofMade] = []
    ctx = SimpleNamespace(scope={}, emit=told.append)
    step = Reconcile(tables={"页面": left, "接口": right}, key=("号",), into="found", **more)
    step.run(ctx)
    (event,) = told
    return ctx.scope["found"], event.proof


def test_tables_that_say_the_same_have_no_difference_in_whatever_order_and_scale():
    right = Rows(
        COLUMNS[::-1],
        [(None, Decimal("7.00"), "3"), (AT, None, "2"), (AT, Decimal("2.5"), "1")],
    )
    found, proof = run(LEFT, right, columns=("额", "时间"))
    names = (Column("号", "id"), Column("差异"), Column("页面"), Column("接口"))
    assert found == Rows(names, [])
    assert proof == Proof("页面 / 接口", "reconciled", "holds", "no difference, 3 against 3 rows")


def test_each_difference_is_told_with_both_values():
    later = datetime(2026, 11, 1, 9, 30, 1)
    right = Rows(COLUMNS, [("1", Decimal("2.51"), later), ("2", Decimal(0), AT), ("4", None, None)])
    found, proof = run(LEFT, right, columns=("额", "时间"))
    assert found.cells == [
        ("1", "额", "2.50", "2.51"),
        ("1", "时间", "2026-11-01 09:30:00", "2026-11-01 09:30:01"),
        ("2", "额", None, "0.00"),
        ("3", "仅页面有", None, None),
        ("4", "仅接口有", None, None),
    ]
    assert proof == Proof("页面 / 接口", "reconciled", "fails", "5 differences, 3 against 3 rows")


def test_without_columns_only_the_rows_are_held_against_each_other():
    found, _ = run(LEFT, Rows(COLUMNS[:1], [("1",), ("2",)]))
    assert found.cells == [("3", "仅页面有", None, None)]


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ("rows", "接口: a table that was read is wanted, not a text"),
        (Rows(COLUMNS[:1], []), "接口: the table has no column 额"),
        (Rows(COLUMNS, [*LEFT.cells, LEFT.cells[0]]), "接口: 1 rows share their 号"),
    ],
)
def test_what_cannot_be_held_against_each_other_is_said(right, said):
    with pytest.raises(StepFailed) as caught:
        run(LEFT, right, columns=("额",))
    assert str(caught.value) == said
