"""A plan is made before anything is opened, or says why there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rpa.engine.account import AccountMissing
from rpa.engine.plan import make_plan, replica_site
from rpa.errors import InputWrong, ProblemsFound, RpaError
from rpa.flow.dates import DateRange
from rpa.secret import Secret
from rpa.steps.context import Site

INPUTS = """
inputs:
  month: {type: date_range, default: last_month}
  code: {type: secret, optional: true}
  number: {type: integer, optional: true}
"""
ADDRESS = "http://127.0.0.1:8765/"


@pytest.fixture
def plan(project, write_flow):
    """Write a flow that does nothing, and plan it."""

    def make(flow: str = "flow", *, site: str = ADDRESS, account: str | None = None, **given: str):
        write_flow("- goto: start", head=INPUTS)
        return make_plan(project, flow, given, site=site, account=account, today=date(2026, 11, 23))

    return make


def test_a_plan_holds_all_that_a_run_needs(plan):
    made = plan(code="Tok-1234", number="7")
    assert made.inputs == {
        "month": DateRange(date(2026, 10, 1), date(2026, 10, 31)),
        "code": Secret("Tok-1234"),
        "number": 7,
    }
    assert (made.account.name, made.account.password) == ("clerk", Secret("Open-sesame-42"))
    assert [one.reveal() for one in made.secrets()] == ["Open-sesame-42", "Tok-1234"]
    assert (made.flow.slug, made.sign_in.slug, made.library.library) == (
        "flow",
        "sign-in",
        "tinyng",
    )
    assert (
        made.site
        == replica_site(ADDRESS)
        == Site("sandbox", ADDRESS, ("127.0.0.1:8765",), "127.0.0.1:8765")
    )


def test_the_site_decides_address_hosts_and_account(plan, monkeypatch):
    assert plan(site="sandbox").site is None
    monkeypatch.setenv("RPA_PASSWORD_MAYOR", "the-mayors-1")
    town = plan(site="town")
    assert town.site == Site("town", "https://depot.example.com/", ("depot.example.com",), "town")
    assert town.account.name == "mayor"


def test_the_flow_that_signs_in_is_not_signed_in_for(plan):
    made = plan("sign-in")
    assert made.sign_in is None
    assert made.inputs == {"account": "clerk", "password": Secret("Open-sesame-42")}


WRONG: dict[str, tuple[dict[str, Any], type[RpaError], str]] = {
    "flow": ({"flow": "flwo"}, InputWrong, 'there is no flow "flwo"; did you mean "flow"?'),
    "site": (
        {"site": "twon"},
        InputWrong,
        '--site: there is no site "twon"',
    ),
    "inputs": (
        {"nmber": "7", "month": "soon", "number": "seven"},
        ProblemsFound,
        '-i month: "soon" is not a date range',
    ),
    "account": (
        {"site": "port"},
        AccountMissing,
        "no account is named for port",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_before_anything_is_opened(plan, name, monkeypatch):
    monkeypatch.delenv("RPA_PASSWORD", raising=False)
    given, family, said = WRONG[name]
    with pytest.raises(family) as raised:
        plan(**given)
    assert str(raised.value).startswith(said)


def test_all_that_is_wrong_with_the_inputs_is_told_at_once(plan):
    with pytest.raises(ProblemsFound) as raised:
        plan(nmber="7", month="soon", number="seven")
    assert [str(one.mark) for one in raised.value.problems] == ["-i month", "-i nmber", "-i number"]


def test_a_flow_with_problems_is_not_planned(project, write_flow, plan):
    write_flow("- click: hoem", slug="wrong")
    with pytest.raises(ProblemsFound, match='unknown element "hoem"'):
        plan("wrong")
    (project.flows / "sign-in.yaml").write_text("title: Sign in\nportal: depot\nsteps: []\n")
    with pytest.raises(ProblemsFound, match=r"sign-in.yaml:3:8: steps: there is no step in it"):
        plan()


def test_a_flow_that_signs_in_must_take_account_and_password(project, plan):
    file = project.flows / "sign-in.yaml"
    file.write_text(file.read_text().replace(", password: {type: secret}", ""))
    with pytest.raises(
        ProblemsFound, match="has the inputs account and password; missing: password"
    ):
        plan()


def test_an_address_is_for_a_portal_that_has_a_replica(project, plan):
    portal = project.selectors / "depot" / "portal.yaml"
    portal.write_text(portal.read_text().replace("sandbox:", "village:"))
    with pytest.raises(InputWrong, match="only: village, town, port"):
        plan()
