"""What a browser needs to be signed in again: kept where nobody can read it, and given back."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path

import keyring
import pytest

from rpa.browser.kept_session import (
    KeptSessions,
    SessionState,
    capture_state,
    restore_script,
    session_key,
)
from tests.keyrings import Drawer

STATE = SessionState(
    {"cookies": [], "origins": [{"origin": "https://shop.example", "localStorage": []}]},
    {"https://shop.example": {"token": "令牌-1"}},
)
SCOPE = "shop/live/me"
AT = 1_800_000_000.0


@pytest.fixture(autouse=True)
def key(monkeypatch) -> bytes:
    monkeypatch.setenv("RPA_SESSION_KEY", "any text will do")
    return session_key()


@pytest.fixture
def drawer(monkeypatch) -> Drawer:
    monkeypatch.delenv("RPA_SESSION_KEY")
    before, one = keyring.get_keyring(), Drawer()
    keyring.set_keyring(one)
    yield one
    keyring.set_keyring(before)


def _file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_state_is_kept_for_its_owner_only_and_not_readably(tmp_path, key):
    KeptSessions(tmp_path, key=key).save(SCOPE, STATE)

    file = _file(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"token" not in file.read_bytes()
    assert "me" not in file.stem.split("-")
    assert KeptSessions(tmp_path, key=key).load(SCOPE) == STATE


def test_a_state_does_not_show_itself():
    assert repr(STATE) == "SessionState()"


def test_states_of_several_scopes_are_told_apart(tmp_path, key):
    sessions = KeptSessions(tmp_path, key=key)
    sessions.save(SCOPE, STATE)

    assert sessions.load("shop/live/other") is None
    sessions.save("shop/live/other", SessionState(STATE.storage, {}))
    sessions.forget("shop/live/other")
    sessions.forget("shop/live/nobody")
    assert (sessions.load("shop/live/other"), sessions.load(SCOPE)) == (None, STATE)


def test_the_state_of_another_scope_moved_into_place_is_not_used(tmp_path, key):
    sessions = KeptSessions(tmp_path, key=key)
    sessions.save("shop/live/other", STATE)
    theirs = _file(tmp_path)
    sessions.save(SCOPE, SessionState(STATE.storage, {}))
    (ours,) = set(tmp_path.iterdir()) - {theirs}
    theirs.replace(ours)

    assert sessions.load(SCOPE) is None


@pytest.mark.parametrize("content", [b"", b"torn", None])
def test_a_state_that_cannot_be_read_is_removed(tmp_path, key, content, monkeypatch):
    sessions = KeptSessions(tmp_path, key=key)
    sessions.save(SCOPE, STATE)
    file = _file(tmp_path)
    file.write_bytes(file.read_bytes()[:-9] if content is None else content)

    assert sessions.load(SCOPE) is None
    assert list(tmp_path.iterdir()) == []


def test_a_state_of_another_key_is_removed(tmp_path, key, monkeypatch):
    KeptSessions(tmp_path, key=key).save(SCOPE, STATE)
    monkeypatch.setenv("RPA_SESSION_KEY", "another text")

    assert KeptSessions(tmp_path, key=session_key()).load(SCOPE) is None
    assert list(tmp_path.iterdir()) == []


def test_a_state_is_too_old_after_a_while_and_young_again_when_it_is_renewed(tmp_path, key):
    def sessions(hours: float) -> KeptSessions:
        clock = AT + hours * 3600
        return KeptSessions(tmp_path, key=key, most_age=timedelta(hours=12), now=lambda: clock)

    sessions(0).save(SCOPE, STATE)
    assert sessions(11.9).load(SCOPE) == STATE
    sessions(11.9).save(SCOPE, STATE)
    assert sessions(20).load(SCOPE) == STATE
    assert sessions(24).load(SCOPE) is None
    assert list(tmp_path.iterdir()) == []


def test_without_a_key_nothing_is_kept_and_nothing_lost(tmp_path, key):
    KeptSessions(tmp_path, key=None).save(SCOPE, STATE)
    assert list(tmp_path.iterdir()) == []
    KeptSessions(tmp_path, key=key).save(SCOPE, STATE)
    assert KeptSessions(tmp_path, key=None).load(SCOPE) is None
    assert KeptSessions(tmp_path, key=key).load(SCOPE) == STATE


def test_the_key_is_made_once_in_the_keyring(drawer, tmp_path):
    first = session_key()
    assert list(drawer.entries) == [("partner-rpa", "session-key")]
    assert session_key() == first
    KeptSessions(tmp_path, key=first).save(SCOPE, STATE)
    assert KeptSessions(tmp_path, key=session_key()).load(SCOPE) == STATE
    drawer.entries.clear()
    assert session_key() != first


def test_without_keyring_and_environment_there_is_no_key(monkeypatch):
    monkeypatch.delenv("RPA_SESSION_KEY")
    assert session_key() is None


def test_sessions_lie_in_the_users_folder_unless_told_otherwise(tmp_path, key, monkeypatch):
    monkeypatch.setenv("RPA_HOME", str(tmp_path / "home"))
    KeptSessions(key=key).save(SCOPE, STATE)

    assert _file(tmp_path / "home" / "sessions").suffix == ".session"


SIGN_IN = """<script>
document.cookie = "theme=dark; path=/";
localStorage.setItem("user", "甲");
sessionStorage.setItem("console_token", "t-'\\"</" + "script>1");
sessionStorage.setItem("__proto__", "odd");
const wanted = indexedDB.open("store", 1);
wanted.onupgradeneeded = () => wanted.result.createObjectStore("tokens");
wanted.onsuccess = () => {
  const change = wanted.result.transaction("tokens", "readwrite");
  change.objectStore("tokens").put({refresh: "r1"}, "kept");
  change.oncomplete = () => { document.title = "signed in"; };
};
</script><iframe src="%s"></iframe>"""
FRAME = '<script>sessionStorage.setItem("widget", "w1");</script>'
LOOK = """async () => {
  const wanted = indexedDB.open("store", 1);
  await new Promise((done) => { wanted.onsuccess = done; });
  const asked = wanted.result.transaction("tokens").objectStore("tokens").get("kept");
  await new Promise((done) => { asked.onsuccess = done; });
  return {
    cookies: document.cookie, user: localStorage.getItem("user"), db: asked.result.refresh,
    session: ["__proto__", "console_token"].map((name) => [name, sessionStorage.getItem(name)]),
  };
}"""
TOKENS = [["__proto__", "odd"], ["console_token", "t-'\"</script>1"]]


@pytest.fixture
def signed_in(place, fresh) -> SessionState:
    """Sign in on a page with a frame of another origin, and take the state."""
    place.pages["/"] = SIGN_IN % place.other_url("/frame")
    place.headers["/"] = {"Set-Cookie": "sid=s1; Path=/; HttpOnly"}
    place.pages["/frame"] = FRAME
    place.pages["/home"] = place.pages["/other"] = "<h1>home</h1>"
    session = fresh()
    session.page.goto(place.url())
    session.page.wait_for_function("document.title === 'signed in' && frames[0].length === 0")
    session.page.frames[1].wait_for_function("sessionStorage.length > 0")
    session.context.new_page()  # one without an origin
    return capture_state(session.context)


def _again(opened, state: SessionState):
    return opened(storage_state=state.storage, init_scripts=[restore_script(state)])


@pytest.mark.browser
def test_cookies_and_all_kinds_of_storage_come_back_in_a_new_browser(
    signed_in, opened, place, tmp_path, key
):
    sessions = KeptSessions(tmp_path, key=key)
    sessions.save(SCOPE, signed_in)
    state = sessions.load(SCOPE)
    assert state == signed_in

    page = _again(opened, state).page
    page.goto(place.url("/home"))
    assert page.evaluate(LOOK) == {
        "cookies": "theme=dark",
        "user": "甲",
        "db": "r1",
        "session": TOKENS,
    }
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    assert cookies == {"theme": "dark", "sid": "s1"}
    page.goto(place.other_url("/home"))
    assert page.evaluate("sessionStorage.getItem('widget')") == "w1"


@pytest.mark.browser
def test_what_was_given_back_is_taken_again_without_a_trace_of_ours(signed_in, fresh, place):
    session = _again(fresh, signed_in)
    session.page.goto(place.url("/home"))

    again = capture_state(session.context)
    assert again.session == {place.url(""): dict(TOKENS)}
    assert json.dumps(again.storage["origins"]).count("rpa-") == 0
    assert session.page.evaluate("Object.keys(localStorage).length") == 2


@pytest.mark.browser
@pytest.mark.parametrize(
    "sign_out",
    [
        "sessionStorage.removeItem('console_token')",
        "sessionStorage.clear()",
        (
            "localStorage.clear(); ['console_token', '__proto__'].forEach((name) => "
            "sessionStorage.removeItem(name))"
        ),
    ],
)
def test_a_session_that_the_site_ended_is_not_given_back_again(signed_in, fresh, place, sign_out):
    page = _again(fresh, signed_in).page
    page.goto(place.url("/home"))
    page.evaluate(sign_out)

    page.goto(place.url("/other"))
    assert page.evaluate("sessionStorage.getItem('console_token')") is None


@pytest.mark.browser
def test_an_origin_that_has_something_already_is_left_alone(signed_in, fresh, place):
    session = fresh(init_scripts=["sessionStorage.setItem('own', '1')", restore_script(signed_in)])
    session.page.goto(place.url("/home"))

    assert session.page.evaluate("Object.entries(sessionStorage)") == [["own", "1"]]
    assert session.page.evaluate("localStorage.length") == 0


@pytest.mark.browser
def test_pages_without_storage_and_other_origins_are_left_alone(signed_in, fresh, place):
    errors: list[str] = []
    session = _again(fresh, SessionState(signed_in.storage, {place.url(""): {"a": "1"}}))
    session.page.on("pageerror", lambda error: errors.append(str(error)))
    session.page.goto("data:text/html,<h1>no origin</h1>")
    session.page.goto(place.other_url("/home"))

    assert session.page.evaluate("sessionStorage.length") == 0
    assert errors == []
