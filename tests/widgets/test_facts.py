"""Blocks of labels and values are read by title, every character of a value kept."""

from __future__ import annotations

import pytest

from rpa.widgets.facts import FactsMissing, read_facts

pytestmark = pytest.mark.browser

START = """
import { factsOf } from "/static/app/facts.js";
const items = (...pairs) => pairs.map(([label, value]) => ({ label, value }));
const summary = factsOf({
  title: "企业摘要信息",
  items: items(["注册资本", "1,000.00"], ["企业网址", "https://例子.中国/?a=1&b=<2>"], ["行业", null]),
});
const basics = factsOf({ title: "企业基本信息", items: items(["法定代表人", "=王伟"]) });
"""


def test_blocks_are_read_by_their_titles(show, surface):
    show(START + "document.body.append(basics, summary);")
    assert read_facts(surface, ["企业摘要信息"]) == {
        "企业摘要信息": {
            "注册资本": "1,000.00",
            "企业网址": "https://例子.中国/?a=1&b=<2>",
            "行业": "--",
        }
    }


def test_several_blocks_are_waited_for_and_read_at_once(show, surface):
    late = "fetch('/answer?after_ms=600').then(() => document.body.append(basics));"
    show(START + "document.body.append(summary);" + late)
    assert read_facts(surface, ["企业摘要信息", "企业基本信息"])["企业基本信息"] == {
        "法定代表人": "=王伟"
    }


def test_a_hidden_block_is_not_read(show, surface):
    show(START + "summary.hidden = true; document.body.append(summary, basics);")
    with pytest.raises(FactsMissing, match=r"^facts 企业摘要信息: not on the page; .*企业基本信息"):
        read_facts(surface, ["企业摘要信息"])


def test_a_page_without_blocks_says_so(show, surface):
    show(body="<p>nothing</p>")
    with pytest.raises(FactsMissing) as caught:
        read_facts(surface, ["企业摘要信息"])
    assert str(caught.value) == (
        "facts 企业摘要信息: not on the page; it shows no such blocks at all"
    )
