"""What may stand in the way at any moment (a banner, a tour, a survey), and how it is put aside."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce

from playwright.sync_api import BrowserContext, Error, Locator, Page

from rpa.browser.translate import translate
from rpa.deadline import Deadline
from rpa.errors import RpaError
from rpa.events import Emit, Event, GuardActed, Noticed

_LIMIT_S = 3.0
_TRY_MS = 500.0
"""How long one try may take: what came up on top of it since has to be put aside first."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that may stand over a page, what finds it there, and what makes it go away."""

    name: str
    trigger: Locator
    act: Callable[[Locator, float], None]
    """Takes what was found and the milliseconds it may use."""


@contextmanager
def guarding(
    context: BrowserContext, guards: Callable[[Page], Iterable[Guard]], emit: Emit
) -> Iterator[None]:
    """Let the guards of each page act there whenever an action finds their triggers visible.

    Playwright looks for them before each action, and never while one of them is acting. One that is
    still at work when the block is left tells nothing more.
    """
    is_over = False

    def tell(event: Event) -> None:
        if not is_over:
            emit(event)

    def install(page: Page) -> None:
        if listed := list(guards(page)):
            # One handler for all: each one costs every action a look at the page. We wait for
            # effects ourselves: Playwright would wait for as long as the action may take, also
            # when what stands in this guard's way is another guard's business.
            any_of_them = reduce(Locator.or_, (guard.trigger for guard in listed)).first
            page.add_locator_handler(any_of_them, _handler(listed, tell), no_wait_after=True)

    for page in context.pages:
        install(page)
    context.on("page", install)
    try:
        yield
    finally:
        is_over = True
        context.remove_listener("page", install)


def _handler(guards: Sequence[Guard], emit: Emit) -> Callable[[Locator], None]:
    def handle(_: Locator) -> None:
        limit = Deadline.after(_LIMIT_S, "guards")
        while troubles := _put_aside(guards, emit):
            # Else the action held up goes on, and fails with a cause of its own if it must.
            if limit.is_over:
                for trouble in troubles:
                    emit(Noticed(message=trouble))
                return

    return handle


def _put_aside(guards: Sequence[Guard], emit: Emit) -> list[str]:
    """Let each guard that stands act once; return what stood in the way of those that failed."""
    troubles = []
    for guard in filter(_stands, guards):
        if trouble := _try(guard):
            troubles.append(trouble)
        else:
            emit(GuardActed(guard=guard.name))
    return troubles


def _try(guard: Guard) -> str:
    found = guard.trigger.first
    try:
        element = found.element_handle(timeout=_TRY_MS)
        guard.act(found, _TRY_MS)
        element.wait_for_element_state("hidden", timeout=_TRY_MS)
    except (Error, RpaError) as error:
        # What went away while we were at it is put aside too.
        return _trouble(guard, error) if _stands(guard) else ""
    return ""


def _stands(guard: Guard) -> bool:
    try:
        return guard.trigger.first.is_visible()
    except (Error, CancelledError):  # the latter when the browser is ended meanwhile
        return False


def _trouble(guard: Guard, error: Error | RpaError) -> str:
    doing = f"guard {guard.name}"
    return str(translate(error, doing=doing)) if isinstance(error, Error) else f"{doing}: {error}"
