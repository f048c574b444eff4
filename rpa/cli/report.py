"""`rpa report`: the report of a run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from rpa.cli.history import has_history, open_history
from rpa.cli.shared_options import Output
from rpa.cli.verb import Verb
from rpa.errors import FileWrong, InputWrong
from rpa.mark import shown_path


def report(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help='A run, the beginning of its name, or "last".')
    ],
    no_open: Annotated[bool, typer.Option("--no-open", help="Only print where it is.")] = False,
    output: Output = None,
) -> None:
    """Open the report of a run in the browser, and print where it is.

    A report that is not there is made anew from the run's journal.
    """
    from rpa.engine.project import find_project

    file = _report_of(find_project(output=output).output, run)
    typer.echo(shown_path(file))
    if not no_open and _has_desktop():
        import webbrowser

        webbrowser.open(file.absolute().as_uri())


def _report_of(output: Path, run: str) -> Path:
    if not has_history(output):
        raise InputWrong(f"run {run}: there are no runs in {shown_path(output)} yet")
    folder = open_history(output).find(run).folder
    if not folder.is_dir():
        raise FileWrong(shown_path(folder), "the folder of this run is gone")
    file = folder / "report.html"
    if not file.is_file():
        from rpa.cli.readers import write_report

        write_report(folder / "journal.jsonl", file)
    return file


def _has_desktop() -> bool:
    """Whether a browser would show up in front of the person who asks."""
    if sys.platform in ("win32", "darwin"):
        return sys.stdout.isatty()
    return sys.stdout.isatty() and bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


VERB = Verb(
    "report", "Open the report of a run.", report, ("rpa report last", "rpa report 20261123-1530")
)
