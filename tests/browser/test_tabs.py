from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def first(session, place):
    """The first page, showing a link and buttons that open tabs."""
    place.pages["/"] = """
        <a href="/second" target=_blank>link</a>
        <button onclick="window.open('/second')">button</button>
        <button onclick="window.open('/second'); window.open('/third')">two</button>
        <button onclick="window.open('/nothing')">nothing</button>
    """
    place.pages["/second"] = "<title>second</title><button onclick='window.close()'>close</button>"
    place.pages["/third"] = "<title>third</title>"
    place.status["/nothing"] = 204
    page = session.page
    page.goto(place.url())
    yield page
    for other in session.context.pages:
        if other is not page:
            other.close()


@pytest.mark.parametrize("opener", ["a", "text=button"])
def test_the_session_goes_on_in_a_tab_that_a_click_opened(session, first, opener):
    first.click(opener)
    assert session.page.title() == "second"
    assert session.page is not first


def test_the_session_goes_back_when_the_tab_closes(session, first):
    first.click("a")
    session.page.close()
    assert session.page is first


def test_the_session_goes_back_when_the_page_closes_itself(session, first):
    first.click("text=button")
    second = session.page
    with second.expect_event("close"):
        second.click("text=close")
    assert session.page is first


@pytest.mark.parametrize("late", ["/second", "/third"])
def test_of_two_tabs_the_newest_counts_and_the_other_comes_next(session, first, place, late):
    place.delay_s[late] = 0.3
    first.click("text=two")
    assert session.page.title() == "third"
    session.page.close()
    assert session.page.title() == "second"


def test_a_tab_whose_opener_is_closed_goes_back_to_where_that_came_from(session, first):
    first.click("text=button")
    second = session.page
    second.evaluate("window.open('/third')")
    third = session.page
    second.close()
    assert session.page is third
    third.close()
    assert session.page is first


def test_a_tab_that_closes_at_once_is_none_to_go_on_in(session, first):
    first.evaluate("window.open('/second').close(); window.open('/third')")
    assert session.page.title() == "third"
    session.page.close()
    assert session.page is first


def test_the_session_waits_for_a_tab_that_is_slow_to_come(session, first, place):
    place.delay_s["/second"] = 1.0
    first.click("text=button")
    assert session.page.title() == "second"


def test_a_tab_that_never_comes_does_not_hold_the_session_up_for_ever(session, first, monkeypatch):
    monkeypatch.setattr("rpa.browser.tabs._ARRIVAL_LIMIT_S", 0.5)
    first.click("text=nothing")
    assert session.page is first


def test_there_is_always_an_open_page(fresh):
    session = fresh()
    session.page.close()
    assert not session.page.is_closed()


def test_whoever_wants_to_know_is_told_of_the_new_page(fresh, place):
    told: list[Page] = []
    place.pages["/"] = "<title>new</title>"
    session = fresh(on_page_changed=told.append)
    session.page.evaluate("url => { window.open(url) }", place.url())
    assert [session.page] == told
