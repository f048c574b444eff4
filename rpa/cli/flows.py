"""`rpa list`: the flows there are."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import typer

from rpa.cli.output import write_table
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from rpa.engine.project import Project
    from rpa.flow.flow import Flow


def list_flows() -> None:
    """List the flows there are: name, title, whether they read or write, and what about."""
    from rpa.engine.project import find_project

    project = find_project()
    flows, unread = _read(project)
    flows.sort(key=lambda flow: (flow.portal, flow.slug))
    for portal, group in groupby(flows, key=lambda flow: flow.portal):
        typer.echo(f"{portal}\n")
        rows = [(flow.slug, flow.title, flow.effect, flow.about) for flow in group]
        write_table(("FLOW", "TITLE", "EFFECT", "ABOUT"), rows)
        typer.echo()
    for slug in unread:
        typer.echo(f'{slug}: cannot be read; run "rpa check" to see why')
    if not flows and not unread:
        typer.echo(f"there are no flows in {project.flows}")
    typer.echo('"rpa show FLOW" tells what a flow does and takes; "rpa run FLOW" runs it.')


def _read(project: Project) -> tuple[list[Flow], list[str]]:
    from rpa.errors import ProblemsFound
    from rpa.flow.load import read_flow
    from rpa.steps.catalog import CATALOG

    flows: list[Flow] = []
    unread = []
    for slug in project.slugs():
        try:
            flow, _ = read_flow(project.flow_file(slug), CATALOG)
        except ProblemsFound:
            flow = None
        if flow is None:
            unread.append(slug)
        else:
            flows.append(flow)
    return flows, unread


VERB = Verb("list", "List the flows there are.", list_flows, ("rpa list",))
