"""`rpa list`: the flows there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from rpa.cli.menu_groups import by_menu
from rpa.cli.output import write_grouped
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from rpa.engine.check import Checker
    from rpa.flow.flow import Flow


def list_flows() -> None:
    """List the flows there are, by the menu of their portal: name, title, effect, and what about.

    A flow stands where the first page that it opens is; one that opens none comes first.
    """
    from rpa.engine.check import Checker
    from rpa.engine.project import find_project

    project = find_project()
    checker = Checker(project)
    found = [(slug, checker.flow(project.flow_file(slug))[0]) for slug in project.slugs()]
    whole = [flow for _, flow in found if flow and flow.is_whole]
    flows = sorted(whole, key=lambda flow: (flow.portal, flow.slug))
    for portal, group in groupby(flows, key=lambda flow: flow.portal):
        typer.echo(f"{portal}\n")
        _write(_grouped(checker, portal, list(group)))
        typer.echo()
    unread = [slug for slug, flow in found if not (flow and flow.is_whole)]
    for slug in unread:
        typer.echo(f'{slug}: cannot be read; run "rpa check" to see why')
    if not found:
        typer.echo(f"there are no flows in {project.flows}")
    typer.echo('"rpa show FLOW" tells what a flow does and takes; "rpa run FLOW" runs it.')


def _grouped(checker: Checker, portal: str, flows: Sequence[Flow]) -> list[tuple[str, list[Flow]]]:
    book = checker.book(portal)[0] if portal in checker.portals() else None
    if book is None:  # what a flow opens is not known, but that it is there
        return [("", list(flows))]
    groups = by_menu((checker.view(flow, book) for flow in flows), book.portal.menu_order)
    return [(menu, [view.flow for view in views]) for menu, views in groups]


def _write(groups: Sequence[tuple[str, Sequence[Flow]]]) -> None:
    rows = [
        (menu, [(flow.slug, flow.title, flow.effect, flow.about) for flow in flows])
        for menu, flows in groups
    ]
    write_grouped(("FLOW", "TITLE", "EFFECT", "ABOUT"), rows)


VERB = Verb("list", "List the flows there are.", list_flows, ("rpa list",))
