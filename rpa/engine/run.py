"""Executing a plan: its steps, its workbooks, and one last event that sums it up."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from loguru import logger

from rpa.browser.kept_session import KeptSessions
from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.engine.bus import Bus
from rpa.engine.plan import REPLICA, Plan
from rpa.engine.stage import Options, Stage
from rpa.engine.usual import sudden_drops
from rpa.errors import Interrupted, RpaError, StepFailed, Unproven
from rpa.events import (
    Emit,
    FileWritten,
    Noticed,
    RunFinished,
    RunStarted,
    Status,
    TableRead,
)
from rpa.flow.words import as_text
from rpa.runs.folder import RunFolder
from rpa.runs.spool_folder import SpoolFolder
from rpa.secret import Redactor
from rpa.sinks.about import About
from rpa.sinks.excel import write_workbook
from rpa.steps.context import Site
from rpa.tables import Proof

STATUS: Mapping[int, Status] = {
    0: "ok",
    1: "failed",
    2: "wrong",
    3: "unproven",
    4: "person_needed",
    5: "unavailable",
    130: "interrupted",
}


def execute(
    plan: Plan,
    site: Site,
    folder: RunFolder,
    *,
    readers: Sequence[Emit],
    redactor: Redactor | None = None,
    options: Options | None = None,
    sessions: KeptSessions | None = None,
    past: Callable[[], Sequence[TableRead]] = tuple,
) -> RunFinished:
    """Carry out a plan and return its last event; errors end up there, and are not raised.

    `redactor` is shared with whoever keeps texts of the run besides `readers`; with `sessions` the
    account need not sign in anew each time. `past` gives the tables that earlier runs of the same
    have read, for what this one suddenly lacks.
    """
    known = redactor or Redactor()
    for secret in plan.secrets():
        known.learn(secret)
    bus = Bus(known, readers)
    stage = Stage(plan, site, folder, options or Options(), known, bus, sessions=sessions)
    return _Run(stage, past).execute()


class _Run:
    def __init__(self, stage: Stage, past: Callable[[], Sequence[TableRead]]) -> None:
        self.stage, self.plan, self.bus, self.past = stage, stage.plan, stage.bus, past
        self.started = datetime.now().astimezone()
        self.began = time.monotonic()

    def execute(self) -> RunFinished:
        error = self._attempt()
        error = self._saved(error) or error
        finished = self._ended(error or _unproven(self.bus.proofs))
        if error is None and self.plan.flow.effect == "read":
            self._clear_spools()
        return finished

    def _clear_spools(self) -> None:
        """Remove the rows that are in the workbook now, also from the run that was taken up."""
        self.stage.spools.clear()
        if (left := self.stage.options.resumed) is not None:
            SpoolFolder(left / "spool").clear()

    def _attempt(self) -> RpaError | None:
        deadline = Deadline.after(self.plan.flow.timeout_s, "the run")
        try:
            self.bus.emit(self._start())
            if (left := self.stage.options.resumed) is not None:
                self.stage.spools.take_over(left / "spool")
            with (
                Lifeline(last_words=self._last_words) as lifeline,
                lifeline.interruptible(),
                lifeline.watch(deadline),
                self.stage.opened(lifeline, deadline) as (loop, ctx),
            ):
                ctx.scope.update(self.plan.inputs)
                loop.run_whole(ctx)
            self._compare()
        except RpaError as error:
            return error
        except KeyboardInterrupt:
            return Interrupted("stopped by Ctrl-C")
        except Exception as error:
            logger.exception("unexpected")
            return StepFailed(f"internal error: {type(error).__name__}: {error}")
        return None

    def _compare(self) -> None:
        """Tell what the tables of this run suddenly lack; those read often are not compared."""
        known = Counter(one.table for one in self.bus.tables)
        tables = [one for one in self.bus.tables if known[one.table] == 1]
        earlier = self.past() if tables else ()
        for now in tables:
            for said in sudden_drops(now, [one for one in earlier if one.table == now.table]):
                self._notice(said)

    def _saved(self, error: RpaError | None) -> RpaError | None:
        """Write the workbooks, and return what went wrong with that."""
        try:
            return self._save_workbooks(error)
        except RpaError as trouble:
            return trouble
        except KeyboardInterrupt:
            return Interrupted("stopped by Ctrl-C")

    def _save_workbooks(self, error: RpaError | None) -> RpaError | None:
        """Write the sheets that were made, also after a failure, which the last sheet tells."""
        failed = None
        for name, sheets in self.stage.workbooks.items():
            wanted = self.stage.folder.path / name
            try:
                path = write_workbook(wanted, sheets, self._about(error), tell=self._notice)
            except RpaError as wrong:
                failed = wrong
                continue
            if path != wanted:
                self._notice(f"{name} is open elsewhere; saved as {path.name}")
            rows = sum(len(sheet.rows) for sheet in sheets)
            self.bus.emit(FileWritten(path=path, kind="workbook", rows=rows))
        return failed

    def _notice(self, message: str) -> None:
        self.bus.emit(Noticed(message=message))

    def _about(self, error: RpaError | None) -> About:
        plan = self.plan
        ending = error or _unproven(self.bus.proofs)
        return About(
            flow=plan.flow.slug,
            title=plan.flow.title,
            portal=plan.book.portal.title,
            site=f"{self.stage.site.name} ({self.stage.site.start})",
            account=plan.account.name,
            inputs=self._given(),
            started=self.started,
            ended=datetime.now().astimezone(),
            status=STATUS[ending.exit_code if ending else 0],
            pages=self.bus.pages,
            proofs=tuple(self.bus.proofs),
            notices=tuple(self.bus.notices),
        )

    def _given(self) -> dict[str, str]:
        """Return what was given, in words, by label; a switch that is off was not."""
        labels = {name: spec.label or name for name, spec in self.plan.flow.inputs.items()}
        values = self.plan.inputs.items()
        given = ((name, one) for name, one in values if one is not None and one is not False)
        return {labels[name]: _in_words(value) for name, value in given}

    def _start(self) -> RunStarted:
        plan = self.plan
        return RunStarted(
            run=self.stage.folder.run_id,
            flow=plan.flow.slug,
            title=plan.flow.title,
            portal=plan.flow.portal,
            site=self.stage.site.name,
            account=plan.account.name,
            folder=self.stage.folder.path,
            inputs=self._given(),
            steps=len(plan.flow.steps),
            given=dict(plan.given),
            address=plan.site.start if plan.site and plan.site.name == REPLICA else "",
        )

    def _finish(self, error: RpaError | None) -> RunFinished:
        code = error.exit_code if error else 0
        return RunFinished(
            status=STATUS[code],
            exit_code=code,
            error=str(error) if error else "",
            duration_s=time.monotonic() - self.began,
            files=(*self.bus.files, *self.stage.options.reports),
            proofs=tuple(self.bus.proofs),
        )

    def _ended(self, error: RpaError | None) -> RunFinished:
        """Tell how the run ended; where the journal cannot take that in, tell the others of it."""
        finished = self.bus.cleaned(self._finish(error))
        try:
            self.bus.emit(finished)
        except RpaError as trouble:
            return self._ended(error or trouble)
        return finished

    def _last_words(self, reason: RpaError) -> None:
        self.bus.emit(self._finish(reason))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return as_text(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _unproven(proofs: Sequence[Proof]) -> Unproven | None:
    """Return the error that a run ends with when what it read is not proved complete."""
    open_ones = [proof for proof in proofs if proof.verdict != "holds"]
    if not open_ones:
        return None
    return Unproven("; ".join(f"{proof.table}: {proof.detail}" for proof in open_ones))
