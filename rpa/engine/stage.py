"""A plan's browser, signed in: the loop that runs steps there, and the context they run in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page

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
from rpa.errors import RpaError, StepFailed
from rpa.events import FileWritten
from rpa.flow.inputs import read_inputs
from rpa.locators.book import Book
from rpa.locators.candidates import element_locator
from rpa.runs.folder import RunFolder
from rpa.secret import Redactor
from rpa.sinks.excel import Sheet
from rpa.steps.call import Call
from rpa.steps.context import Context, Hooks, Site
from rpa.widgets.surface import page_script

_TRACE_LIMIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is carried out; `reports` are files that readers of its events will write.

    With `full_trace` the trace that a failure leaves shows the page at every act, which takes time.
    """

    headed: bool = False
    slow_mo_ms: float = 0
    full_trace: bool = False
    reports: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a plan is carried out, and what its steps leave for the end of the run."""

    plan: Plan
    site: Site
    folder: RunFolder
    options: Options
    redactor: Redactor
    bus: Bus
    workbooks: dict[str, list[Sheet]] = field(default_factory=dict)

    @contextmanager
    def opened(self, lifeline: Lifeline, deadline: Deadline) -> Iterator[tuple[Loop, Context]]:
        """Open a browser, sign in, and give what the flow's steps need; keep a trace on failure."""
        browser = open_browser(
            find_browser(),
            headed=self.options.headed,
            slow_mo_ms=self.options.slow_mo_ms,
            downloads=self.folder.path / "downloads",
            init_scripts=[page_script()],
            emit=self.bus.emit,
            lifeline=lifeline,
        )
        try:
            with browser as session, self._traced(session, lifeline) as tracer:
                refusals = restrict_hosts(session.context, self.site.hosts)
                install_guards(session.context, partial(_guards, self.plan.book), self.bus.emit)
                loop = Loop(self.plan.flow, self.bus.emit, lifeline, refusals)
                ctx = self._context(session, self._hooks(loop, tracer), deadline)
                self._sign_in(loop, ctx)
                tracer.start()
                yield loop, ctx
        except PlaywrightError as error:
            lifeline.check()
            raise translate(error, doing=self.plan.flow.title) from None

    def _sign_in(self, loop: Loop, ctx: Context) -> None:
        if (flow := self.plan.sign_in) is None:
            return
        account = self.plan.account
        known = {"account": account.name, "password": account.password}
        given = {name: known[name] for name in flow.inputs if name in known}
        call = Call(name=f"sign in as {account.name}", flow=flow.slug, inputs=given)
        replace(loop, trail="sign_in").run_steps((call,), ctx)

    def _hooks(self, loop: Loop, tracer: Tracer) -> Hooks:
        """Return what the engine does for the steps that `loop` runs."""
        plan = self.plan

        def call(step: Call, ctx: Context) -> Mapping[str, Any]:
            flow, _ = plan.checker.flow(plan.project.flow_file(step.flow))
            if flow is None:
                raise StepFailed(f"the flow {step.flow} cannot be read")
            inputs = read_inputs(
                flow.inputs, step.inputs, today=ctx.today, base=ctx.base, option=""
            )
            inner = replace(loop, flow=flow, trail=f"{loop.trail}{step.spot}.")
            scope = {**self._run_wide(), **inputs}
            return inner.run_flow(replace(ctx, hooks=self._hooks(inner, tracer), scope=scope))

        return Hooks(
            run_steps=loop.run_steps,
            call=call,
            secret_typing=tracer.paused,
            is_ending=lambda: loop.lifeline.reason is not None,
        )

    def _context(self, session: BrowserSession, hooks: Hooks, deadline: Deadline) -> Context:
        plan = self.plan
        return Context(
            session=session,
            book=plan.book,
            library=plan.library,
            site=self.site,
            folder=self.folder,
            redactor=self.redactor,
            emit=self.bus.emit,
            hooks=hooks,
            deadline=deadline,
            today=plan.today,
            base=Path.cwd(),
            workbooks=self.workbooks,
            scope=self._run_wide(),
        )

    def _run_wide(self) -> dict[str, Any]:
        return {"run": self.folder.run_id, "site": self.site.name, "today": self.plan.today}

    @contextmanager
    def _traced(self, session: BrowserSession, lifeline: Lifeline) -> Iterator[Tracer]:
        tracer = Tracer(session.context, with_pages=self.options.full_trace)
        try:
            yield tracer
        except (RpaError, PlaywrightError):
            if lifeline.reason is None:
                with lifeline.limited(_TRACE_LIMIT_S, "keeping the trace"):
                    kept = tracer.save(self.folder.path / "trace.zip", self.redactor)
                if kept is not None:
                    self.bus.emit(FileWritten(path=kept, kind="trace"))
            raise


def _guards(book: Book, page: Page) -> Iterator[Guard]:
    """Yield what the portal file says may stand in the way, as found on `page`."""
    for name, spec in book.portal.guards.items():
        button = element_locator(page, spec.click, book, None).first
        trigger = element_locator(page, spec.when, book, None)
        yield Guard(name, trigger, partial(_press, button))


def _press(button: Locator, _found: Locator, limit_ms: float) -> None:
    button.click(timeout=limit_ms)
