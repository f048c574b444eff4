from __future__ import annotations

from contextlib import ExitStack

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004

from rpa.browser.guards import Guard, guarding
from rpa.events import GuardActed

pytestmark = pytest.mark.browser

COVER = (
    "<div class={0} style='position:fixed;inset:0;background:#eee'>"
    "<button onclick='this.parentNode.remove()'>close</button></div>"
)
PAGE = "<button id=go onclick='this.textContent = `went`'>go</button>"


def _closing(name):
    return lambda page: Guard(
        name,
        page.locator(f".{name}"),
        lambda found, limit_ms: found.locator("button").click(timeout=limit_ms),
    )


@pytest.fixture
def run():
    """What ends when a run does."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def guarded(fresh, events, run):
    session = fresh()

    def install(*makers):
        guards = guarding(
            session.context, lambda page: [make(page) for make in makers], events.append
        )
        run.enter_context(guards)
        session.page.set_default_timeout(30_000)
        return session

    return install


def _told(events):
    return [event.guard if isinstance(event, GuardActed) else event.message for event in events]


def test_what_stands_in_the_way_is_put_aside(guarded, events):
    page = guarded(_closing("banner")).page
    page.set_content(PAGE + COVER.format("banner"))
    page.click("#go")
    assert page.inner_text("#go") == "went"
    assert _told(events) == ["banner"]


def test_a_guard_acts_in_a_new_tab_as_well(guarded, events, place):
    place.pages["/"] = PAGE + COVER.format("banner")
    session = guarded(_closing("banner"))
    session.page.evaluate("url => { window.open(url) }", place.url())
    session.page.click("#go")
    assert _told(events) == ["banner"]


def test_a_guard_behind_another_one_gets_its_turn(guarded, events):
    page = guarded(_closing("lower"), _closing("upper")).page
    page.set_content(PAGE + COVER.format("lower") + COVER.format("upper"))
    page.click("#go")
    assert page.inner_text("#go") == "went"
    assert _told(events) == ["upper", "lower"]


def test_a_guards_own_act_calls_no_guard(guarded, events):
    acts = []

    def make(page):
        def act(found, limit_ms):
            acts.append(1)
            page.click("#other")
            found.evaluate("one => one.remove()")

        return Guard("tour", page.locator(".tour"), act)

    page = guarded(make).page
    page.set_content(PAGE + "<button id=other>o</button><div class=tour>tour</div>")
    page.click("#go")
    assert acts == [1]


def test_a_guard_that_cannot_act_is_told_and_the_action_fails_for_itself(guarded, events):
    page = guarded(_closing("stuck")).page
    page.set_content(PAGE + "<div class=stuck style='position:fixed;inset:0'></div>")
    with pytest.raises(TimeoutError):
        page.click("#go", timeout=4000)
    assert set(_told(events)) == {"guard stuck: not done within 0.5 s: the element was not found"}


def test_a_guard_that_is_at_work_when_the_run_ends_tells_nothing(guarded, events, run):
    def make(page):
        def act(found, limit_ms):
            run.close()
            found.evaluate("one => one.remove()")

        return Guard("tour", page.locator(".tour"), act)

    page = guarded(make).page
    page.set_content(PAGE + "<div class=tour style='position:fixed;inset:0'>tour</div>")
    page.click("#go")
    assert page.inner_text("#go") == "went"
    assert _told(events) == []
