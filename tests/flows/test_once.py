"""A write happens once, whoever dies, lies or comes twice; `tests/kill_runs.py` does it at length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Replica
from tests.killing import Found, Kill, Stand, kill_once, made_on, start_two
from tests.writing_cases import CASES, Wanted

pytestmark = pytest.mark.browser

RECALL = replace(CASES[0], seed=2, rows=120)


@pytest.fixture(scope="module")
def coupons(replicas: Callable[..., Replica]) -> Iterator[str]:
    """Yield coupons that may still be recalled, one after the other."""
    replica = replicas(seed=RECALL.seed, rows=RECALL.rows)
    return iter(RECALL.wanted(replica, RECALL).subjects)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let all runs be of one user, who is signed in from the second on."""
    return tmp_path_factory.mktemp("once")


@pytest.fixture
def stand(replicas: Callable[..., Replica], coupons: Iterator[str], home: Path) -> Stand:
    """Want a coupon recalled that no test has recalled yet."""
    replica, one = replicas(seed=RECALL.seed, rows=RECALL.rows), next(coupons)
    wanted = Wanted({"coupons": one}, frozenset({("coupon-recall", one)}), "代金券ID", [one])
    return Stand(RECALL, replica, home, wanted, made_on(replica))


@pytest.mark.parametrize(
    "kill",
    [
        pytest.param(Kill("press 确定 in the dialog", is_whole=False), marks=pytest.mark.slow),
        pytest.param(Kill("keep the text of 回收结果", resumes=True), marks=pytest.mark.slow),
        pytest.param(Kill("write the sheet"), marks=pytest.mark.slow),
    ],
    ids=str,
)
def test_a_run_that_is_killed_around_its_write_is_made_whole_by_the_next(stand, kill):
    assert kill_once(stand, kill) == Found(kills=1, writes=1)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["write_lost", "write_dropped"])
def test_a_write_whose_answer_is_lost_is_seen_to_be_done(stand, fault):
    stand.replica.fault(fault)
    stand.judge(stand.start())
    assert stand.look() == Found(writes=1)


@pytest.mark.slow
def test_two_runs_at_once_write_once(stand):
    assert start_two(stand) == Found(writes=1)
