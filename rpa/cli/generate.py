"""`rpa generate`: the files of a project that are made from our own models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa.cli.verb import Verb
from rpa.errors import FileWrong
from rpa.mark import shown_path

if TYPE_CHECKING:
    from rpa.engine.project import Project


def generate(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a file is not current.")
    ] = False,
) -> int:
    """Write the JSON Schemas that editors complete by, and the reference of all steps.

    They follow from the installed version: run this after an update.
    """
    from rpa.engine.project import find_own_project, find_project

    project = find_project() if check else find_own_project()
    stale = [file for file, text in generated_files(project).items() if _content(file) != text]
    if not stale:
        typer.echo("all generated files are current")
        return 0
    if check:
        for file in stale:
            typer.echo(f'{shown_path(file)}: not current; run "rpa generate"')
        return 1
    for file in stale:
        _write(file, generated_files(project)[file])
        typer.echo(f"wrote {shown_path(file)}")
    return 0


def generated_files(project: Project) -> Mapping[Path, str]:
    """Return what each generated file of a project must hold."""
    from rpa.flow.schema import flow_schema
    from rpa.locators.schema import page_schema, portal_schema
    from rpa.reports.reference import step_reference
    from rpa.steps.catalog import CATALOG, GROUPS

    return {
        project.flows / "flow.schema.json": _json(flow_schema(CATALOG)),
        project.flows / "STEPS.md": step_reference(GROUPS),
        project.selectors / "page.schema.json": _json(page_schema()),
        project.selectors / "portal.schema.json": _json(portal_schema()),
    }


def _json(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _content(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileWrong(shown_path(file), f"cannot be written: {reason}") from error


VERB = Verb(
    "generate",
    "Write JSON Schemas and step reference.",
    generate,
    ("rpa generate", "rpa generate --check"),
)
