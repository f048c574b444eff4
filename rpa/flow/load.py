"""From a file to a flow, or to everything that is wrong with it."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

from rpa.errors import Problem, ProblemsFound
from rpa.flow.document import Document, read_document
from rpa.flow.flow import Flow
from rpa.flow.names import RUN_WIDE, NameCheck, words_in
from rpa.flow.nested import Built
from rpa.flow.step import Gap, StepModel
from rpa.flow.steps import StepBuilder
from rpa.flow.validate import build_value


def load_flow(
    path: pathlib.Path,
    catalogue: Mapping[str, type[StepModel]],
    *,
    run_wide: Iterable[str] = RUN_WIDE,
) -> Flow:
    """Return the flow in a file; raise `ProblemsFound` with all that is wrong."""
    flow, problems = read_flow(path, catalogue, run_wide=run_wide)
    if flow is None or problems:
        raise ProblemsFound(problems)
    return flow


def read_flow(
    path: pathlib.Path,
    catalogue: Mapping[str, type[StepModel]],
    *,
    run_wide: Iterable[str] = RUN_WIDE,
) -> tuple[Flow | None, list[Problem]]:
    """Return the flow in a file, and all that is wrong with it; None if it has no steps.

    A step that cannot be built is a `Gap` in it, and so is a head that is unfit.
    `run_wide` names what expressions may use besides inputs and what steps set.
    """
    try:
        document = read_document(path)
    except ProblemsFound as found:
        return None, list(found.problems)
    return flow_from(document, catalogue, run_wide=run_wide)


def flow_from(
    document: Document,
    catalogue: Mapping[str, type[StepModel]],
    *,
    run_wide: Iterable[str] = RUN_WIDE,
) -> tuple[Flow | None, list[Problem]]:
    """Return the flow in a document as `read_flow` does."""
    problems: list[Problem] = []
    steps: tuple[StepModel, ...] = ()
    if "steps" in document.value:
        builder = StepBuilder(document, catalogue, problems)
        steps = builder.steps(document.value["steps"], ("steps",))
    flow = _flow(document, document.value, steps, problems)
    if flow is not None and flow.test is not None:
        problems += flow.test.problems(flow.inputs, flow.mark)
    is_whole = flow is not None and not problems
    # While a step is missing, any word in the file may be a name that it would set or bring.
    brought = frozenset[str]().union(*(kind.brings for kind in catalogue.values()))
    names = NameCheck(frozenset() if is_whole else words_in(document.value) | brought)
    inputs = frozenset(_inputs(document))
    names.head(document, "refuse", inputs | {"today"})
    names.head(document, "results", names.steps(steps, {*run_wide, *inputs}))
    return (flow or _remains(document, steps)) if steps else None, sorted(
        {*problems, *names.problems}
    )


def _remains(document: Document, steps: tuple[StepModel, ...]) -> Flow | None:
    """Return a flow with an unfit head, so that its steps can be checked all the same."""
    head = {key: document.value.get(key) for key in ("title", "portal", "steps")}
    return _flow(document, head, (Gap(), *steps), [])


def _flow(
    document: Document,
    given: Mapping[str, Any],
    steps: tuple[StepModel, ...],
    problems: list[Problem],
) -> Flow | None:
    values = dict(given)
    if "steps" in values:
        values["steps"] = 0
    flow = build_value(
        Flow,
        values,
        lambda path: path,
        document,
        where="",
        problems=problems,
        context=Built((steps,)),
    )
    return flow and flow.placed(document)


def _inputs(document: Document) -> Iterable[str]:
    inputs = document.value.get("inputs")
    return inputs if isinstance(inputs, dict) else ()
