from __future__ import annotations

import stat
import time
import zipfile

import pytest
from loguru import logger

from rpa.browser.artifacts import Tracer, screenshot
from rpa.secret import Redactor, Secret

pytestmark = pytest.mark.browser

PASSWORD = 'Pa"ss w0rd/2026'
FORM = """
    <form method=post action=/login>
        <input name=user><input name=pw type=password><button>in</button>
    </form>
    <button id=call onclick="fetch('/api', {
        method: 'POST',
        headers: {'X-Auth-Token': 'tok-1234567890'},
        body: JSON.stringify({pw: document.querySelector('[name=pw]').value}),
    })">call</button>
"""


@pytest.fixture
def known():
    redactor = Redactor()
    redactor.learn(Secret(PASSWORD))
    return redactor


def test_a_screenshot_shows_the_page_to_its_owner_only(tab, tmp_path):
    path = screenshot(tab, tmp_path / "shots" / "page.png")
    assert path == tmp_path / "shots" / "page.png"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("html", "covers"),
    [
        ("<input type=password value='{}'>", True),
        ("<iframe srcdoc=\"<input type=password value='{}'>\"></iframe>", True),
        ("<input value='{}'>", False),
    ],
)
def test_a_password_field_is_covered(tab, tmp_path, html, covers):
    pictures = []
    for value in ("short", "a much longer one"):
        tab.set_content(html.format(value))
        path = screenshot(tab, tmp_path / "page.png")
        pictures.append(path.read_bytes())
    assert (pictures[0] == pictures[1]) is covers


SHADOW = "<div><template shadowrootmode=open>{}</template></div>"


@pytest.mark.parametrize(
    "html",
    [
        "<td style='width:300px'>name {}</td>",
        "<input style='width:300px' value='{}'>",
        "<iframe srcdoc='<p>{}</p>'></iframe>",
        SHADOW.replace("{}", "<p>{}</p>"),
        SHADOW.replace("{}", SHADOW),
    ],
)
def test_a_secret_that_the_page_shows_is_covered(tab, tmp_path, html):
    pictures = []
    redactor = Redactor()
    for value in ("first-secret", "other-secret"):
        redactor.learn(value)
        tab.set_content(f"<table>{html.format(value)}</table>")
        path = screenshot(tab, tmp_path / "page.png", redactor=redactor)
        pictures.append(path.read_bytes())
    assert pictures[0] == pictures[1]
    assert tab.locator("[data-rpa-covered]").count() == 0


@pytest.fixture
def log():
    said = []
    sink = logger.add(said.append, format="{message}")
    yield said
    logger.remove(sink)


def test_a_screenshot_that_cannot_be_taken_is_none_and_the_log_says_why(session, tmp_path, log):
    closed = session.context.new_page()
    closed.close()
    assert screenshot(closed, tmp_path / "page.png") is None
    assert not (tmp_path / "page.png").exists()
    assert log == ["taking page.png: the page or the browser is gone\n"]


def test_a_screenshot_that_cannot_be_kept_is_none_and_the_log_says_why(tab, tmp_path, log):
    (tmp_path / "page.png").mkdir()
    assert screenshot(tab, tmp_path / "page.png") is None
    assert log == ["keeping page.png: Is a directory\n"]


def test_a_page_that_hangs_gives_no_screenshot_within_the_limit(opened, tmp_path):
    session = opened()
    session.page.evaluate("() => { setTimeout(() => { while (true) {} }) }")
    began = time.monotonic()
    assert screenshot(session.page, tmp_path / "page.png", timeout_s=1, redactor=Redactor()) is None
    assert time.monotonic() - began < 20


def _sign_in(page, place):
    place.pages["/"] = FORM
    place.pages["/login"] = f"<p>welcome</p><!-- {PASSWORD} -->"
    place.headers["/login"] = {"Set-Cookie": "sid=cookie-1234567890"}
    page.goto(place.url())
    page.fill("[name=user]", "bob")
    page.fill("[name=pw]", PASSWORD)
    page.click("#call")
    page.click("text=in >> nth=0")
    page.evaluate("text => text", PASSWORD)
    page.goto(place.url("/login"))


def _inside(path):
    with zipfile.ZipFile(path) as trace:
        return {name: trace.read(name) for name in trace.namelist()}


def test_a_trace_of_a_sign_in_holds_no_way_to_sign_in(fresh, place, known, tmp_path):
    session = fresh()
    tracer = Tracer(session.context, with_pages=True)
    tracer.start("sign-in")
    _sign_in(session.page, place)
    path = tracer.save(tmp_path / "trace.zip", known)
    assert path == tmp_path / "trace.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    inside = _inside(path)
    assert {"trace.trace", "trace.network"} <= set(inside)
    assert b"welcome" in inside["trace.trace"]
    everything = b"".join(inside.values())
    for secret in ("w0rd", "tok-1234567890", "cookie-1234567890"):
        assert secret.encode() not in everything


def test_a_trace_without_our_care_would_hold_the_password(fresh, place, tmp_path):
    session = fresh()
    session.context.tracing.start(snapshots=True)
    _sign_in(session.page, place)
    session.context.tracing.stop(path=tmp_path / "raw.zip")
    assert b"".join(_inside(tmp_path / "raw.zip").values()).count(b"w0rd") >= 4


def test_nothing_of_a_pause_is_in_the_trace(fresh, place, tmp_path):
    session = fresh()
    tracer = Tracer(session.context, with_pages=True)
    tracer.start()
    with tracer.paused():
        assert not tracer.is_recording
        _sign_in(session.page, place)
        session.page.goto("about:blank")
    assert tracer.is_recording
    session.page.set_content("<p>after</p>")
    session.page.inner_text("p")
    inside = _inside(tracer.save(tmp_path / "trace.zip", Redactor()))
    assert b"after" in inside["trace.trace"]
    assert not any(b"w0rd" in content or b"/api" in content for content in inside.values())


def test_a_pause_while_nothing_is_recorded_starts_nothing(fresh):
    tracer = Tracer(fresh().context, with_pages=True)
    with tracer.paused():
        pass
    assert not tracer.is_recording


def test_an_old_trace_is_begun_anew(fresh, tmp_path):
    session = fresh()
    tracer = Tracer(session.context, with_pages=True)
    tracer.start()
    session.page.evaluate("'earlier'")
    tracer.start_anew(after_s=60)
    session.page.evaluate("'early'")
    tracer.start_anew(after_s=0)
    session.page.evaluate("'later'")
    inside = _inside(tracer.save(tmp_path / "trace.zip", Redactor()))
    assert b"later" in inside["trace.trace"]
    assert b"earl" not in inside["trace.trace"]


def test_a_trace_that_was_not_started_or_lost_its_browser_is_none(opened, tmp_path):
    session = opened()
    tracer = Tracer(session.context, with_pages=True)
    assert tracer.save(tmp_path / "trace.zip", Redactor()) is None
    tracer.start()
    session.browser.close()
    assert tracer.save(tmp_path / "trace.zip", Redactor()) is None
    assert not (tmp_path / "trace.zip").exists()
