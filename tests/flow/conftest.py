"""Step kinds that exist only to test the language, and a flow made of text."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from types import SimpleNamespace
from typing import Literal

import pytest
from pydantic import Field

from rpa.flow.document import parse_document
from rpa.flow.flow import Flow
from rpa.flow.load import flow_from
from rpa.flow.step import Anything, Flag, Integer, Number, StepModel, Steps, Text


class Click(StepModel):
    """Click an element once."""

    kind = "click"
    short = "target"

    target: Text = Field(description="What to click")
    force: Flag = False


class Query(StepModel):
    """Fill the query form."""

    kind = "query"
    whole = "fields"

    fields: dict[str, Anything]
    tab: str | None = None


class Read(StepModel):
    """Read a table."""

    kind = "read"
    short = "into"

    into: str
    columns: tuple[str, ...] | Literal["all"] = "all"

    def outputs(self) -> Iterable[str]:
        return (self.into,)


class Screenshot(StepModel):
    """Take a picture."""

    kind = "screenshot"

    file: Text | None = None


class Set(StepModel):
    """Set variables."""

    kind = "set"
    whole = "values"

    values: dict[str, Anything]

    def outputs(self) -> Iterable[str]:
        return tuple(self.values)


class Wait(StepModel):
    """Wait some time."""

    kind = "wait"
    short = "seconds"

    seconds: Number
    times: Integer = 1
    text: Text | None = None


class Words(StepModel):
    """Write words; its kind is also a field of `wait`."""

    kind = "text"
    short = "words"

    words: Text


class If(StepModel):
    """Choose."""

    kind = "if"
    short = "condition"

    condition: Anything
    then: Steps
    otherwise: Steps = Field((), alias="else")


class ForEach(StepModel):
    """Repeat."""

    kind = "for_each"
    whole = "items"

    items: dict[str, Anything]
    do: Steps
    on_error: Literal["stop", "continue"] = "stop"

    def inner_names(self, field: str) -> Iterable[str]:
        return self.items if field == "do" else ()


class Attempt(StepModel):
    """Try."""

    kind = "attempt"
    short = "steps"

    steps: Steps = Field(alias="try")
    rescue: Steps = ()
    always: Steps = ()

    def inner_names(self, field: str) -> Iterable[str]:
        return ("error",) if field == "rescue" else ()


KINDS = (Click, Query, Read, Screenshot, Set, Wait, Words, If, ForEach, Attempt)


@pytest.fixture
def kinds() -> SimpleNamespace:
    """The test-only step classes by name."""
    return SimpleNamespace(**{one.__name__: one for one in KINDS})


@pytest.fixture(scope="session")
def catalogue() -> dict[str, type[StepModel]]:
    return {one.kind: one for one in KINDS}


@pytest.fixture
def flow_of(catalogue):
    """Build a flow whose steps are the given YAML; return it with its problems as texts."""

    def build(steps: str, head: str = "") -> tuple[Flow | None, list[str]]:
        gap = " " if steps.startswith(("[", "{")) else "\n"
        text = f"title: t\nportal: p\n{dedent(head)}steps:{gap}{dedent(steps)}"
        flow, problems = flow_from(parse_document(text, "f.yaml"), catalogue)
        return flow, [str(one) for one in problems]

    return build
