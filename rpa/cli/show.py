"""`rpa show`: what a flow takes, does and writes, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa.cli.output import write_indented, write_table
from rpa.cli.steps_in_words import every, steps_in_words
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from rpa.flow.flow import Flow
    from rpa.flow.input_base import InputModel

_EFFECTS = {"read": "only reads", "write": "changes something in the portal"}
_KINDS = {"date_range": "days", "rows": "Excel or CSV file", "bool": "true | false"}
_EXAMPLES = {
    "integer": "1",
    "number": "1.5",
    "bool": "true",
    "date": "yesterday",
    "month": "last_month",
    "date_range": "last_month",
    "file": "FILE",
    "rows": "FILE.xlsx",
}


def show(
    name: Annotated[str, typer.Argument(metavar="FLOW", help="Name of a flow, or its file.")],
) -> None:
    """Tell what a flow takes, what it does step by step, and what it writes."""
    from rpa.engine.project import find_project
    from rpa.errors import ProblemsFound
    from rpa.flow.load import read_flow
    from rpa.steps.catalog import CATALOG

    flow, problems = read_flow(find_project().flow_file(name), CATALOG)
    if flow is None:
        raise ProblemsFound(problems)
    typer.echo(flow.title)
    if flow.about:
        write_indented([(0, "", flow.about)])
    typer.echo(f"\nportal  {flow.portal}")
    typer.echo(f"effect  {_EFFECTS[flow.effect]}")
    typer.echo(f"file    {flow.file}")
    _say_inputs(flow)
    typer.echo(f"\nExample\n  {example(flow, name)}\n\nSteps")
    write_indented(steps_in_words(flow.steps))
    typer.echo(f"\nWrites into output/{flow.slug}/<run>/")
    write_indented((1, "", line) for line in _written(flow))
    if flow.results:
        typer.echo(f"\nGives to a flow that calls it\n  {', '.join(flow.results)}")


def _say_inputs(flow: Flow) -> None:
    if not flow.inputs:
        return
    typer.echo("\nInputs")
    rows = [
        (key, _needed(spec), spec.label or "", _kind(spec), spec.help or "")
        for key, spec in flow.inputs.items()
    ]
    write_table(("NAME", "NEEDED", "IN THE PORTAL", "VALUE", "HELP"), rows)


def _needed(spec: InputModel) -> str:
    from rpa.flow.words import as_text

    if spec.is_required:
        return "yes"
    match spec.default_given:
        case None:
            return "no"
        case tuple() as words:
            return f"else {','.join(words)}"
        case value:
            return f"else {as_text(value)}"


def _kind(spec: Any) -> str:
    if spec.type == "choice":
        return " | ".join(spec.choices) + (", or several with commas" if spec.many else "")
    return _KINDS.get(spec.type, str(spec.type))


def example(flow: Flow, name: str) -> str:
    """Return a command line that runs the flow: what it needs, or one of what it can take."""
    needed = [key for key, spec in flow.inputs.items() if spec.is_required]
    shown = needed or list(flow.inputs)[-1:]
    given = [f"-i {key}={_value(flow.inputs[key])}" for key in shown]
    return " ".join(("rpa run", name, *given))


def _value(spec: Any) -> str:
    return str(spec.choices[0]) if spec.type == "choice" else _EXAMPLES.get(spec.type, "…")


def _written(flow: Flow) -> Iterator[str]:
    for step in every(flow.steps):
        fields = step.__dict__
        file = fields.get("file") or flow.slug
        match step.kind:
            case "excel":
                yield f"{_with_ending(file, '.xlsx')}: sheet {fields['sheet']}"
            case "csv":
                yield _with_ending(file, ".csv")
            case "capture":
                yield _with_ending(file, ".png")
            case "export":
                yield f"downloads/: the file of {fields['item']}"
            case "call":
                yield f"whatever the flow {fields['flow']} writes"
    yield "report.html: what was done and proved; journal.jsonl: the same for programs"


def _with_ending(name: str, ending: str) -> str:
    return name if name.endswith(ending) else name + ending


VERB = Verb(
    "show",
    "Tell what a flow takes, does and writes.",
    show,
    ("rpa show order-resources",),
)
