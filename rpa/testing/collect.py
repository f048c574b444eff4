"""Flows as tests: a file of a project's flows is a collector, each account and case an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import TerminalRepr

from rpa.engine.check import Checker
from rpa.engine.project import Project, find_project
from rpa.errors import ProblemsFound, RpaError
from rpa.flow.flow import Flow
from rpa.flow.step import every
from rpa.flow.trial import Case, Trial
from rpa.steps.expect import Expect
from rpa.testing.failure import FlowFailed
from rpa.testing.options import value_of
from rpa.testing.runner import Runner

_AS_IT_STANDS = "as-it-stands"
_UNFIT = re.compile(r"[^\w.+-]+")


@dataclass(frozen=True, slots=True)
class Try:
    """One test of a flow; without an account the site's own signs in."""

    account: str | None
    name: str | None
    case: Case

    @property
    def id(self) -> str:
        """What the test is called within its flow."""
        return "-".join(filter(None, (self.account, self.name))) or _AS_IT_STANDS


def tries(trial: Trial | None, account: str | None) -> Iterator[Try]:
    """Yield the tests of a flow; with an `account` that one signs in, in place of all named.

    A case with accounts of its own is about them, so that others leave it out.
    """
    plan = trial or Trial()
    cases: Iterable[tuple[str | None, Case]] = plan.cases.items() or [(None, Case())]
    everybody = (account,) if account else plan.accounts or (None,)
    for name, case in cases:
        who = everybody
        if case.accounts is not None:
            who = tuple(one for one in case.accounts if account in (None, one))
        yield from (Try(one, name, case) for one in dict.fromkeys(who))


_FOLDER = "tests"
"""In it a flow is a test if it expects something; elsewhere it may expect for its own sake."""


class FlowFile(pytest.File):
    """A flow, with its tests; one that says nothing of tests is run if it needs no inputs."""

    def __init__(self, *, takes_all: bool, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.takes_all = takes_all

    def collect(self) -> Iterator[FlowItem]:
        """Check the flow, and yield its tests."""
        flow = self._flow()
        if flow is None:
            return
        tags = [_UNFIT.sub("-", tag) for tag in flow.tags]
        for tag in tags:
            self.config.addinivalue_line("markers", f"{tag}: a tag of flows")
        for one in tries(flow.test, value_of(self.config, "account") or None):
            item: FlowItem = FlowItem.from_parent(self, name=one.id, flow=flow, attempt=one)
            for tag in tags:
                item.add_marker(tag)
            yield item

    def _flow(self) -> Flow | None:
        """Return the flow if it is a test."""
        project = find_project(self.path.parent)
        flow, problems = _checker(self.config, project).flow(self.path)
        if flow is None or problems:
            raise ProblemsFound(problems)
        is_there = _FOLDER in self.path.resolve().relative_to(project.flows.resolve()).parts
        expects = is_there and any(isinstance(one, Expect) for one in every(flow.steps))
        is_test = self.takes_all or expects
        needs = flow.effect == "write" or any(one.is_required for one in flow.inputs.values())
        return flow if flow.test is not None or (is_test and not needs) else None

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> str | TerminalRepr:
        """Say what is wrong with the flow as `rpa check` does."""
        if isinstance(excinfo.value, RpaError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class FlowItem(pytest.Function):
    """A flow that is run as one account, for one case."""

    def __init__(self, *, flow: Flow, attempt: Try, **of_node: Any) -> None:
        super().__init__(callobj=_takes, **of_node)
        self.flow, self.attempt = flow, attempt

    def runtest(self) -> None:
        """Run the flow, and compare what it came to with what its case says."""
        runner = self.funcargs["rpa_runner"]
        assert isinstance(runner, Runner)
        case = self.attempt.case
        result = runner.run(str(self.path), case.inputs, account=self.attempt.account)
        if result.exit_code != case.exit or case.error not in result.error:
            raise FlowFailed(result, exit_code=case.exit, error=case.error)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> str | TerminalRepr:
        """Say what failed in the words of the flow, without our own code."""
        if isinstance(excinfo.value, RpaError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case, or the flow, begins."""
        inside = ("test", "cases", self.attempt.name) if self.attempt.name else ()
        line = self.flow.mark(*inside).line
        return self.path, max(0, line - 1), f"{self.flow.title} {self.attempt.id}"


def _takes(rpa_runner: Runner) -> None:
    """Tell pytest what a flow needs; `runtest` does the rest."""


_CHECKERS = pytest.StashKey[dict[Project, Checker]]()


def _checker(config: pytest.Config, project: Project) -> Checker:
    """Return the one that has read the selectors of the project already."""
    return config.stash.setdefault(_CHECKERS, {}).setdefault(project, Checker(project))
