"""`rpa crawl`: what a portal offers to an account, and what is new since the last time."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from rpa.cli.shared_options import Headed, Output
from rpa.cli.verb import Verb

FLOW = "portal-map"


def crawl(
    accounts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ACCOUNT]...", help="Who looks; else the account of the site."),
    ] = None,
    site: Annotated[
        str,
        typer.Option(
            metavar="SITE",
            envvar="RPA_SITE",
            help="A site of the portal (such as cn, intl), or a replica's address.",
        ),
    ] = "sandbox",
    output: Output = None,
    headed: Headed = False,
    update: Annotated[
        bool, typer.Option("--update-baselines", help="What is found is right from now on.")
    ] = False,
) -> int:
    """Open every page of the menu and every tab, one account after the other; nothing else.

    A workbook lists what is there: pages, tabs, filters, columns, buttons and what rows offer. The
    first crawl keeps that as a baseline beside the flow "portal-map"; each later one says what was
    added, renamed, moved or lost since, and the workbook has it on a sheet of its own.

    Exit codes: 0 nothing is different, 1 something is; else those of "rpa run". Of several
    accounts it is the worst.
    """
    from rpa.cli.carry_out import Manner, carry_out
    from rpa.engine.plan import make_plan
    from rpa.engine.project import find_project
    from rpa.unattended.outcome import worst

    project = find_project(output=output)
    named: list[str | None] = [*dict.fromkeys(accounts or ())] or [None]
    plans = [
        make_plan(project, FLOW, {}, site=site, account=one, today=date.today()) for one in named
    ]
    manner = Manner(headed=headed, update_baselines=update)
    return worst(carry_out(plan, manner).exit_code for plan in plans)


VERB = Verb(
    "crawl",
    "Map the portal, and say what is new.",
    crawl,
    (
        "rpa crawl",
        "rpa crawl distributor solution reseller",
        "rpa crawl --site cn my-account --update-baselines",
    ),
)
