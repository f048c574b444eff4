from __future__ import annotations

import pytest
from playwright.sync_api import Error

from rpa.browser.incidents import Incident
from rpa.events import Noticed

pytestmark = pytest.mark.browser


def _notices(events):
    return [event.message for event in events if isinstance(event, Noticed)]


@pytest.mark.parametrize(
    ("kind", "answer"), [("alert", None), ("confirm", False), ("prompt", None)]
)
def test_a_dialog_is_dismissed_and_told(fresh, events, kind, answer):
    session = fresh(emit=events.append)
    assert session.page.evaluate(f"{kind}('sure?')") == answer
    assert _notices(events) == [f"the page opened a dialog ({kind}), dismissed: sure?"]
    assert session.incidents == (Incident("dialog", "sure?", "about:blank"),)


def test_a_page_that_wants_to_keep_one_is_left_all_the_same(fresh, events, place):
    place.pages["/"] = "<input><script>onbeforeunload = event => event.preventDefault()</script>"
    place.pages["/next"] = "<title>next</title>"
    session = fresh(emit=events.append)
    session.page.goto(place.url())
    session.page.fill("input", "typed")
    session.page.goto(place.url("/next"))
    assert session.page.title() == "next"
    assert _notices(events) == ["the page asked whether to leave it; the run left it"]


def test_errors_on_the_console_are_remembered_and_nothing_else_there(fresh):
    session = fresh()
    session.page.evaluate(
        """async () => {
            console.log("chatter");
            console.error("broken", 1);
            setTimeout(() => { throw new Error("thrown") });
            await new Promise(done => setTimeout(done, 50));
        }"""
    )
    seen = [(one.kind, one.text) for one in session.incidents]
    assert seen == [("console", "broken 1"), ("error", "thrown")]


def test_only_the_latest_incidents_are_kept(fresh):
    session = fresh()
    session.page.evaluate("for (let n = 0; n < 150; n++) console.error('e' + n)")
    session.page.evaluate("1")
    assert len(session.incidents) == 100
    assert session.incidents[-1].text == "e149"


def test_a_page_that_crashes_is_told(fresh, events):
    session = fresh(emit=events.append)
    with pytest.raises(Error):
        session.page.goto("chrome://crash")
    with pytest.raises(Error):
        session.page.evaluate("1")
    assert [message.split(":")[0] for message in _notices(events)] == ["the page crashed"]


def test_failed_requests_are_told_apart_and_forgotten_when_they_may_pass(fresh, place):
    place.pages["/"] = "<title>here</title>"
    session = fresh()
    session.page.goto(place.url())
    session.page.evaluate(
        """async () => {
            console.error("broken");
            await fetch("/nothing?word=hush");
            await fetch("http://127.0.0.1:1/").catch(() => 0);
        }"""
    )
    requests = [one.text for one in session.incidents if one.kind == "request"]
    assert requests == [
        f"404 (Not Found): {place.url('/nothing')}",
        "net::ERR_UNSAFE_PORT: http://127.0.0.1:1/",
    ]
    session.forget_incidents({"request"})
    assert [one.text for one in session.incidents] == ["broken"]
