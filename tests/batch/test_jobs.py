"""The jobs file: what it says of each job, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rpa.errors import PersonNeeded, ProblemsFound
from rpa.unattended.checking import Job, Terms, check_jobs
from rpa.unattended.jobs import read_jobs
from tests.batch.conftest import job

TERMS = Terms("sandbox", None, today=date(2026, 11, 23), may_write=False)


def test_a_job_says_what_the_defaults_do_not_and_accounts_make_a_job_each(jobs_file):
    wanted = read_jobs(
        jobs_file("""\
defaults: {site: live, account: north, inputs: {customer: A, days: last_month}}
jobs:
  - flow: export-orders
  - {flow: flows/export-orders.yaml, inputs: {days: null, most: 5, open: true, kinds: [a, "b,c"]}}
  - {flow: export-orders, accounts: [south, east], site: sandbox}
  - {flow: export-orders, name: All}
  - {flow: export-orders, name: All}
""")
    )
    told = [(one.name, one.flow, one.site, one.account, one.given) for one in wanted]
    shared = {"customer": "A", "days": "last_month"}
    own = {"customer": "A", "most": "5", "open": "true", "kinds": 'a,"b,c"'}
    assert told == [
        ("export-orders · north", "export-orders", "live", "north", shared),
        ("export-orders · north (2)", "flows/export-orders.yaml", "live", "north", own),
        ("export-orders · south", "export-orders", "sandbox", "south", shared),
        ("export-orders · east", "export-orders", "sandbox", "east", shared),
        ("All", "export-orders", "live", "north", shared),
        ("All (2)", "export-orders", "live", "north", shared),
    ]


WRONG_FILES = {
    "defaults: {}\n": 'jobs.yaml:1:1: the key "jobs" is missing\n',
    "jobs: []\n": 'jobs.yaml:1:7: jobs: there is no job; write "- flow: …" for each\n',
    "jobs:\n  - {flw: read-orders}\n": (
        'jobs.yaml:2:6: jobs[0]: unknown key "flw"; did you mean "flow"?\n'
    ),
    "jobs:\n  - {flow: a, account: b, accounts: [c]}\n": (
        "jobs.yaml:2:5: jobs[0]: account and accounts say the same; leave one of them out\n"
    ),
}


@pytest.mark.parametrize("text", WRONG_FILES)
def test_what_is_wrong_with_the_file_is_said_where_it_stands(shop, jobs_file, text):
    with pytest.raises(ProblemsFound) as caught:
        read_jobs(jobs_file(text))
    assert f"{caught.value}\n" == WRONG_FILES[text]


def test_jobs_are_known_by_what_their_flows_say(shop, jobs_file):
    text = "jobs:\n  - {flow: export-orders, inputs: {customer: A}}\n  - flow: close-orders\n"
    wanted = read_jobs(jobs_file(text))

    checked = check_jobs(shop, wanted, replace(TERMS, may_write=True))

    exported = "Export the orders of a customer"
    assert checked == (
        job(
            "export-orders",
            flow="export-orders",
            title=exported,
            given={"customer": "A"},
            is_embedded=True,
        ),
        job(
            "close-orders",
            flow="close-orders",
            title="Close orders",
            is_embedded=True,
            writes=True,
        ),
    )


def test_everything_wrong_with_any_job_is_said_at_once_before_one_starts(shop, jobs_file):
    wanted = read_jobs(
        jobs_file("""\
defaults:
  inputs: {days: lately}
jobs:
  - flow: red-orders
  - {flow: read-orders, site: lve, inputs: {days: null}}
  - flow: export-orders
  - {flow: export-orders, inputs: {custmer: A, customer: B, days: null}}
  - {flow: close-orders, inputs: {days: null}}
  - {flow: sign-in, inputs: {days: null, password: open-sesame}}
""")
    )
    with pytest.raises(ProblemsFound) as caught:
        check_jobs(shop, wanted, TERMS)
    assert str(caught.value).splitlines() == [
        (
            'jobs.yaml:2:12: defaults.inputs.days: "lately" is not a date range; write '
            "2026-10-01..2026-10-31, 2026-10-01.., ..2026-10-31, 2026-10, a single day, today, "
            "this_month, last_month, this_year or -30d..today"
        ),
        'jobs.yaml:4:5: jobs[0].flow: there is no flow "red-orders"; did you mean "read-orders"?',
        (
            'jobs.yaml:5:25: jobs[1].site: there is no site "lve" (a replica\'s address will do); '
            'did you mean "live"?'
        ),
        "jobs.yaml:6:5: jobs[2].inputs.customer: not given; write customer: …",
        'jobs.yaml:7:36: jobs[3].inputs.custmer: no such input; did you mean "customer"?',
        (
            "jobs.yaml:8:6: jobs[4].flow: close-orders changes something in the portal; agree with "
            "--confirm, or look first with --plan"
        ),
        (
            "jobs.yaml:9:42: jobs[5].inputs.password: a secret does not belong in a file; leave it "
            "out, and set the environment variable RPA_INPUT_PASSWORD"
        ),
    ]


def test_passwords_that_are_missing_are_asked_for_together(shop, jobs_file):
    text = "jobs:\n  - {flow: read-orders, accounts: [a, b], site: live}\n"
    with pytest.raises(PersonNeeded) as caught:
        check_jobs(shop, read_jobs(jobs_file(text)), TERMS)
    assert str(caught.value).splitlines() == [
        f"no password is known for {name} on live: "
        f"set the environment variable RPA_PASSWORD_{name.upper()}"
        for name in "ab"
    ]


def test_jobs_of_an_account_share_a_lane_and_others_do_not():
    lanes = {one.lane for one in (job("a"), job("b"), job("c", "other"), job("d", site="live"))}
    assert lanes == {
        ("shop", "sandbox", "keeper"),
        ("shop", "sandbox", "other"),
        ("shop", "live", "keeper"),
    }
    assert isinstance(job("a"), Job)
