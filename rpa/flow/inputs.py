"""The inputs of a flow: their kinds, and reading all that a user gives at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from rpa.errors import Problem, ProblemsFound
from rpa.flow.input_base import InputModel, Setting
from rpa.flow.input_kinds import (
    BoolInput,
    ChoiceInput,
    DateInput,
    DateRangeInput,
    FileInput,
    IntegerInput,
    MonthInput,
    NumberInput,
    SecretInput,
    TextInput,
)
from rpa.flow.list_input import ListInput
from rpa.flow.rows_input import RowsInput
from rpa.mark import Mark
from rpa.nearest import did_you_mean

Input: TypeAlias = Annotated[
    TextInput
    | IntegerInput
    | NumberInput
    | BoolInput
    | ChoiceInput
    | DateInput
    | MonthInput
    | DateRangeInput
    | FileInput
    | ListInput
    | RowsInput
    | SecretInput,
    Field(discriminator="type"),
]


def read_inputs(
    inputs: Mapping[str, InputModel],
    given: Mapping[str, Any],
    *,
    today: date,
    base: Path,
    option: str = "-i ",
) -> dict[str, Any]:
    """Return a value for every input; all that is wrong is in one `ProblemsFound`.

    Values are texts from a command line, or typed where a flow calls another. None and an empty
    text mean "not given". `option` stands before a name in messages.
    """
    problems = [
        _problem(f"{option}{name}", "no such input", did_you_mean(name, inputs))
        for name in given
        if name not in inputs
    ]
    values: dict[str, Any] = {}
    setting = Setting(today, base)
    for name, spec in inputs.items():
        value = given.get(name)
        if value is None or value == "":
            value = spec.default_given
        if value is None and spec.is_required:
            remedy = spec.remedy(name, option) + (f" ({spec.label})" if spec.label else "")
            problems.append(_problem(f"{option}{name}", "not given", remedy))
            continue
        try:
            values[name] = None if value is None else spec.read(value, setting)
        except ValueError as error:
            problems.append(_problem(f"{option}{name}", str(error), spec.help or ""))
    if problems:
        raise ProblemsFound(problems)
    return values


def _problem(place: str, found: str, remedy: str) -> Problem:
    return Problem(Mark(place), "", found, remedy)
