"""`rpa check`: every problem of flows and selectors, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa.cli.verb import Verb


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Flows, or folders of flows or selectors."),
    ] = None,
) -> int:
    """Find every problem of flows and selectors; no browser is opened.

    Without PATH the whole project is checked. Each problem is one line: file:line:column, where,
    what was found, and what would be right. Exit code 2 if there is any.
    """
    from rpa.engine.check import check_paths
    from rpa.engine.project import find_project
    from rpa.reports.words import counted

    problems, files = check_paths(find_project(), paths or [])
    for problem in problems:
        typer.echo(problem)
    found = counted(len(problems), "problem") if problems else "no problems"
    typer.echo(f"{counted(files, 'file')}, {found}")
    return 2 if problems else 0


VERB = Verb(
    "check",
    "Find every mistake in flows and selectors.",
    check,
    ("rpa check", "rpa check flows/order-resources.yaml", "rpa check selectors"),
)
