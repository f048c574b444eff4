"""The portal's words stand in for wordings that a page does not give itself."""

from __future__ import annotations

from rpa.locators.model import PageSpec
from rpa.locators.words import with_words

WORDS = {"客户名称": ("企业名称", "客户名称"), "客户": ("客户经营", "客户"), "明细": ("明细表",)}
PAGE = PageSpec.model_validate(
    {
        "page": "客户订单",
        "menu": "销售 > 客户 > 客户订单",
        "tabs": {"汇总": {"tabs": {"明细": None}}, "明细": "订单明细"},
        "fields": {"客户名称": {"kind": "text"}, "订单号": {}},
        "tables": {"明细": {"columns": {"客户名称": {"masked": True}, "订单号": {}}}},
        "facts": {"概要": {"客户名称": {}}},
    }
)


def test_words_name_fields_columns_tabs_and_facts():
    page = with_words(PAGE, WORDS)
    assert page.fields["客户名称"].label == WORDS["客户名称"]
    assert page.fields["订单号"].label is None
    assert page.tables["明细"].columns["客户名称"].header == WORDS["客户名称"]
    assert page.tables["明细"].columns["客户名称"].masked
    assert page.facts["概要"]["客户名称"].header == WORDS["客户名称"]
    assert page.tabs["汇总"].tabs["明细"].label == ("明细表",)


def test_what_a_page_says_itself_wins():
    assert with_words(PAGE, WORDS).tabs["明细"].label == ("订单明细",)


def test_menu_paths_are_made_of_all_wordings_of_their_parts():
    assert with_words(PAGE, WORDS).menu == (
        ("销售", "客户经营", "客户订单"),
        ("销售", "客户", "客户订单"),
    )


def test_without_words_a_page_is_as_it_was():
    assert with_words(PAGE, {}) is PAGE
