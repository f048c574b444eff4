from __future__ import annotations

import json

import pytest

from rpa.browser.kept_session import SessionState
from rpa.browser.tokens import tokens_of

TOKEN = "tok-1234567890abc"
PLACE = "https://portal.example.com"


def _state(*, cookies=(), local=(), session=()):
    named = [{"name": name, "value": value} for name, value in local]
    origins = [{"origin": PLACE, "localStorage": named}]
    given = [{"name": name, "value": value} for name, value in cookies]
    return SessionState({"cookies": given, "origins": origins}, {PLACE: dict(session)})


@pytest.mark.parametrize(
    "state",
    [
        _state(cookies=[("sid", TOKEN)]),
        _state(session=[("console_token", TOKEN)]),
        _state(local=[("x-auth", TOKEN)]),
        _state(session=[("user", json.dumps({"name": "bob", "tokens": [{"csrf-token": TOKEN}]}))]),
    ],
)
def test_what_signs_somebody_in_is_a_token_wherever_it_is_kept(state):
    assert list(tokens_of(state)) == [TOKEN]


def test_settings_and_texts_are_no_tokens():
    state = _state(
        cookies=[("lang", "zh-cn")],
        local=[("last_visit", "2026-11-23T10:00:00"), ("authMode", "password"), ("broken", "{1")],
        session=[("page", "https://portal.example.com/1"), ("token", "")],
    )
    assert list(tokens_of(state)) == []
