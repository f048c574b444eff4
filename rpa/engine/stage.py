"""A plan's browser, signed in: the loop that runs steps there, and the context they run in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page

from rpa.browser.artifacts import Tracer
from rpa.browser.find import find_browser
from rpa.browser.guards import Guard, guarding
from rpa.browser.hosts import restrict_hosts
from rpa.browser.kept_session import (
    KeptSessions,
    SessionState,
    capture_state,
    restore_script,
)
from rpa.browser.launch import NewContext, SessionOptions, open_browser, open_session
from rpa.browser.lifeline import Lifeline
from rpa.browser.session import BrowserSession
from rpa.browser.tokens import tokens_of
from rpa.browser.translate import translate
from rpa.deadline import Deadline
from rpa.engine.api_access import open_api
from rpa.engine.bus import Bus
from rpa.engine.consent import Consent
from rpa.engine.loop import Loop
from rpa.engine.plan import Plan
from rpa.engine.sign_in import SignIn
from rpa.errors import RpaError, StepFailed
from rpa.events import FileWritten, Noticed
from rpa.locators.candidates import element_locator
from rpa.runs.baselines import Baselines
from rpa.runs.folder import RunFolder
from rpa.runs.lease import account_lease
from rpa.runs.ledger import Holder, Ledger, Scope
from rpa.runs.spool_folder import SpoolFolder
from rpa.secret import Redactor, Secret
from rpa.sinks.excel import Sheet
from rpa.steps.answers import Answers, Person
from rpa.steps.call import Call
from rpa.steps.changes import Changes
from rpa.steps.context import Context, Hooks, Site
from rpa.widgets.surface import page_script

_TRACE_LIMIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is carried out; `reports` are files that readers of its events will write.

    A flow that writes makes no change if the run `only_plans`, and none before it `is_confirmed`
    or the `person` at the terminal agrees; `resumed` is the folder of a run that it takes up.
    With `full_trace` the trace that a failure leaves shows the page at every act, which takes time.
    With `update_baselines` what `expect` finds is the baseline from now on.
    With `new_context` it is carried out in a browser that runs already, and is left running.
    """

    headed: bool = False
    slow_mo_ms: float = 0
    full_trace: bool = False
    only_plans: bool = False
    is_confirmed: bool = False
    person: Person | None = None
    resumed: Path | None = None
    reports: tuple[Path, ...] = ()
    new_context: NewContext | None = None
    update_baselines: bool = False


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
    sessions: KeptSessions | None = None

    @contextmanager
    def opened(self, lifeline: Lifeline, deadline: Deadline) -> Iterator[tuple[Loop, Context]]:
        """Open a browser, sign in, and give what the flow's steps need; keep a trace on failure."""
        try:
            with (
                self._account_lease(lifeline, deadline),
                self._browser(lifeline) as session,
                guarding(session.context, self._guards, self.bus.emit),
                self._traced(session, lifeline) as tracer,
            ):
                refusals = restrict_hosts(session, self.site.hosts)
                loop = Loop(self.plan.flow, self.bus.emit, lifeline, refusals)
                ctx = self._context(session, self._hooks(loop, tracer), deadline)
                if self.plan.sign_in is not None:
                    signed_out = self.plan.book.portal.sign_in.signed_out
                    sign_in = SignIn(partial(self._sign_in, loop), signed_out, self.bus.emit)
                    sign_in.first(ctx)
                    self._keep_session(session)
                    loop = replace(loop, sign_in=sign_in)
                    ctx = replace(ctx, hooks=self._hooks(loop, tracer))
                tracer.start()
                yield loop, ctx
                self._keep_session(session)
        except PlaywrightError as error:
            lifeline.check()
            raise translate(error, doing=self.plan.flow.title) from None

    def _browser(self, lifeline: Lifeline) -> AbstractContextManager[BrowserSession]:
        """Open a session, signed in already where one was kept that is still good."""
        kept = self.sessions.load(str(self.scope)) if self.sessions else None
        if kept:
            self._learn_tokens(kept)
        wanted: SessionOptions = {
            "storage_state": kept.storage if kept else None,
            "init_scripts": [page_script(), *([restore_script(kept)] if kept else [])],
            "emit": self.bus.emit,
        }
        if self.options.new_context:
            return open_session(self.options.new_context, lifeline=lifeline, **wanted)
        return open_browser(
            find_browser(),
            headed=self.options.headed,
            slow_mo_ms=self.options.slow_mo_ms,
            downloads=self.folder.path / "downloads",
            lifeline=lifeline,
            **wanted,
        )

    def _keep_session(self, session: BrowserSession) -> None:
        state = capture_state(session.context)
        self._learn_tokens(state)
        if self.sessions:
            self.sessions.save(str(self.scope), state)

    def _learn_tokens(self, state: SessionState) -> None:
        for token in tokens_of(state):
            self.redactor.learn(token)

    def _account_lease(
        self, lifeline: Lifeline, deadline: Deadline
    ) -> AbstractContextManager[None]:
        """Wait until no other run has the account: each would end the other's session."""
        return account_lease(
            self.scope,
            f"run {self.folder.run_id}",
            wait_s=deadline.left_s,
            on_wait=lambda message: self.bus.emit(Noticed(message=message)),
            is_cancelled=lambda: lifeline.reason is not None,
        )

    def _sign_in(self, loop: Loop, ctx: Context) -> None:
        flow, account = self.plan.sign_in, self.plan.account
        assert flow is not None
        known = {"account": account.name, "password": account.password}
        given = {name: known[name] for name in flow.inputs if name in known}
        call = Call(name=f"sign in as {account.name}", flow=flow.slug, inputs=given)
        replace(loop, trail="sign_in").run_steps((call,), ctx)
        ctx.position.trail.clear()

    def _hooks(self, loop: Loop, tracer: Tracer) -> Hooks:
        """Return what the engine does for the steps that `loop` runs."""
        plan = self.plan

        def call(step: Call, ctx: Context) -> Mapping[str, Any]:
            flow, _ = plan.checker.flow(plan.project.flow_file(step.flow))
            if flow is None:
                raise StepFailed(f"the flow {step.flow} cannot be read")
            inputs = flow.read_inputs(step.inputs, today=ctx.today, base=ctx.base, option="")
            inner = replace(loop, flow=flow, trail=f"{loop.trail}{step.spot}.")
            scope = {**self._run_wide(), **inputs}
            return inner.run_flow(replace(ctx, hooks=self._hooks(inner, tracer), scope=scope))

        return Hooks(
            run_steps=loop.run_steps,
            call=call,
            secret_typing=tracer.paused,
            is_ending=lambda: loop.lifeline.reason is not None,
            check_session=loop.sign_in.check if loop.sign_in else lambda _ctx: None,
            check_hosts=loop.refusals.check,
        )

    def _context(self, session: BrowserSession, hooks: Hooks, deadline: Deadline) -> Context:
        plan = self.plan
        return Context(
            session=session,
            book=plan.book,
            library=plan.library,
            site=self.site,
            folder=self.folder,
            spools=self.spools,
            redactor=self.redactor,
            emit=self.bus.emit,
            hooks=hooks,
            api=cache(partial(open_api, plan, self.site, self.redactor, _wait_on(session))),
            deadline=deadline,
            today=plan.today,
            base=Path.cwd(),
            workbooks=self.workbooks,
            scope=self._run_wide(),
            changes=self._changes() if plan.flow.effect == "write" else None,
            answers=self._answers(session),
            baselines=Baselines(plan.account.name, self.options.update_baselines),
        )

    def _changes(self) -> Changes:
        """Return what the run may change, and the ledger that remembers it."""
        plan, options = self.plan, self.options
        until = datetime.now(UTC) + timedelta(seconds=plan.flow.timeout_s)
        is_agreed = options.is_confirmed and not options.only_plans
        consent = Consent(self.bus.emit, options.only_plans, options.person)
        return Changes(
            ledger=Ledger(),
            scope=self.scope,
            flow=plan.flow.slug,
            holder=Holder.here(self.folder.run_id, until),
            consent=None if is_agreed else consent,
            at_most=plan.flow.expect_at_most,
        )

    def _answers(self, session: BrowserSession) -> Answers:
        published = self.plan.answers
        secret = published.get("totp")
        return Answers(
            wait=_wait_on(session),
            totp=self.plan.account.totp or (Secret(secret) if secret else None),
            published={kind: text for kind, text in published.items() if kind != "totp"},
            person=self.options.person,
        )

    @property
    def spools(self) -> SpoolFolder:
        """Where rows are kept until the run has ended well."""
        return SpoolFolder(self.folder.path / "spool")

    @property
    def scope(self) -> Scope:
        """Whose changes these are."""
        return Scope(self.plan.flow.portal, self.site.instance, self.plan.account.name)

    def _guards(self, page: Page) -> Iterator[Guard]:
        """Yield what may stand in the way as found on `page`, save what the flow acts on itself."""
        book = self.plan.book
        for name, spec in book.portal.guards.items():
            if name not in self.plan.flow.without_guards:
                button = element_locator(page, spec.click, book, None).first
                trigger = element_locator(page, spec.when, book, None)
                yield Guard(name, trigger, partial(_press, button))

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


def _wait_on(session: BrowserSession) -> Callable[[float], None]:
    return lambda seconds: session.page.wait_for_timeout(1000 * seconds)


def _press(button: Locator, _found: Locator, limit_ms: float) -> None:
    button.click(timeout=limit_ms)
