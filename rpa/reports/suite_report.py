"""The report of a session of tests as one HTML file that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeAlias

from rpa.reports.html_report import environment, picture_of
from rpa.reports.story import Story

Outcome: TypeAlias = Literal["passed", "failed", "skipped"]

DIFFERENCE = "baseline-diff"
"""The kind of the files that show how a page differs from its baseline."""

_TEMPLATE = "suite.html.j2"
_PICTURES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Tried:
    """A test, with the runs of flows that it made; `past` are its verdicts, the oldest first.

    `reruns` counts how often it failed before it came to its outcome.
    """

    file: str
    name: str
    outcome: Outcome
    text: str = ""
    duration_s: float = 0.0
    reruns: int = 0
    stories: tuple[Story, ...] = ()
    past: tuple[Outcome, ...] = ()

    @property
    def is_flaky(self) -> bool:
        """Whether it passed, but not at once."""
        return self.outcome == "passed" and self.reruns > 0

    @property
    def state(self) -> str:
        """How it is marked."""
        states = {"passed": "done", "failed": "failed", "skipped": "skipped"}
        return "flaky" if self.is_flaky else states[self.outcome]

    @property
    def pictures(self) -> Sequence[tuple[str, str]]:
        """The page of each failure, and pictures that differ from their baselines, with names."""
        kept = [one.failure.screenshot for one in self.stories if one.failure]
        kept += [
            file.path
            for story in self.stories
            for file in story.files
            if file.kind == DIFFERENCE and file.path.suffix.lower() in _PICTURES
        ]
        shown = ((path.stem, picture_of(path)) for path in kept if path)
        return [(name, uri) for name, uri in shown if uri]


@dataclass(frozen=True, slots=True)
class Suite:
    """A session of tests; `unread` are the files that could not be read, and why."""

    started: datetime
    duration_s: float
    site: str
    tests: tuple[Tried, ...]
    unread: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        """Whether nothing failed."""
        return not self.unread and all(test.outcome != "failed" for test in self.tests)


def render_suite(suite: Suite) -> str:
    """Return the report; pictures are part of it."""
    counts = Counter("flaky" if test.is_flaky else test.outcome for test in suite.tests)
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            suite=suite,
            counts=counts,
            files=[(file, list(tests)) for file, tests in _by_file(suite.tests)],
            started=suite.started.astimezone(),
        )
    )


def _by_file(tests: Sequence[Tried]) -> groupby[str, Tried]:
    return groupby(sorted(tests, key=_file_of), key=_file_of)


def _file_of(test: Tried) -> str:
    return Path(test.file).as_posix()
