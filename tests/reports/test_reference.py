"""The reference tells of all that a flow may say, and its links lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from rpa.flow.flow import Flow
from rpa.flow.refusal import Refusal
from rpa.flow.step import Anything, StepModel, Steps, Text
from rpa.flow.trial import Case, Trial
from rpa.reports.reference import step_reference
from rpa.steps.catalog import CATALOG, GROUPS


@pytest.fixture(scope="module")
def reference() -> str:
    return step_reference(GROUPS)


def test_it_tells_of_every_kind_of_step(reference: str):
    assert [kind for kind in CATALOG if f"\n### {kind}\n" not in reference] == []


@pytest.mark.parametrize(
    ("model", "heading"),
    [
        (Flow, "## The head of a flow"),
        (Refusal, "**Each of `refuse`**"),
        (Trial, "**`test`**"),
        (Case, "**Each of its `cases`**"),
    ],
)
def test_each_key_of_a_flows_head_is_told_of(reference: str, model: type[BaseModel], heading: str):
    _, _, part = reference.partition(heading)
    table = re.search(r"\|---.*\n((?:\| .*\n)+)", part)
    assert table is not None
    told = re.findall(r"^\| `(\w+)` \|", table[1], re.MULTILINE)
    assert told == [name for name in model.model_fields if name != "steps"]


def test_every_link_leads_to_one_heading(reference: str):
    headings = re.findall(r"^##+ (.+)$", reference, re.MULTILINE)
    anchors = Counter(re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings)
    links = re.findall(r"\]\(#([^)]+)\)", reference)
    assert len(links) > 40
    assert {one: anchors[one] for one in links} == dict.fromkeys(links, 1)


class Greet(StepModel):
    """Say a word to people."""

    kind = "greet"
    short = "word"

    word: Text
    to: dict[str, Anything] = Field(description="Whom, and how often")
    into: str | None = None
    tone: Literal["loud", "low"] = "low"
    times: int = 1
    after: Steps = ()


def test_the_reference_of_a_step_has_its_form_and_its_keys():
    reference = step_reference({"own": (Greet,)})
    entry = reference.partition("\n### greet\n")[2].partition("\n## ")[0]
    assert entry.strip().splitlines() == [
        "Say a word to people.",
        "",
        "```yaml",
        "- greet: {word: <word>, to: {<name>: <value>}}",
        "```",
        "",
        "| key | value | if left out | meaning |",
        "|---|---|---|---|",
        "| `word` (alone) | text | needed |  |",
        "| `to` | mapping | needed | Whom, and how often |",
        "| `into` | name |  | Variable that takes what comes of it |",
        "| `tone` | `loud`, `low` | `low` |  |",
        "| `times` | fixed whole number | `1` |  |",
        "| `after` | steps |  |  |",
    ]
