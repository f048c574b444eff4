"""The steps of a flow as a numbered procedure in words, as the portal's help would have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rpa.flow.step import StepModel
    from rpa.steps.base import Step
    from rpa.steps.view import View

_ENDS = ("。", "！", "？", "：", ".", "!", "?", ":")


def steps_in_words(
    steps: Iterable[StepModel], view: View, above: str = "", depth: int = 1, first: int = 1
) -> Iterator[tuple[int, str, str]]:
    """Yield depth, number and words of every step; nested ones follow the step they belong to.

    `view` is where the flow is before the steps, and goes with them.
    """
    for at, one in enumerate(steps, start=first):
        step = cast("Step", one)
        number = f"{above}{at}"
        inside = list(step.procedures(view))
        yield depth, f"{number}.", _sentence(step, view, "：" if inside else "。")
        done = 0
        for part in inside:
            if part.heading:
                yield depth, "", f"{part.heading}："
            yield from steps_in_words(part.steps, part.view, f"{number}.", depth + 1, done + 1)
            done += len(part.steps)
        step.check(view)


def _sentence(step: Step, view: View, end: str) -> str:
    from rpa.steps.chinese import spaced
    from rpa.steps.telling import told_condition, told_text

    words = told_text(view, step.name) if step.name else step.tell(view)
    if step.when is not True:
        words = spaced("如果", told_condition(view, step.when), f"，{words}")
    return words if words.endswith(_ENDS) else words + end
