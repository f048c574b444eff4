"""`rpa crawl` runs the flow that maps the portal, once for each account."""

from __future__ import annotations

import pytest

from rpa.cli import carry_out
from rpa.cli.carry_out import Manner
from rpa.events import RunFinished
from tests.cli.conftest import ROOT, Rpa

NO_PROJECT = 'rpa: this folder is no project; go to one, or make one with "rpa init DIR"\n'


@pytest.fixture
def crawled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, Manner]]:
    """Note what is carried out; for every account but the first something is different."""
    noted: list[tuple[str, str, Manner]] = []

    def note(plan, manner: Manner) -> RunFinished:
        noted.append((plan.flow.slug, plan.account.name, manner))
        code = 1 if len(noted) > 1 else 0
        status = "failed" if code else "ok"
        return RunFinished(
            status=status, exit_code=code, error="", duration_s=1, files=(), proofs=()
        )

    monkeypatch.setattr(carry_out, "carry_out", note)
    return noted


def test_it_needs_a_project_to_keep_its_baselines_in(rpa: Rpa):
    assert rpa("crawl") == (2, "", NO_PROJECT)
    assert rpa("run", "portal-map") == (2, "", NO_PROJECT)


def test_the_account_of_the_site_is_the_usual_one(rpa: Rpa, crawled):
    assert rpa("crawl", cwd=ROOT) == (0, "", "")
    assert crawled == [("portal-map", "distributor", Manner())]


def test_each_account_is_crawled_once_and_the_worst_counts(rpa: Rpa, crawled):
    said = rpa(
        *("crawl", "solution", "manager", "solution", "--headed", "--update-baselines"), cwd=ROOT
    )
    assert said == (1, "", "")
    manner = Manner(headed=True, update_baselines=True)
    assert crawled == [("portal-map", name, manner) for name in ("solution", "manager")]


def test_no_account_is_crawled_where_one_is_wrong(rpa: Rpa, crawled):
    said = rpa("crawl", "solution", "nobody", "--site", "nowhere", cwd=ROOT)
    assert (said.code, crawled) == (2, [])
