"""`rpa run`: carry out a flow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from rpa.cli.numbers_given import not_negative
from rpa.cli.shared_options import AsJson, Confirm, Headed, Output, PlanOnly
from rpa.cli.verb import Verb
from rpa.errors import InputWrong
from rpa.secret import MASK


def run(
    flow: Annotated[str, typer.Argument(metavar="FLOW", help="Name of a flow, or its file.")],
    inputs: Annotated[
        list[str] | None,
        typer.Option("-i", "--input", metavar="NAME=VALUE", help="An input; may be given again."),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(
            metavar="SITE",
            envvar="RPA_SITE",
            help="A site of the portal (such as cn, intl), or a replica's address; else sandbox.",
        ),
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="RPA_ACCOUNT", help="Who signs in."),
    ] = None,
    output: Output = None,
    plan_only: PlanOnly = False,
    confirm: Confirm = False,
    resume: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="Take up a run that broke off, with its inputs (no secrets) unless given anew.",
        ),
    ] = None,
    headed: Headed = False,
    slow_mo: Annotated[
        int,
        typer.Option(metavar="MS", parser=not_negative, help="Wait so long before each act."),
    ] = 0,
    trace: Annotated[
        bool,
        typer.Option("--trace", help="If it fails, keep the page at every act too (slower)."),
    ] = False,
    update_baselines: Annotated[
        bool, typer.Option("--update-baselines", help="What it finds is how it should look.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Run a flow in a browser, and put what it exports into a folder of its own.

    Flow, selectors and inputs are checked before anything is opened. The site "sandbox" is a
    made-up portal on this machine, started for the run. The password of an account is taken from
    the environment (RPA_PASSWORD_<ACCOUNT> or RPA_PASSWORD), else from the system's keyring, where
    "rpa account add" puts it.

    A secret input, such as a new password, is better not written after -i, where others can see it:
    it is taken from the environment (RPA_INPUT_<NAME>), else a person at the terminal is asked.

    A flow that writes changes nothing before somebody agrees: a person at the terminal, or
    --confirm. The ledger remembers what was changed, so that no later run does it again.
    """
    given = read_pairs(inputs or [])
    from rpa.cli.carry_out import Manner, carry_out
    from rpa.cli.person import at_terminal, typed_unseen
    from rpa.engine.plan import make_plan
    from rpa.engine.project import find_project

    project = find_project(output=output)
    before = None
    if resume is not None:
        from rpa.cli.resume import taken_up

        before = taken_up(project, resume, flow)
        given = {**before.given, **given}
        site, account = site or before.site, account or before.account
    plan = make_plan(
        project,
        flow,
        given,
        site=site or "sandbox",
        account=account,
        today=before.day if before else date.today(),
        ask=typed_unseen if at_terminal() else None,
    )
    manner = Manner(
        headed=headed,
        slow_mo_ms=slow_mo,
        full_trace=trace,
        as_json=as_json,
        only_plans=plan_only,
        is_confirmed=confirm,
        resumed=before.folder if before else None,
        update_baselines=update_baselines,
    )
    return carry_out(plan, manner).exit_code


def read_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """Return the inputs that were given as NAME=VALUE."""
    given: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        name = name.strip()
        if not sign or not name:
            # What was written may be a secret without its name.
            shown = pair if sign or pair.isidentifier() else MASK
            raise InputWrong(f"-i {shown}: no name and value; write -i name=value")
        if name in given:
            raise InputWrong(f"-i {name}: given twice; give it once")
        given[name] = value
    return given


VERB = Verb(
    "run",
    "Run a flow.",
    run,
    (
        "rpa run order-resources",
        "rpa run order-resources -i expires=last_month --headed",
        "rpa run order-resources --site cn --account my-account --output exports",
        "rpa run recall-coupons -i coupons=@coupons.xlsx --plan",
    ),
)
