"""`rpa runs`: the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.history import has_history, open_history
from rpa.cli.numbers_given import positive
from rpa.cli.output import write_table
from rpa.cli.shared_options import Output
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from rpa.runs.history import RunRecord


def runs(
    flow: Annotated[
        str | None, typer.Option("--flow", metavar="FLOW", help="Only runs of this flow.")
    ] = None,
    most: Annotated[
        int, typer.Option("-n", metavar="N", parser=positive, help="How many, the newest first.")
    ] = 20,
    output: Output = None,
) -> None:
    """List the runs there were: when, of which flow, where, and how they ended."""
    from rpa.engine.project import find_project

    place = find_project(output=output).output
    records = open_history(place).recent(most, flow) if has_history(place) else []
    if not records:
        of_flow = f" of {flow}" if flow else ""
        typer.echo(f'no runs{of_flow} yet; "rpa demo" makes the first one')
        return
    rows = [_cells(record) for record in records]
    write_table(("RUN", "WHEN", "FLOW", "SITE / ACCOUNT", "STATUS", "TOOK"), rows)
    typer.echo('\n"rpa report RUN" opens the report of one; the beginning of its name will do.')


def _cells(record: RunRecord) -> tuple[str, ...]:
    from rpa.reports.words import duration

    return (
        record.run,
        f"{record.started.astimezone():%Y-%m-%d %H:%M}",
        record.flow,
        f"{record.site} / {record.account}",
        record.status or "not ended",
        "" if record.duration_s is None else duration(record.duration_s),
    )


VERB = Verb(
    "runs", "List the runs there were.", runs, ("rpa runs", "rpa runs --flow order-resources -n 5")
)
