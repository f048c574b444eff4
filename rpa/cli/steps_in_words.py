"""The steps of a flow as a numbered list in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpa.flow.step import StepModel

_NAME = re.compile(r"\$\{\s*(\w+)\s*\}")


def steps_in_words(
    steps: Iterable[StepModel], above: str = "", depth: int = 1, first: int = 1
) -> Iterator[tuple[int, str, str]]:
    """Yield depth, number and words of every step; nested ones follow the step they belong to."""
    for at, step in enumerate(steps, start=first):
        number = f"{above}{at}"
        yield depth, f"{number}.", _words(step)
        branches = list(step.nested())
        is_telling = len(branches) > 1 or _key(step, branches) not in ("", "then", "do")
        done = 0
        for field, inner in branches:
            if is_telling:
                yield depth + 1, "", f"{type(step).model_fields[field].alias or field}:"
            yield from steps_in_words(inner, f"{number}.", depth + 1, done + 1)
            done += len(inner)


def every(steps: Iterable[StepModel]) -> Iterator[StepModel]:
    """Yield steps and all that is nested in them."""
    for step in steps:
        yield step
        for _, inner in step.nested():
            yield from every(inner)


def _key(step: StepModel, branches: list[tuple[str, tuple[StepModel, ...]]]) -> str:
    return type(step).model_fields[branches[0][0]].alias or branches[0][0] if branches else ""


def _words(step: StepModel) -> str:
    words = step.name or step.describe()
    if step.when is not True:
        words += f" (if {step.when})"
    # A value that is one name reads better without the signs around it.
    return _NAME.sub(r"<\1>", words)
