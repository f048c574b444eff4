"""One signed-in browser for many flows, since signing in takes longer than most of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.engine.bus import Bus
from rpa.engine.loop import Loop
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.stage import Options, Stage
from rpa.events import Event, ProofMade
from rpa.runs.folder import create_run_folder
from rpa.secret import Redactor
from rpa.sinks.about import About
from rpa.sinks.excel import Sheet, write_workbook
from rpa.steps.call import Call
from rpa.steps.context import Context, Position

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 23)
LIMIT_S = 3600
WHEN = datetime(2026, 11, 23, 12)


@dataclass(frozen=True)
class Session:
    """A browser in which an account has signed in."""

    loop: Loop
    ctx: Context
    events: list[Event]

    def run(self, slug: str, inputs: dict[str, str]) -> list[Sheet]:
        """Run a flow in it, and return the sheets it wrote; raise what it fails with."""
        self.events.clear()
        sheets: dict[str, list[Sheet]] = {}
        ctx = replace(self.ctx, scope=dict(self.ctx.scope), position=Position(), workbooks=sheets)
        self.loop.run_steps((Call(flow=slug, inputs=dict(inputs)),), ctx)
        return [sheet for made in sheets.values() for sheet in made]

    def verdicts(self) -> set[str]:
        """Return what the proofs of the last flow came to."""
        return {event.proof.verdict for event in self.events if isinstance(event, ProofMade)}


@pytest.fixture(scope="module")
def signed_in(
    replicas: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Session]]:
    """Sign in to a replica; the browser stays until another account or replica is asked for.

    There can be but one driver at a time, so it is gone when the tests of another module begin.
    """
    opened = _Opened(tmp_path_factory.mktemp("sessions"))

    def act(role: str, **options: Any) -> Session:
        return opened.session(replicas(**options).address, role)

    yield act
    opened.close()


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._key: tuple[str, str] | None = None
        self._session: Session | None = None

    def session(self, address: str, role: str) -> Session:
        if self._key != (address, role) or self._session is None:
            self.close()
            self._session = self._open(address, role)
            self._key = (address, role)
        return self._session

    def close(self) -> None:
        self._stack.close()
        self._session = None

    def _open(self, address: str, role: str) -> Session:
        project = Project(ROOT / "flows", ROOT / "selectors", self._folder)
        plan = make_plan(project, "order-resources", {}, site=address, account=role, today=TODAY)
        assert plan.site is not None
        events: list[Event] = []
        redactor = Redactor()
        folder = create_run_folder(self._folder, "matrix", datetime.now())
        stage = Stage(plan, plan.site, folder, Options(), redactor, Bus(redactor, [events.append]))
        lifeline = self._stack.enter_context(Lifeline())
        deadline = Deadline.after(LIMIT_S, "the tests")
        loop, ctx = self._stack.enter_context(stage.opened(lifeline, deadline))
        return Session(loop, ctx, events)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[list[Sheet]], Path]:
    """Write sheets as a run does at its end."""

    def write(sheets: list[Sheet]) -> Path:
        about = About(
            flow="matrix",
            title="",
            portal="",
            site="",
            account="",
            inputs={},
            started=WHEN,
            ended=WHEN,
            status="ok",
            pages=0,
        )
        return write_workbook(tmp_path / "matrix.xlsx", sheets, about)

    return write
