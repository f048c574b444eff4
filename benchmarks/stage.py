"""What the benchmarks share: a replica, a signed-in browser on it, and a stopwatch."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median

from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.engine.bus import Bus
from rpa.engine.loop import Loop
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.stage import Options, Stage
from rpa.runs.folder import create_run_folder
from rpa.secret import Redactor
from rpa.steps.context import Context

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def replica(**options: object) -> Iterator[str]:
    """Serve the replica in a process of its own, and give its address."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "rpa.sandbox", "--port=0", "--exit-with-parent", "--quiet"]
    process = subprocess.Popen(
        [*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.terminate()
        process.communicate(timeout=10)


@contextmanager
def signed_in(address: str, flow: str = "order-resources") -> Iterator[tuple[Loop, Context]]:
    """Sign in to a replica as a run does, and give what the steps of `flow` would get."""
    with tempfile.TemporaryDirectory() as folder, Lifeline() as lifeline:
        project = Project(ROOT / "flows", ROOT / "selectors", Path(folder))
        plan = make_plan(project, flow, {}, site=address, account=None, today=date.today())
        assert plan.site is not None
        made = create_run_folder(project.output, plan.flow.slug, datetime.now())
        redactor = Redactor()
        stage = Stage(plan, plan.site, made, Options(), redactor, Bus(redactor, ()))
        with stage.opened(lifeline, Deadline.after(600, "the benchmark")) as (loop, ctx):
            ctx.scope.update(plan.inputs)
            yield loop, ctx


def milliseconds(work: Callable[[], object], *, rounds: int) -> float:
    """Return the median time of a piece of work."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return median(spent)


@dataclass(frozen=True)
class Spent:
    """Milliseconds by the clock, and of this thread's processor time."""

    wall: float
    processor: float


def spent_ms(work: Callable[[], object], *, steps: int) -> Spent:
    """Return what each of so many steps of a piece of work took."""
    began, busy = time.perf_counter(), time.thread_time()
    work()
    return Spent(
        1000 * (time.perf_counter() - began) / steps, 1000 * (time.thread_time() - busy) / steps
    )
