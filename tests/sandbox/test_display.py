from datetime import datetime
from decimal import Decimal

import pytest

from rpa.sandbox.display import mask, moment, money, plain


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("北京数通科技有限公司", "北***司"),
        ("=数通", "=***通"),
        ("🚀星途🚀", "🚀***🚀"),
        ("𠮷野家", "𠮷***家"),
        ("王伟", "王***"),
        ("鑫", "鑫***"),
        ("--", "--"),
    ],
)
def test_a_masked_name_keeps_its_first_and_last_character(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("amount", "text"),
    [("927038.09", "927,038.09"), ("-12", "-12.00"), ("0", "0.00"), ("1234567.5", "1,234,567.50")],
)
def test_money_has_thousands_and_two_decimals(amount, text):
    assert money(Decimal(amount)) == text


def test_what_is_missing_is_shown_as_two_hyphens():
    assert (money(None), moment(None), plain(None), plain("")) == ("--", "--", "--", "--")


def test_a_moment_is_shown_to_the_second():
    assert moment(datetime(2026, 1, 2, 3, 4, 5)) == "2026-01-02 03:04:05"
