"""Which flows are tests, what they are called, and what is said of those that are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rpa.errors import InputWrong
from rpa.flow.trial import Case, Trial
from rpa.testing.collect import tries
from rpa.testing.settings import Settings, read_settings

TESTED = """\
title: Orders
portal: shop
tags: [orders, long list]
inputs:
  customer: {type: text, optional: true}
test:
  accounts: [clerk, boss]
  cases:
    all: {}
    refused: {inputs: {customer: Li}, accounts: [guest], exit: 1}
steps:
  - open: Orders / Archive
"""
EXPECTS = """\
title: Stock
portal: shop
steps:
  - open: Orders / Archive
  - expect: {url: archive}
"""


def ids(trial: Trial | None, account: str | None = None) -> list[str]:
    return [one.id for one in tries(trial, account)]


def test_each_account_and_case_is_a_test():
    trial = Trial(accounts=("a", "b"), cases={"all": Case(), "none": Case(accounts=("c",))})
    assert ids(trial) == ["a-all", "b-all", "c-none"]
    assert ids(Trial(accounts=("a", "b"))) == ["a", "b"]
    assert ids(Trial(cases={"all": Case()})) == ["all"]
    assert ids(None) == ["as-it-stands"]


def test_an_account_that_is_named_stands_for_all_but_those_that_a_case_is_about():
    trial = Trial(accounts=("a", "b"), cases={"all": Case(), "none": Case(accounts=("c",))})
    assert ids(trial, "d") == ["d-all"]
    assert ids(trial, "c") == ["c-all", "c-none"]
    assert ids(None, "d") == ["d"]


def test_flows_that_test_something_are_collected_and_wrong_ones_are_told(
    shop: Path, pytester: pytest.Pytester
):
    (shop / "tests").mkdir()
    (shop / "tests" / "orders.yaml").write_text(TESTED)
    (shop / "tests" / "stock.yaml").write_text(EXPECTS)
    (shop / "reads.yaml").write_text(EXPECTS)
    (shop / "tests" / "writes.yaml").write_text(
        EXPECTS.replace("portal:", "effect: write\nportal:")
    )
    (shop / "tests" / "wrong.yaml").write_text(TESTED.replace("customer: Li", "custmer: Li"))
    said = pytester.runpytest_subprocess("--collect-only", "-q", "-n0", "-m", "long-list", "flows")
    wrong = (
        "flows/tests/wrong.yaml:10:33: test.cases.refused.inputs.custmer: "
        'no such input "custmer"; did you mean "customer"?'
    )
    lines = [line for line in said.outlines if line.startswith(("flows", "3/4"))]
    assert [line.split(" in ")[0] for line in lines] == [
        "flows/tests/orders.yaml::clerk-all",
        "flows/tests/orders.yaml::boss-all",
        "flows/tests/orders.yaml::guest-refused",
        wrong,
        "3/4 tests collected (1 deselected), 1 error",
    ]


def test_options_of_the_replica_are_for_the_replica_only(pytester: pytest.Pytester):
    config = pytester.parseconfig("--rpa-site=cn", "--rpa-seed=3")
    with pytest.raises(InputWrong) as wrong:
        read_settings(config)
    assert str(wrong.value) == (
        "--rpa-seed is for the embedded replica, and the site is cn; leave one of them out"
    )


def test_what_the_command_line_leaves_out_the_ini_file_says(pytester: pytest.Pytester):
    pytester.makeini("[pytest]\nrpa_seed = 3\nrpa_rows = 9\nrpa_fault =\n  slow\n  captcha\n")
    config = pytester.parseconfig("--rpa-seed=4", "--rpa-today=2026-11-23", "--rpa-output=kept")
    assert read_settings(config) == Settings(
        site="sandbox",
        account=None,
        replica=("--seed=4", "--rows=9", "--fault=slow", "--fault=captcha"),
        today=date(2026, 11, 23),
        output=pytester.path / "kept",
    )
