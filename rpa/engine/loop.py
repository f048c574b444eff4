"""The one loop over steps: decide, fill in, run within a deadline, try again, tell."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from tenacity import RetryCallState

from rpa.browser.artifacts import screenshot
from rpa.browser.hosts import Refusals
from rpa.browser.lifeline import Lifeline
from rpa.browser.translate import translate
from rpa.engine.retry import policy
from rpa.engine.sign_in import SignIn
from rpa.errors import DeadlinePassed, InputWrong, RpaError, StepFailed, Unavailable
from rpa.events import Emit, StepFailedEvent, StepFinished, StepRetried, StepSkipped, StepStarted
from rpa.flow.expressions import evaluate
from rpa.flow.flow import Flow
from rpa.flow.step import Steps
from rpa.steps.base import Step
from rpa.steps.context import Context

PAGE_NOW_S = 5.0
"""Seconds that a page may take to show itself after a step has failed on it."""

_TITLE = "root => root.ownerDocument.title"


class GivenWrong(StepFailed):
    """What a step was given is wrong, whatever the page is like."""


class NotAsExpected(StepFailed):
    """Steps that let the flow go on have failed."""

    def __init__(self, errors: Sequence[RpaError]) -> None:
        noted = "".join(f"\n{at}. {error}" for at, error in enumerate(errors, 1))
        what = "things are" if len(errors) > 1 else "thing is"
        super().__init__(f"{len(errors)} {what} not as expected:{noted}")
        self.errors = tuple(errors)


@dataclass(slots=True)
class Loop:
    """Runs the steps of one flow; `trail` says whose they are when it is not the run's own.

    `_shown` holds the error that was told last, with the page, and `_noted` those of steps that let
    the flow go on; loops of called flows share them.
    """

    flow: Flow
    emit: Emit
    lifeline: Lifeline
    refusals: Refusals
    trail: str = ""
    sign_in: SignIn | None = None
    _shown: list[RpaError] = field(default_factory=list)
    _noted: list[RpaError] = field(default_factory=list)

    def run_flow(self, ctx: Context) -> dict[str, Any]:
        """Run the whole flow and return its results."""
        self.run_steps(self.flow.steps, ctx)
        return {name: evaluate(value, ctx.scope) for name, value in self.flow.results.items()}

    def run_whole(self, ctx: Context) -> None:
        """Run the run's own flow; what it only noted fails it at the end, with what ended it."""
        try:
            self.run_flow(ctx)
        except StepFailed as error:
            if self._noted:
                raise NotAsExpected([*self._noted, error]) from error.__cause__
            raise
        if self._noted:
            raise NotAsExpected(self._noted)

    def run_steps(self, steps: Steps, ctx: Context) -> None:
        """Run steps in order; the first that fails for good ends them."""
        for step in steps:
            self.lifeline.check()
            self._run(step, ctx)  # type: ignore[arg-type]

    def _run(self, step: Step, ctx: Context) -> None:
        path = self.trail + step.spot
        began = time.monotonic()
        try:
            filled = self._filled(step, ctx, path)
            if filled is None:
                return
            self._tried(filled, ctx, path)
        except RpaError as error:
            self._tell_failure(error, ctx, path, began)
            if not step.is_soft or ctx.is_ending or not _is_of_the_page(error):
                raise
            self._noted.append(error)
            return
        self.emit(StepFinished(path=path, duration_s=time.monotonic() - began))

    def _filled(self, step: Step, ctx: Context, path: str) -> Step | None:
        """Return the step with its expressions filled in, None if its `when` does not hold."""
        try:
            if not evaluate(step.when, ctx.scope):
                self.emit(StepSkipped(path=path, words=_words(step), why=str(step.when)))
                return None
            filled = step.filled(ctx.scope)
        except RpaError:
            self._tell_start(step, path)
            raise
        self._tell_start(filled, path)
        return filled

    def _tell_start(self, step: Step, path: str) -> None:
        place, words = str(step.mark()), _words(step)
        self.emit(StepStarted(path=path, kind=step.kind, words=words, place=place))

    def _tried(self, step: Step, ctx: Context, path: str) -> None:
        def tell(state: RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            wait_s = state.next_action.sleep if state.next_action else 0.0
            self.emit(
                StepRetried(
                    path=path, attempt=state.attempt_number, error=str(error), wait_s=wait_s
                )
            )

        attempts = policy(
            step,
            only_reads=not ctx.is_writing,
            wait=lambda seconds: ctx.page.wait_for_timeout(1000 * seconds),
            before_wait=tell,
        )
        attempts(self._done_or_again, step, ctx, path)
        # What made a change is no way to anywhere: taken again, it would make the change again.
        if step.leads and not ctx.is_writing:
            _note_way(step, ctx)

    def _done_or_again(self, step: Step, ctx: Context, path: str) -> None:
        """Do a step; if the session is over, sign in, go back to where the flow was, do it there.

        Of a change, what was done may not be done again: who makes it looks first.
        """
        while True:
            try:
                return self._once(step, ctx, path)
            except (StepFailed, Unavailable) as error:
                if any(step.nested()) or ctx.is_writing or ctx.is_ending:
                    raise
                if self.sign_in is None or not self.sign_in.is_needed(ctx):
                    raise
                self._go_back(error, ctx, path)

    def _go_back(self, error: RpaError, ctx: Context, path: str) -> None:
        """Sign in and take again the way that led to where the flow was."""
        assert self.sign_in is not None
        way = tuple(ctx.position.trail)
        while True:
            self.sign_in.again(ctx, error)
            try:
                for step in way:
                    self._once(step, ctx, path)
            except (StepFailed, Unavailable) as again:
                if not self.sign_in.is_needed(ctx):
                    raise
                error = again
                continue
            ctx.position.trail[:] = way
            return

    def _once(self, step: Step, ctx: Context, path: str) -> None:
        words = _words(step)
        limit_s = step.timeout_s if step.timeout_s is not None else step.limit_s
        deadline = ctx.deadline.sooner(limit_s, words)
        with self.lifeline.watch(deadline):
            try:
                step.run(replace(ctx, deadline=deadline, path=path))
                self.refusals.check()
            except PlaywrightError as error:
                self.lifeline.check()
                self.refusals.check()
                raise _in_time(translate(error, doing=words), ctx) from None
            except RpaError as error:
                raise _in_time(error, ctx) from error.__cause__

    def _tell_failure(self, error: RpaError, ctx: Context, path: str, began: float) -> None:
        """Tell of a failed step; the innermost one shows the page, those around it just fail."""
        duration_s = time.monotonic() - began
        if any(one is error for one in self._shown) or self.lifeline.reason:
            self.emit(StepFailedEvent(path=path, error=str(error), duration_s=duration_s))
            return
        self._shown[:] = [error]
        with self.lifeline.limited(3 * PAGE_NOW_S, "showing the page"):
            url, title, picture = _page_now(ctx)
        self.emit(
            StepFailedEvent(
                path=path,
                error=str(error),
                url=url,
                title=title,
                screenshot=picture,
                duration_s=duration_s,
            )
        )


def _note_way(step: Step, ctx: Context) -> None:
    if step.begins_anew(ctx):
        ctx.position.trail.clear()
    ctx.position.trail.append(step)


def _in_time(error: RpaError, ctx: Context) -> RpaError:
    """Return the error of a step, or that the time of what runs it was up."""
    if isinstance(error, StepFailed) and ctx.deadline.is_over:
        return DeadlinePassed(ctx.deadline.what, ctx.deadline.limit_s)
    if isinstance(error, InputWrong):  # with a browser open it is this step that failed
        return GivenWrong(str(error))
    return error


def _is_of_the_page(error: RpaError) -> bool:
    """Whether it says that a page is not as a step expects it, be it not in time."""
    return isinstance(error, StepFailed | DeadlinePassed) and not isinstance(error, GivenWrong)


def _words(step: Step) -> str:
    return str(step.name) if step.name else step.describe()


def _page_now(ctx: Context) -> tuple[str, str, Path | None]:
    """Return address, title and a screenshot of the page, as far as it still answers."""
    try:
        page = ctx.page
        # Not `page.title()`, which waits for ever for a page that hangs.
        title = page.locator(":root").evaluate(_TITLE, timeout=1000 * PAGE_NOW_S)
    except PlaywrightError:
        return "", "", None
    taken = len(list(ctx.folder.path.glob("failure-*.png")))
    path = ctx.folder.path / f"failure-{taken + 1}.png"
    picture = screenshot(page, path, timeout_s=PAGE_NOW_S, redactor=ctx.redactor)
    return page.url, title, picture
