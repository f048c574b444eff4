from __future__ import annotations

import pytest
from playwright.sync_api import Error, TimeoutError  # noqa: A004

from rpa.browser.translate import BrowserGone, PortalUnavailable, translate
from rpa.errors import StepFailed


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("ERR_CONNECTION_REFUSED", "the connection was refused"),
        ("ERR_NAME_NOT_RESOLVED", "its name is not known here (DNS)"),
        ("ERR_TIMED_OUT", "it did not answer in time"),
        ("ERR_INTERNET_DISCONNECTED", "this machine is not connected to a network"),
        ("ERR_CERT_REVOKED", "its certificate is not accepted (ERR_CERT_REVOKED)"),
        ("ERR_UNHEARD_OF", "ERR_UNHEARD_OF"),
    ],
)
def test_a_portal_that_cannot_be_reached_is_named_with_the_cause(code, cause):
    said = f"Page.goto: net::{code} at https://me@www.example.com/a?b\nCall log:\n  - navigating"
    error = translate(Error(said), doing="open the portal")
    assert isinstance(error, PortalUnavailable)
    assert str(error) == f"open the portal: www.example.com cannot be reached: {cause}"
    assert error.host == "www.example.com"


def test_a_page_that_does_not_load_in_time_is_the_portals_fault():
    said = (
        "Page.goto: Timeout 30000ms exceeded.\nCall log:\n"
        '  - navigating to "https://www.example.com/x", waiting until "load"\n'
    )
    error = translate(TimeoutError(said), doing="open the portal")
    assert isinstance(error, PortalUnavailable)
    assert str(error) == (
        "open the portal: www.example.com cannot be reached: the page was not loaded within 30 s"
    )


def test_a_video_without_what_takes_it_names_the_remedy():
    said = "BrowserContext.new_page: Executable doesn't exist at /cache/ffmpeg-1013/ffmpeg-linux"
    assert str(translate(Error(said), doing="订单")) == (
        '订单: no video can be taken without Playwright\'s ffmpeg; run "playwright install ffmpeg"'
    )


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (
            "Page.click: Target page, context or browser has been closed",
            "the page or the browser is gone",
        ),
        ("Page.click: Target crashed \nCall log:\n", "the page or the browser crashed"),
        ("Playwright connection closed", "the page or the browser is gone"),
        ("Connection closed while reading from the driver", "the page or the browser is gone"),
        (
            "Event loop is closed! Is Playwright already stopped?",
            "the page or the browser is gone",
        ),
    ],
)
def test_a_browser_that_is_gone_is_not_the_steps_fault(said, cause):
    error = translate(Error(said), doing="click 查询")
    assert isinstance(error, BrowserGone)
    assert str(error) == f"click 查询: {cause}"


def test_a_navigation_that_was_broken_off_is_a_failed_step():
    error = translate(Error("Page.goto: net::ERR_ABORTED at https://x.org/"), doing="open")
    assert type(error) is StepFailed
    assert str(error) == "open: the page was not loaded: the navigation was broken off"


def test_anything_else_is_its_first_line_without_the_name_of_the_call():
    said = "Page.evaluate: Error: boom\n    at eval (eval at evaluate (:370:30), <anonymous>:1:12)"
    assert str(translate(Error(said), doing="read the table")) == "read the table: boom"


PAGE = """
    <button id=hidden style="display:none">h</button>
    <button id=disabled disabled>d</button>
    <input id=readonly readonly>
    <select id=list><option>a</select>
    <button id=covered>c</button><p>1</p><p>2</p>
    <div id=cover class="mask top" style="position:fixed;inset:50px 0 0 0"><b>customer 7</b></div>
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda page: page.click("#hidden"), "the element is not visible"),
        (lambda page: page.click("#disabled"), "the element is disabled"),
        (lambda page: page.fill("#readonly", "secret"), "the element is read-only"),
        (lambda page: page.select_option("#list", "b"), "the list does not have that option"),
        (lambda page: page.click("#none"), "the element was not found"),
        (
            lambda page: page.locator("#none").wait_for(),
            "the element did not become visible",
        ),
        (
            lambda page: page.locator("#disabled").wait_for(state="hidden"),
            "the element did not become hidden",
        ),
    ],
)
def test_what_could_not_be_done_in_time_says_what_was_in_the_way(tab, act, said):
    tab.set_content(PAGE)
    with pytest.raises(TimeoutError) as raised:
        act(tab)
    error = translate(raised.value, doing="do it")
    assert type(error) is StepFailed
    assert str(error) == f"do it: not done within 1.5 s: {said}"


@pytest.mark.browser
def test_a_cover_is_named_without_what_it_shows(tab):
    tab.set_content(PAGE.replace("50px", "0"))
    with pytest.raises(TimeoutError) as raised:
        tab.click("#covered")
    said = str(translate(raised.value, doing="click 查询"))
    assert said.startswith("click 查询: not done within 1.5 s: <")
    assert said.endswith("> is in the way")
    assert "customer 7" not in said


@pytest.mark.browser
def test_two_matches_are_told_without_what_they_show(tab):
    tab.set_content(PAGE)
    with pytest.raises(Error) as raised:
        tab.locator("p").inner_text()
    said = str(translate(raised.value, doing="read"))
    assert said == "read: 2 elements match where one was expected"


@pytest.mark.browser
def test_a_typed_secret_is_in_no_message(tab):
    tab.set_content("<div id=field>not a field</div>")
    with pytest.raises(Error) as raised:
        tab.locator("#field").fill("hunter22")
    assert "hunter22" in raised.value.message
    assert "hunter22" not in str(translate(raised.value, doing="type the password"))


@pytest.mark.browser
def test_a_host_that_refuses_is_told_in_plain_words(tab):
    with pytest.raises(Error) as raised:
        tab.goto("http://127.0.0.1:59999/")
    said = str(translate(raised.value, doing="open the portal"))
    assert said == "open the portal: 127.0.0.1:59999 cannot be reached: the connection was refused"
