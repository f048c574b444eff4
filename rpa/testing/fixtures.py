"""What tests written in Python get: a flow's run, a page that is signed in, replicas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.engine.bus import Bus
from rpa.engine.check import Checker
from rpa.engine.replica import embedded_replica
from rpa.engine.stage import Stage
from rpa.errors import InputWrong, ProblemsFound
from rpa.runs.folder import create_run_folder
from rpa.testing.failure import FlowFailed
from rpa.testing.result import Result
from rpa.testing.runner import Runner

_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A replica of the portal that runs for one test."""

    address: str

    def truth(self, flow: str, **inputs: str) -> dict[str, Any]:
        """Return what a perfect run of a flow holds: columns, rows, total."""
        found: dict[str, Any] = self._get(f"__truth__/{flow}.json?{urlencode(inputs)}")
        return found

    def writes(self) -> list[dict[str, Any]]:
        """Return every write that it has accepted, in order."""
        found: list[dict[str, Any]] = self._get("__writes__.json")["writes"]
        return found

    def fault(self, name: str, *, on: bool = True) -> None:
        """Let something go wrong from now on, or no longer."""
        self._switch(f"__fault__/{name}", on=on)

    def mutate(self, name: str, *, on: bool = True) -> None:
        """Bring in a regression, or take it back."""
        self._switch(f"__mutate__/{name}", on=on)

    def _get(self, path: str) -> Any:
        with urlopen(self.address + path, timeout=_LIMIT_S) as answer:
            return json.load(answer)

    def _switch(self, path: str, *, on: bool) -> None:
        wanted = Request(self.address + path, method="POST" if on else "DELETE")
        with urlopen(wanted, timeout=_LIMIT_S):
            pass


class StartSandbox:
    """Starts replicas, which end with the test."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._stack = ExitStack()

    def __call__(
        self,
        *,
        seed: int | None = None,
        rows: int | None = None,
        generation: int | None = None,
        faults: Sequence[str] = (),
        mutate: Sequence[str] = (),
    ) -> Sandbox:
        """Start one; what is left out is as `rpa sandbox` has it."""
        given = {"seed": seed, "rows": rows, "generation": generation}
        options = [f"--{name}={value}" for name, value in given.items() if value is not None]
        options += [f"--fault={name}" for name in faults]
        options += [f"--mutate={name}" for name in mutate]
        return Sandbox(self._stack.enter_context(embedded_replica(options, today=self._today)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


@dataclass(frozen=True, slots=True)
class RunFlow:
    """Runs a flow; a test fails with it, unless it does not `check` what it comes to."""

    runner: Runner
    account: str | None

    def __call__(
        self,
        flow: str,
        *,
        account: str | None = None,
        site: str | Sandbox | None = None,
        check: bool = True,
        **inputs: Any,
    ) -> Result:
        """Run a flow by name or file, with its inputs, and return what it came to."""
        __tracebackhide__ = True
        where = site.address if isinstance(site, Sandbox) else site
        result = self.runner.run(flow, inputs, account=account or self.account, site=where)
        if check and result.exit_code:
            raise FlowFailed(result)
        return result


@contextmanager
def signed_in_page(runner: Runner, account: str | None) -> Iterator[Page]:
    """Sign in as the portal's own flow for that does, and give the page."""
    plan = runner.plan(_sign_in_flow(runner), {}, account=account)
    with runner.site(plan) as site, runner.options(plan) as options:
        folder = create_run_folder(runner.settings.output, plan.flow.slug, datetime.now())
        redactor = runner.redactor()
        for secret in plan.secrets():
            redactor.learn(secret)
        stage = Stage(plan, site, folder, options, redactor, Bus(redactor, []))
        deadline = Deadline.after(plan.flow.timeout_s, "signing in")
        with Lifeline() as lifeline, stage.opened(lifeline, deadline) as (loop, ctx):
            ctx.scope.update(plan.inputs)
            loop.run_flow(ctx)
            yield ctx.page


def _sign_in_flow(runner: Runner) -> str:
    checker = Checker(runner.project)
    names = sorted(checker.portals())
    if len(names) != 1:
        raise InputWrong(f"rpa_page: the project has several portals: {', '.join(names)}")
    book, problems = checker.book(names[0])
    if book is None:
        raise ProblemsFound(problems)
    return book.portal.sign_in.flow
