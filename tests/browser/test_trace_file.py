from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from rpa.browser.trace_file import NotClean, rewrite_trace

TOKEN = "tok-1234567890abc"
COOKIE = "sid-9876543210xyz"


def _request(**more):
    request = {"headers": [], "cookies": [], "queryString": []}
    snapshot = {"request": {**request, **more}, "response": {"headers": [], "cookies": []}}
    return json.dumps({"type": "resource-snapshot", "snapshot": snapshot}) + "\n"


@pytest.fixture
def rewritten(tmp_path):
    """Rewrite a trace with these inner files, and return what is in them then."""

    def rewrite(files: dict[str, str | bytes], *secrets: str) -> dict[str, str]:
        with zipfile.ZipFile(tmp_path / "raw.zip", "w") as raw:
            for name, content in files.items():
                raw.writestr(name, content)
        rewrite_trace(tmp_path / "raw.zip", tmp_path / "trace.zip", secrets)
        with zipfile.ZipFile(tmp_path / "trace.zip") as trace:
            return {name: trace.read(name).decode() for name in trace.namelist()}

    return rewrite


@pytest.mark.parametrize("name", ["X-Auth-Token", "authorization", "X-Csrf-Token", "ticket"])
def test_a_token_that_a_header_shows_is_masked_everywhere(rewritten, name):
    header = {"name": name, "value": f"Bearer {TOKEN}"}
    files = rewritten(
        {
            "trace.network": _request(headers=[header]),
            "trace.trace": json.dumps({"text": f"token is {TOKEN}"}),
            "resources/a.json": json.dumps({"anything": TOKEN}),
        }
    )
    assert [name for name, text in files.items() if TOKEN in text] == []


def test_a_cookie_is_masked_whatever_its_name_and_its_setting_stays_elsewhere(rewritten):
    cookies = [{"name": "sid", "value": COOKIE}, {"name": "lang", "value": "zh-cn"}]
    header = {"name": "Cookie", "value": f"sid={COOKIE}; lang=zh-cn"}
    files = rewritten(
        {
            "trace.network": _request(cookies=cookies, headers=[header]),
            "trace.trace": json.dumps({"text": f"{COOKIE} zh-cn"}),
        }
    )
    assert COOKIE not in files["trace.network"] + files["trace.trace"]
    assert "zh-cn" not in files["trace.network"]
    assert "zh-cn" in files["trace.trace"]


def test_a_token_in_an_address_is_masked(rewritten):
    query = [{"name": "ticket", "value": TOKEN}, {"name": "page", "value": "1"}]
    url = f"https://portal.example.com/?ticket={TOKEN}&page=1"
    files = rewritten({"trace.network": _request(queryString=query, url=url)})
    assert TOKEN not in files["trace.network"]
    assert '"1"' in files["trace.network"]


def test_a_token_that_an_answer_hands_out_is_masked(rewritten):
    body = json.dumps({"access_token": TOKEN, "tokenTitle": "令牌已过期，请重新登录系统"})
    files = rewritten({"resources/b.json": body, "trace.network": _request()})
    assert TOKEN not in files["resources/b.json"]
    assert "令牌" in files["resources/b.json"].encode().decode("unicode_escape")


def test_pictures_stay_and_what_cannot_be_read_goes(rewritten, tmp_path):
    picture = b"\x89PNG\xff\xfe"
    with zipfile.ZipFile(tmp_path / "raw.zip", "w") as raw:
        raw.writestr("resources/a.png", picture)
        raw.writestr("resources/b.xlsx", b"PK\x03\x04\xff\xfe\xff\x00")
    rewrite_trace(tmp_path / "raw.zip", tmp_path / "trace.zip", ["secret-1"])
    with zipfile.ZipFile(tmp_path / "trace.zip") as trace:
        assert trace.read("resources/a.png") == picture
        assert trace.read("resources/b.xlsx") == b""


def test_a_page_in_an_older_encoding_is_cleaned_as_well(rewritten, tmp_path):
    with zipfile.ZipFile(tmp_path / "raw.zip", "w") as raw:
        raw.writestr("resources/a.html", "客户：华为云有限公司，状态：正常".encode("gb18030"))
    rewrite_trace(tmp_path / "raw.zip", tmp_path / "trace.zip", ["华为云有限公司"])
    with zipfile.ZipFile(tmp_path / "trace.zip") as trace:
        text = trace.read("resources/a.html").decode("gb18030")
    assert "华为云" not in text
    assert "状态：正常" in text


def test_other_line_ends_inside_a_line_do_not_break_it(rewritten):
    line = json.dumps({"text": "a\u2028b secret-1"}, ensure_ascii=False)
    files = rewritten({"trace.trace": line + "\n" + line + "\n"}, "secret-1")
    assert [json.loads(one)["text"][:3] for one in files["trace.trace"].split("\n")[:2]] == [
        "a\u2028b",
        "a\u2028b",
    ]


def test_a_trace_that_stays_unclean_is_not_made(rewritten):
    with pytest.raises(NotClean):
        rewritten({"trace.trace": json.dumps({"secret-1": 1})}, "secret-1")


def test_a_trace_is_for_its_owner_only(rewritten, tmp_path: Path):
    rewritten({"trace.trace": "{}"})
    assert stat.S_IMODE((tmp_path / "trace.zip").stat().st_mode) == 0o600
