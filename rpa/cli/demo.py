"""`rpa demo`: the whole thing once, on the made-up portal."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from rpa.cli.numbers_given import not_negative
from rpa.cli.shared_options import Headed, Output
from rpa.cli.verb import Verb

FLOW = "order-resources"


def demo(
    rows: Annotated[
        int | None,
        typer.Option(metavar="N", parser=not_negative, help="How many order lines there are."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", parser=not_negative, help="Other numbers, other data."),
    ] = None,
    headed: Headed = False,
    output: Output = None,
) -> int:
    """See it work: start a made-up portal, read a whole table from it into an Excel workbook.

    A browser is installed first if there is none that can be used.
    """
    from rpa.browser.find import BrowserMissing, find_browser
    from rpa.cli.carry_out import Manner, carry_out
    from rpa.engine.plan import make_plan
    from rpa.engine.project import Project, find_project, shipped_folder

    try:
        find_browser()
    except BrowserMissing:
        from rpa.browser.install import set_up

        set_up(typer.echo)
    shipped = shipped_folder()
    place = find_project(output=output).output
    project = Project(shipped / "flows", shipped / "selectors", place, is_shipped=True)
    plan = make_plan(project, FLOW, {}, site="sandbox", account=None, today=date.today())
    options = [("--rows", rows), ("--seed", seed)]
    replica = tuple(str(one) for pair in options if pair[1] is not None for one in pair)
    finished = carry_out(plan, Manner(headed=headed, replica=replica))
    if finished.exit_code == 0:
        for file in finished.files:
            if file.suffix in _WORDS:
                typer.echo(f"{_WORDS[file.suffix]} {file}")
        typer.echo(
            '\nNext: "rpa show order-resources" tells what it did, "rpa list" what else there is.'
        )
    return finished.exit_code


_WORDS = {".xlsx": "Workbook:", ".html": "Report:  "}

VERB = Verb(
    "demo", "See it work on a made-up portal.", demo, ("rpa demo", "rpa demo --headed --rows 300")
)
