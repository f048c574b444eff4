from __future__ import annotations

import pytest
from playwright.sync_api import Error

from rpa.browser.hosts import HostRefused, is_allowed, may_open, restrict_hosts

ALLOWED = ("www.example.com", "*.login.example.com", "127.0.0.1:8765", "[::1]:80")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.com/",
        "https://WWW.EXAMPLE.COM:443/x?y#z",
        "http://www.example.com/",
        "https://a.login.example.com/",
        "https://a.b.login.example.com:8443/",
        "http://127.0.0.1:8765/x",
        "http://[::1]/",
    ],
)
def test_a_listed_host_is_allowed(url):
    assert is_allowed(url, ALLOWED)
    assert may_open(url, ALLOWED)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://login.example.com/",
        "https://www.example.com.evil.org/",
        "https://www.example.com@evil.org/",
        "https://evil.org\\@www.example.com/",
        "https://evillogin.example.com/",
        "https://www.example.com:8443/",
        "http://127.0.0.1:8766/",
        "http://127.0.0.1/",
        "https://www.example.com:port/",
        "ftp://www.example.com/",
        "file:///www.example.com",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_host_is_not(url):
    assert not is_allowed(url, ALLOWED)
    assert not may_open(url, ALLOWED)


@pytest.mark.parametrize(
    "url", ["about:blank", "data:text/html,x", "blob:x", "chrome-error://chromewebdata/"]
)
def test_a_page_without_a_host_may_be_opened_but_gets_no_password(url):
    assert may_open(url, ALLOWED)
    assert not is_allowed(url, ALLOWED)


def test_a_refusal_says_which_host_and_which_are_allowed():
    refused = HostRefused("evil.org", ["www.example.com", "*.login.example.com"])
    assert str(refused) == (
        "evil.org: not one of the portal's hosts, so not opened; "
        "allowed: www.example.com, *.login.example.com"
    )


@pytest.fixture
def kept_in(opened, place):
    """A session that may go to one of the two names of the server only."""
    place.pages["/"] = f"""
        <title>home</title><iframe src="{place.other_url("/frame")}"></iframe>
        <a href="{place.other_url("/away")}">away</a>
        <a href="{place.other_url("/tab")}" target=_blank>tab</a>
        <a href="/moved">moved</a>
    """
    place.pages["/frame"] = "framed"
    place.status["/moved"] = 302
    place.headers["/moved"] = {"Location": place.other_url("/redirected")}
    session = opened()
    refusals = restrict_hosts(session, [place.host])
    session.page.goto(place.url())
    return session, refusals


@pytest.mark.browser
def test_the_portals_pages_and_foreign_frames_load(kept_in, place):
    session, refusals = kept_in
    refusals.check()
    assert session.page.frames[1].inner_text("body") == "framed"
    assert "/frame" in place.seen


@pytest.mark.browser
@pytest.mark.parametrize("link", ["away", "moved"])
def test_a_link_elsewhere_is_not_followed_and_the_page_stays(kept_in, place, link):
    session, refusals = kept_in
    session.page.click(f"text={link}")
    session.page.wait_for_timeout(200)
    assert session.page.title() == "home"
    with pytest.raises(HostRefused, match=place.other_host):
        refusals.check()
    refusals.check()
    assert {"/away", "/redirected"}.isdisjoint(place.seen)


@pytest.mark.browser
def test_a_new_tab_elsewhere_is_not_loaded(kept_in, place):
    session, refusals = kept_in
    session.page.click("text=tab")
    assert session.page.url == "chrome-error://chromewebdata/"
    with pytest.raises(HostRefused):
        refusals.check()
    assert "/tab" not in place.seen


@pytest.mark.browser
def test_going_elsewhere_on_purpose_fails_and_is_told_at_once(opened, place):
    told: list[HostRefused] = []
    session = opened()
    restrict_hosts(session, [place.host], told.append)
    with pytest.raises(Error):
        session.page.goto(place.other_url("/away"))
    assert [refused.host for refused in told] == [place.other_host]
    assert place.seen == []


@pytest.mark.browser
def test_a_file_of_this_machine_is_not_opened(opened, tmp_path):
    (tmp_path / "secret.html").write_text("<title>secret</title>")
    session = opened()
    refusals = restrict_hosts(session, ["www.example.com"])
    with pytest.raises(Error):
        session.page.goto((tmp_path / "secret.html").as_uri())
    assert refusals.first is not None


@pytest.mark.browser
def test_runs_that_share_a_browser_have_each_their_own_hosts(fresh, place):
    here, there = fresh(), fresh()
    refusals = restrict_hosts(here, [place.host])
    restrict_hosts(there, [place.other_host])
    here.page.goto(place.url())
    there.page.goto(place.other_url("/"))
    here.leave()
    with pytest.raises(Error):
        there.page.goto(place.url())
    refusals.check()
    assert place.seen == ["/", "/"]
