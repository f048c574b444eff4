from __future__ import annotations

import pytest

from rpa.locators.wording import holding, normal, pattern


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("销售 >拓新 > 营销任务 ", "销售>拓新>营销任务"),
        ("\n  客户名称/账号名\u00a0", "客户名称/账号名"),
        ("订单\u3000号", "订单号"),
        ("zero\u200bwidth", "zerowidth"),
        ("IAM 用户", "IAM用户"),
        ("Order  No.", "Order No."),
        ("总条数： 137", "总条数：137"),
        ("", ""),
    ],
)
def test_a_blank_is_left_only_between_latin_words(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    ("word", "text", "matches"),
    [
        ("营销任务", " 营 销\n任务\u3000", True),
        ("销售>拓新", "销售 >拓新", True),
        ("销售 > 拓新", "销售>拓新", True),
        ("Log in", "Log\u00a0 in", True),
        ("Log in", "Login", False),
        ("Login", "Log in", False),
        ("Login", "Log\u00adin", True),
        ("导出", "导出当前记录", False),
        ("面值(元)", "面值 (元)", True),
        ("a.c", "abc", False),
    ],
)
def test_a_pattern_matches_the_whole_text_blanks_aside(word: str, text: str, matches: bool) -> None:
    assert (pattern([word]).search(text) is not None) is matches


def test_a_pattern_matches_exactly_one_of_its_words() -> None:
    either = pattern(["券管理", "代金券管理"])
    texts = ["券管理", "代金券管理", "券管理代金券管理", "金券管理"]
    assert [bool(either.search(text)) for text in texts] == [True, True, False, False]


def test_holding_matches_inside_a_text() -> None:
    assert holding(["额 度", "余额"]).search("代金券额\n度：3") is not None


def test_a_pattern_agrees_with_normal() -> None:
    words = ["客户名称/账号名", "Order No.", "a-b", "12 34", "[x] (y)"]
    texts = [*words, "Order No .", "客户 名称 / 账号名", "a - b", "1234", "[ x ](y)"]
    for word in words:
        for text in texts:
            assert bool(pattern([word]).search(text)) is (normal(word) == normal(text))
