from __future__ import annotations

import pytest

from rpa.locators.syntax import css_fault, xpath_fault


@pytest.mark.parametrize(
    "selector",
    [
        "#btn_submit",
        "ti-table.ti3-table > div a[href='x,y'] + b:not(.c, .d)",
        '[id="model.nextBind"]',
        r"#model\.nextBind",
        r"a[title='it\'s']",
        "li:nth-child(2n+1)::before, .a ~ .b",
        "> .row",
        'button:has-text("(a[")',
        ".ti3-modal-content, .modal-content",
        "input.-x.y_1",
        "*",
    ],
)
def test_sound_css_has_no_fault(selector: str) -> None:
    assert css_fault(selector) is None


@pytest.mark.parametrize(
    ("selector", "fault"),
    [
        ("a[b", "the [ at character 2 is never closed"),
        ("a[b=(c]", "the ] at character 7 closes nothing"),
        ("a)", "the ) at character 2 closes nothing"),
        ("a[b='c]", "the ' at character 5 is never closed"),
        ("//div/a", "this is an XPath expression, not a CSS selector"),
        ("", "a part of the CSS selector is missing"),
        (".a, ", "a part of the CSS selector is missing"),
        (".a,,.b", "a part of the CSS selector is missing"),
        (".a >", "a part of the CSS selector is missing"),
        (".a > , .b", "a part of the CSS selector is missing"),
        ("#1st", 'after "#" no name can begin as it does here'),
        ("div. a", 'after "." no name can begin as it does here'),
    ],
)
def test_unsound_css_is_told(selector: str, fault: str) -> None:
    assert css_fault(selector) == fault


@pytest.mark.parametrize(
    "expression",
    ["//div[@a='x']/a", "following-sibling::*[1]", "(//a)[2]", '//a[contains(., "it\'s")]', ".."],
)
def test_sound_xpath_has_no_fault(expression: str) -> None:
    assert xpath_fault(expression) is None


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("//a[", "the [ at character 4 is never closed"),
        ("//a[@b='c]", "the ' at character 8 is never closed"),
        ("//a)", "the ) at character 4 closes nothing"),
        ("//a/", "a step of the XPath expression is missing"),
        ("///a", "a step of the XPath expression is missing"),
        (" ", "a step of the XPath expression is missing"),
    ],
)
def test_unsound_xpath_is_told(expression: str, fault: str) -> None:
    assert xpath_fault(expression) == fault
