"""What may stand in the way at any moment (a banner, a tour, a survey), and how it is put aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Error, Locator, Page

from rpa.browser.translate import translate
from rpa.errors import RpaError
from rpa.events import Emit, GuardActed, Noticed

_LIMIT_MS = 3000.0


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that may stand over a page, what finds it there, and what makes it go away."""

    name: str
    trigger: Locator
    act: Callable[[Locator], None]


def install_guards(
    context: BrowserContext, guards: Callable[[Page], Iterable[Guard]], emit: Emit
) -> None:
    """Let the guards of each page act there whenever an action finds their triggers visible.

    Playwright looks for them before each action, and never while one of them is acting.
    """

    def install(page: Page) -> None:
        for guard in guards(page):
            # We wait ourselves: Playwright would wait for as long as the action may take, also
            # when what stands in this guard's way is another guard's business.
            page.add_locator_handler(guard.trigger.first, _handler(guard, emit), no_wait_after=True)

    for page in context.pages:
        install(page)
    context.on("page", install)


def _handler(guard: Guard, emit: Emit) -> Callable[[Locator], None]:
    def handle(found: Locator) -> None:
        try:
            element = found.element_handle(timeout=_LIMIT_MS)
            guard.act(found)
            element.wait_for_element_state("hidden", timeout=_LIMIT_MS)
        except (Error, RpaError) as error:
            # The action that was held up goes on, and fails with a cause of its own if it must.
            emit(Noticed(message=_trouble(guard, error)))
        else:
            emit(GuardActed(guard=guard.name))

    return handle


def _trouble(guard: Guard, error: Error | RpaError) -> str:
    doing = f"guard {guard.name}"
    return str(translate(error, doing=doing)) if isinstance(error, Error) else f"{doing}: {error}"
