"""What is tried again, how often, and after how long: decided by error family, and only here."""

from __future__ import annotations

from collections.abc import Callable

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_exponential

from rpa.browser.find import BrowserMissing
from rpa.browser.translate import BrowserGone
from rpa.errors import DeadlinePassed, StepFailed, Unavailable
from rpa.steps.base import Step
from rpa.steps.call import Call

TRIES_OF_READS = 3
"""How often a step of a reading flow is tried when the portal does not do its part."""

_FINAL = (DeadlinePassed, BrowserGone, BrowserMissing)


def policy(
    step: Step,
    *,
    only_reads: bool,
    wait: Callable[[float], None],
    before_wait: Callable[[RetryCallState], None],
) -> Retrying:
    """Return the attempts that a step has.

    `Unavailable` may pass by itself, so reading flows try again; `StepFailed` is tried again only
    where the step says `retry`. Nothing else is, and in a flow that writes no step by default, nor
    is a step that runs other steps, for those have had their tries.
    """
    default = TRIES_OF_READS if only_reads and not _runs_steps(step) else 1

    def may_pass(error: BaseException) -> bool:
        if isinstance(error, _FINAL):
            return False
        return isinstance(error, Unavailable) or (isinstance(error, StepFailed) and step.retry > 0)

    return Retrying(
        retry=retry_if_exception(may_pass),
        stop=stop_after_attempt(step.retry + 1 if step.retry else default),
        wait=wait_exponential(multiplier=0.5, max=10),
        sleep=wait,
        before_sleep=before_wait,
        reraise=True,
    )


def _runs_steps(step: Step) -> bool:
    return isinstance(step, Call) or any(step.nested())
