"""A plan is made before anything is opened, or says why there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rpa.engine.account import AccountMissing
from rpa.engine.plan import AskSecret, make_plan, replica_site
from rpa.errors import InputWrong, ProblemsFound, RpaError
from rpa.flow.dates import DateRange
from rpa.secret import Secret
from rpa.steps.context import Site

INPUTS = """
inputs:
  month: {type: date_range, default: last_month}
  code: {type: secret, optional: true}
  number: {type: integer, optional: true}
refuse:
  - when: "${number is not none and number > today.day}"
    message: "${number} comes after today"
  - when: "${number is not none and 1 / number > 0.5}"
    message: too small
"""
PASSWORDS = """
inputs:
  old: {type: secret, label: the old one}
  new: {type: secret}
  month: {type: date_range, optional: true}
"""
ADDRESS = "http://127.0.0.1:8765/"


@pytest.fixture
def plan(project, write_flow):
    """Write a flow that does nothing, and plan it."""

    def make(
        flow: str = "flow",
        *,
        head: str = INPUTS,
        site: str = ADDRESS,
        account: str | None = None,
        ask: AskSecret | None = None,
        **given: str,
    ):
        write_flow("- goto: start", head=head)
        today = date(2026, 11, 23)
        return make_plan(project, flow, given, site=site, account=account, today=today, ask=ask)

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


def test_the_secret_of_one_time_codes_is_shown_nowhere_either(plan, monkeypatch):
    monkeypatch.setenv("RPA_TOTP", "jbsw y3dp ehpk 3pxp")
    assert [one.reveal() for one in plan().secrets()] == ["Open-sesame-42", "JBSWY3DPEHPK3PXP"]


def test_a_secret_that_is_not_written_down_is_in_the_environment_or_asked_for(plan, monkeypatch):
    monkeypatch.setenv("RPA_INPUT_NEW", "Open-sesame-43")
    asked = []

    def ask(what):
        asked.append(what)
        return Secret("Open-sesame-41")

    made = plan(head=PASSWORDS, ask=ask, old="")
    assert made.inputs == {
        "old": Secret("Open-sesame-41"),
        "new": Secret("Open-sesame-43"),
        "month": None,
    }
    assert plan(head=PASSWORDS, ask=ask, old="a", new="b").inputs["new"] == Secret("b")
    assert plan(ask=ask).inputs["code"] is None
    assert asked == ["the old one"]


def test_nobody_is_asked_for_a_secret_while_something_else_is_wrong(plan):
    with pytest.raises(ProblemsFound, match=r"^-i month: "):
        plan(head=PASSWORDS, ask=lambda _: pytest.fail("asked"), month="soon")


def test_a_secret_that_nobody_gives_is_missed_with_the_ways_to_give_it(plan):
    with pytest.raises(ProblemsFound) as raised:
        plan(head=PASSWORDS, new="b")
    assert str(raised.value) == (
        "-i old: not given; set the environment variable RPA_INPUT_OLD, or run this at a "
        "terminal, which asks for it (the old one)"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("30", "9:5: 30 comes after today"),
        ("1", "11:5: too small"),
        ("0", "11:5: refuse: ${number is not none and 1 / number > 0.5}: division by zero"),
    ],
)
def test_inputs_that_a_rule_of_the_flow_refuses_are_wrong(plan, project, number, said):
    with pytest.raises(ProblemsFound) as raised:
        plan(number=number)
    assert str(raised.value) == f"{project.flows / 'flow.yaml'}:{said}"


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
