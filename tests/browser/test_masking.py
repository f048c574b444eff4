from __future__ import annotations

import base64
import html
import json
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa.browser.masking import Masker
from rpa.secret import MASK

SECRETS = ["Pa\"ss\\w0rd/+é<>&'", "华为云计算技术有限公司", "Sandbox@2026", "a%41b&amp;c\\nd"]

DRESSES = {
    "itself": lambda text: text,
    "json": json.dumps,
    "json in unicode": lambda text: json.dumps(text, ensure_ascii=False),
    "json in json": lambda text: json.dumps(json.dumps(text)),
    "json in json in json": lambda text: json.dumps(json.dumps(json.dumps(text))),
    "a path": quote,
    "a component": lambda text: quote(text, safe="!'()*~"),
    "a form": quote_plus,
    "small hexadecimals": lambda text: re.sub("%..", lambda one: one[0].lower(), quote(text)),
    "an attribute": html.escape,
    "an address in an attribute": lambda text: html.escape(f"?a=1&q={quote(text)}"),
    "an address in json": lambda text: json.dumps({"url": f"/x?q={quote_plus(text)}"}),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "basic authorization": lambda text: base64.b64encode(f"user:{text}".encode()).decode(),
    "base64 in the middle": lambda text: base64.b64encode(f"ab{text}cd".encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
}


@pytest.mark.parametrize("dress", list(DRESSES))
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_masked_in_every_dress(secret, dress):
    shown = DRESSES[dress](secret)
    cleaned = Masker([secret]).clean(f"before {shown} after")
    assert MASK in cleaned
    assert shown not in cleaned
    assert not Masker([secret]).finds(cleaned)


@given(
    secret=st.text(st.characters(codec="utf-8", exclude_characters="•"), min_size=6, max_size=20),
    dress=st.sampled_from(
        ["itself", "json", "json in json", "a path", "a form", "an attribute", "base64"]
    ),
)
def test_whatever_the_secret_it_is_found(secret, dress):
    assert Masker([secret]).finds(DRESSES[dress](secret))


def test_what_is_no_secret_stays():
    text = 'fill("bob") on https://portal.example.com/?page=1&size=20 &amp; \\"x\\"'
    assert Masker(SECRETS).clean(text) == text


def test_of_two_secrets_the_longer_is_masked():
    assert Masker(["abcdef", "abcdefgh"]).clean("x abcdefgh y") == f"x {MASK} y"


def test_a_json_line_stays_json_and_keeps_its_keys_and_moments():
    line = '{"password": "password1", "at": 1234567.8, "code": 123456, "n": [true, null, "a"]}'
    cleaned = Masker(["password1", "123456"]).clean_json(line)
    assert json.loads(cleaned) == {
        "password": MASK,
        "at": 1234567.8,
        "code": 0,
        "n": [True, None, "a"],
    }


def test_without_secrets_nothing_changes():
    assert Masker([]).clean("as it is") == "as it is"
    assert Masker(["abc"]).clean_json('{"abc": "abc"}') == '{"abc": "abc"}'


def test_thousands_of_names_are_no_trouble():
    names = [f"公司{number:05}有限责任" for number in range(1000)]
    text = "客户 公司00234有限责任 和 公司99999有限责任"
    assert Masker(names).clean(text) == f"客户 {MASK} 和 公司99999有限责任"
