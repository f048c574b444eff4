"""Executing a plan: browser, sign-in, steps, workbooks, and one last event that sums it up."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from loguru import logger
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from rpa.browser.artifacts import Tracer
from rpa.browser.find import find_browser
from rpa.browser.guards import Guard, install_guards
from rpa.browser.hosts import restrict_hosts
from rpa.browser.launch import open_browser
from rpa.browser.lifeline import Lifeline
from rpa.browser.session import BrowserSession
from rpa.browser.translate import translate
from rpa.deadline import Deadline
from rpa.engine.bus import Bus
from rpa.engine.loop import Loop
from rpa.engine.plan import Plan
from rpa.errors import Interrupted, RpaError, StepFailed, Unproven
from rpa.events import Emit, FileWritten, Noticed, RunFinished, RunStarted, Status
from rpa.flow.inputs import read_inputs
from rpa.locators.book import Book
from rpa.locators.candidates import element_locator
from rpa.runs.folder import RunFolder
from rpa.secret import Redactor, Secret
from rpa.sinks.about import About
from rpa.sinks.excel import Sheet, write_workbook
from rpa.steps.context import Context, Hooks, Site
from rpa.tables import Proof
from rpa.widgets.surface import page_script

STATUS: Mapping[int, Status] = {
    0: "ok",
    1: "failed",
    2: "wrong",
    3: "unproven",
    4: "person_needed",
    5: "unavailable",
    130: "interrupted",
}

GUARD_MS = 3000.0
"""Milliseconds that putting one thing aside may take."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is carried out; `reports` are files that readers of its events will write."""

    headed: bool = False
    slow_mo_ms: float = 0
    reports: tuple[Path, ...] = ()


def execute(
    plan: Plan, site: Site, folder: RunFolder, *, options: Options, readers: Sequence[Emit]
) -> RunFinished:
    """Carry out a plan and return its last event; errors end up there, and are not raised."""
    return _Run(plan, site, folder, options, readers).execute()


class _Run:
    def __init__(
        self,
        plan: Plan,
        site: Site,
        folder: RunFolder,
        options: Options,
        readers: Sequence[Emit],
    ) -> None:
        self.plan, self.site, self.folder, self.options = plan, site, folder, options
        self.redactor = Redactor()
        for value in (plan.account.password, *plan.inputs.values()):
            if isinstance(value, Secret):
                self.redactor.learn(value)
        self.bus = Bus(self.redactor, readers)
        self.workbooks: dict[str, list[Sheet]] = {}
        self.started = datetime.now().astimezone()
        self.began = time.monotonic()

    def execute(self) -> RunFinished:
        self.bus.emit(self._start())
        error = self._attempt()
        error = self._save_workbooks(error) or error
        finished = self._finish(error or _unproven(self.bus.proofs))
        self.bus.emit(finished)
        return finished

    def _attempt(self) -> RpaError | None:
        try:
            with Lifeline(last_words=self._last_words) as lifeline, lifeline.interruptible():
                deadline = Deadline.after(self.plan.flow.timeout_s, "the run")
                with lifeline.watch(deadline):
                    self._in_browser(lifeline, deadline)
        except RpaError as error:
            return error
        except KeyboardInterrupt:
            return Interrupted("stopped by Ctrl-C")
        except Exception as error:
            logger.exception("unexpected")
            return StepFailed(f"internal error: {type(error).__name__}: {error}")
        return None

    def _in_browser(self, lifeline: Lifeline, deadline: Deadline) -> None:
        opened = open_browser(
            find_browser(),
            headed=self.options.headed,
            slow_mo_ms=self.options.slow_mo_ms,
            downloads=self.folder.path / "downloads",
            init_scripts=[page_script()],
            emit=self.bus.emit,
            lifeline=lifeline,
        )
        try:
            with opened as session:
                restrict_hosts(session.context, self.site.hosts)
                tracer = Tracer(session.context)
                try:
                    self._flows(lifeline, deadline, session, tracer)
                except (RpaError, PlaywrightError):
                    if not lifeline.reason:
                        self._keep_trace(tracer)
                    raise
        except PlaywrightError as error:
            lifeline.check()
            raise translate(error, doing=self.plan.flow.title) from None

    def _flows(
        self, lifeline: Lifeline, deadline: Deadline, session: BrowserSession, tracer: Tracer
    ) -> None:
        plan = self.plan
        loop = Loop(plan.flow, self.bus.emit, lifeline)
        ctx = self._context(session, tracer, loop, deadline)
        install_guards(session.context, partial(_guards, plan.book), self.bus.emit)
        if plan.sign_in is not None:
            known = {"account": plan.account.name, "password": plan.account.password}
            given = {name: known.get(name) for name in plan.sign_in.inputs}
            self._call(plan.sign_in.slug, given, ctx, loop, trail="sign_in.")
        tracer.start()
        ctx.scope.update(plan.inputs)
        loop.run_flow(ctx)

    def _context(
        self, session: BrowserSession, tracer: Tracer, loop: Loop, deadline: Deadline
    ) -> Context:
        plan = self.plan

        def call(slug: str, given: Mapping[str, Any], ctx: Context) -> Mapping[str, Any]:
            return self._call(slug, given, ctx, loop, trail=f"{slug}.")

        return Context(
            session=session,
            book=plan.book,
            library=plan.library,
            site=self.site,
            folder=self.folder,
            redactor=self.redactor,
            emit=self.bus.emit,
            hooks=Hooks(
                run_steps=loop.run_steps,
                call_flow=call,
                secret_typing=tracer.paused,
                is_ending=lambda _error: loop.lifeline.reason is not None,
            ),
            deadline=deadline,
            today=plan.today,
            base=Path.cwd(),
            workbooks=self.workbooks,
            scope=self._run_wide(),
        )

    def _call(
        self, slug: str, given: Mapping[str, Any], ctx: Context, loop: Loop, *, trail: str
    ) -> Mapping[str, Any]:
        project = self.plan.project
        flow, _ = self.plan.checker.flow(project.flow_file(slug))
        if flow is None:
            raise StepFailed(f"the flow {slug} cannot be read")
        inputs = read_inputs(flow.inputs, given, today=ctx.today, base=ctx.base)
        inner = replace(loop, flow=flow, trail=loop.trail + trail)
        hooks = replace(ctx.hooks, run_steps=inner.run_steps)
        scope = {**self._run_wide(), **inputs}
        return inner.run_flow(replace(ctx, hooks=hooks, scope=scope))

    def _run_wide(self) -> dict[str, Any]:
        return {"run": self.folder.run_id, "site": self.site.name, "today": self.plan.today}

    def _keep_trace(self, tracer: Tracer) -> None:
        path = tracer.save(self.folder.path / "trace.zip", self.redactor)
        if path is not None:
            self.bus.emit(FileWritten(path=path, kind="trace"))

    def _save_workbooks(self, error: RpaError | None) -> RpaError | None:
        """Write the sheets that were made, also after a failure, which the last sheet tells."""
        failed = None
        for name, sheets in self.workbooks.items():
            wanted = self.folder.path / name
            try:
                path = write_workbook(wanted, sheets, self._about(error))
            except RpaError as wrong:
                failed = wrong
                continue
            if path != wanted:
                self.bus.emit(Noticed(message=f"{name} is open elsewhere; saved as {path.name}"))
            rows = sum(len(sheet.rows) for sheet in sheets)
            self.bus.emit(FileWritten(path=path, kind="workbook", rows=rows))
        return failed

    def _about(self, error: RpaError | None) -> About:
        plan = self.plan
        ending = error or _unproven(self.bus.proofs)
        return About(
            flow=plan.flow.slug,
            title=plan.flow.title,
            portal=plan.book.portal.title,
            site=f"{self.site.name} ({self.site.start})",
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
        """Return the inputs that have a value, by label, in words."""
        labels = {name: spec.label or name for name, spec in self.plan.flow.inputs.items()}
        values = self.plan.inputs.items()
        return {labels[name]: str(value) for name, value in values if value is not None}

    def _start(self) -> RunStarted:
        plan = self.plan
        return RunStarted(
            run=self.folder.run_id,
            flow=plan.flow.slug,
            title=plan.flow.title,
            portal=plan.flow.portal,
            site=self.site.name,
            account=plan.account.name,
            folder=self.folder.path,
            inputs=self._given(),
            steps=len(plan.flow.steps),
        )

    def _finish(self, error: RpaError | None) -> RunFinished:
        code = error.exit_code if error else 0
        return RunFinished(
            status=STATUS[code],
            exit_code=code,
            error=str(error) if error else "",
            duration_s=time.monotonic() - self.began,
            files=(*self.bus.files, *self.options.reports),
            proofs=tuple(self.bus.proofs),
        )

    def _last_words(self, reason: RpaError) -> None:
        self.bus.emit(self._finish(reason))


def _guards(book: Book, page: Page) -> Iterator[Guard]:
    """Yield what the portal file says may stand in the way, as found on `page`."""
    for name, spec in book.portal.guards.items():
        button = element_locator(page, spec.click, book, None).first
        trigger = element_locator(page, spec.when, book, None)
        yield Guard(name, trigger, lambda _found, button=button: button.click(timeout=GUARD_MS))


def _unproven(proofs: Sequence[Proof]) -> Unproven | None:
    """Return the error that a run ends with when what it read is not proved complete."""
    open_ones = [proof for proof in proofs if proof.verdict != "holds"]
    if not open_ones:
        return None
    return Unproven("; ".join(f"{proof.table}: {proof.detail}" for proof in open_ones))
