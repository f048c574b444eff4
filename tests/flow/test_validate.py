"""From values in files to models: what is wrong is said in the words of the file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from rpa.flow.document import parse_document
from rpa.flow.validate import build


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ByRole(Strict):
    role: Literal["button", "link"]
    name: str


class ByCss(Strict):
    css: str


class TextKind(Strict):
    type: Literal["text"]
    label: str = ""


class ChoiceKind(Strict):
    type: Literal["choice"]
    choices: tuple[str, ...] = Field(min_length=1)


class Book(Strict):
    elements: dict[str, list[ByRole | ByCss | str]] = {}
    inputs: dict[str, Annotated[TextKind | ChoiceKind, Field(discriminator="type")]] = {}
    menu: tuple[tuple[str, ...], ...] = ()
    retry: int = Field(0, ge=0, le=20)
    price: Decimal = Decimal(0)
    since: date | None = None
    short: str = Field("", max_length=3)
    code: str = Field("a", pattern="^a")
    flag: bool = False
    ratio: float = 0
    mode: Literal["fast", "slow"] = "fast"
    one: str | tuple[str, ...] | None = None
    size: int | Literal["all"] = 1
    otherwise: str = Field("", alias="else")
    even: int = 0

    @field_validator("even")
    @classmethod
    def _is_even(cls, value: int) -> int:
        if value % 2:
            raise ValueError(f"{value} is odd; write an even number")
        return value


def problems_of(text: str, **options) -> list[str]:
    problems = []
    assert build(Book, parse_document(text, "f.yaml"), problems=problems, **options) is None
    return [str(one) for one in sorted(problems)]


def test_a_sound_value_becomes_a_model():
    text = """
    elements: {导出: [{role: button, name: 导出}, {css: .x}, text]}
    inputs: {a: {type: choice, choices: [x]}}
    menu: [[销售, 客户], [客户]]
    price: 1.50
    since: 2026-10-01
    one: [a, b]
    size: all
    else: x
    """
    problems = []
    assert build(Book, parse_document(text, "f.yaml"), problems=problems) == Book(
        elements={"导出": [ByRole(role="button", name="导出"), ByCss(css=".x"), "text"]},
        inputs={"a": ChoiceKind(type="choice", choices=("x",))},
        menu=(("销售", "客户"), ("客户",)),
        price=Decimal("1.5"),
        since=date(2026, 10, 1),
        one=("a", "b"),
        size="all",
        **{"else": "x"},
    )
    assert problems == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("retri: 1", 'f.yaml:1:1: unknown key "retri"; did you mean "retry"?'),
        ("els: x", 'f.yaml:1:1: unknown key "els"; did you mean "else"?'),
        ("short: 12", "f.yaml:1:8: short: found the number 12; a text is wanted: put it in quotes"),
        ("short: true", "f.yaml:1:8: short: found true; a text is wanted: put it in quotes"),
        ("short: null", "f.yaml:1:8: short: found nothing; a text is wanted"),
        ("short: [a]", "f.yaml:1:8: short: found a list of 1; a text is wanted"),
        (
            "short: abcd",
            'f.yaml:1:8: short: found the text "abcd"; at most 3 characters are wanted',
        ),
        ("code: b", 'f.yaml:1:7: code: found the text "b"; it must fit the pattern ^a'),
        (
            'retry: "5"',
            'f.yaml:1:8: retry: found the text "5"; a whole number is wanted: take off the quotes',
        ),
        ("retry: 1.5", "f.yaml:1:8: retry: found the number 1.5; a whole number is wanted"),
        ("retry: -1", "f.yaml:1:8: retry: found the number -1; a number of at least 0 is wanted"),
        ("retry: 21", "f.yaml:1:8: retry: found the number 21; a number of at most 20 is wanted"),
        ("ratio: x", 'f.yaml:1:8: ratio: found the text "x"; a number is wanted'),
        ("price: x", 'f.yaml:1:8: price: found the text "x"; a number is wanted'),
        (
            'flag: "true"',
            'f.yaml:1:7: flag: found the text "true"; true or false is wanted: take off the quotes',
        ),
        ("flag: 1", "f.yaml:1:7: flag: found the number 1; true or false is wanted"),
        (
            "since: 10-01",
            'f.yaml:1:8: since: found the text "10-01"; a date such as 2026-10-31 is wanted',
        ),
        ("mode: fats", 'f.yaml:1:7: mode: found the text "fats"; did you mean "fast"?'),
        ("mode: 1", "f.yaml:1:7: mode: found the number 1; write one of fast, slow"),
        ("one: 1", "f.yaml:1:6: one: found the number 1; a text or a list is wanted"),
        (
            "one: [a, 1]",
            "f.yaml:1:10: one[1]: found the number 1; a text is wanted: put it in quotes",
        ),
        ("size: x", 'f.yaml:1:7: size: found the text "x"; known: all'),
        (
            "size: [x]",
            "f.yaml:1:7: size: found a list of 1; a whole number or one of all is wanted",
        ),
        ("even: 3", "f.yaml:1:7: even: 3 is odd; write an even number"),
        (
            "menu: x",
            'f.yaml:1:7: menu: found the text "x"; a list is wanted: begin each item with "- "',
        ),
        (
            "menu: [[a], b]",
            'f.yaml:1:13: menu[1]: found the text "b"; a list is wanted: begin each item with "- "',
        ),
        (
            "inputs: [a]",
            'f.yaml:1:9: inputs: found a list of 1; a mapping is wanted: write "key: value" lines',
        ),
        (
            "elements: {a: [{role: button, nam: x}]}",
            'f.yaml:1:31: elements.a[0]: unknown key "nam"; did you mean "name"?',
        ),
        (
            "elements: {a: [{role: buton, name: x}]}",
            'f.yaml:1:23: elements.a[0].role: found the text "buton"; did you mean "button"?',
        ),
        (
            "elements: {a: [{css: [x]}]}",
            "f.yaml:1:22: elements.a[0].css: found a list of 1; a text is wanted",
        ),
        (
            "elements: {a: [3]}",
            "f.yaml:1:16: elements.a[0]: found the number 3; a mapping or a text is wanted",
        ),
        (
            "inputs: {a: {type: txt}}",
            'f.yaml:1:20: inputs.a: unknown type "txt"; did you mean "text"?',
        ),
        (
            "inputs: {a: {label: x}}",
            'f.yaml:1:13: inputs.a: the key "type" is missing; write one of text, choice',
        ),
        (
            "inputs: {a: {type: choice}}",
            'f.yaml:1:13: inputs.a: the key "choices" is missing',
        ),
        (
            "inputs: {a: {type: choice, choice: [x]}}",
            'f.yaml:1:28: inputs.a: unknown key "choice"; did you mean "choices"?',
        ),
        (
            "inputs: {a: {type: choice, choices: []}}",
            "f.yaml:1:37: inputs.a.choices: found an empty list; it must hold at least 1",
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(text, problem):
    assert problems_of(text) == [problem]


def test_everything_that_is_wrong_is_told_at_once():
    assert problems_of("retry: x\nmode: fats\nzzz: 1\n") == [
        'f.yaml:1:8: retry: found the text "x"; a whole number is wanted',
        'f.yaml:2:7: mode: found the text "fats"; did you mean "fast"?',
        (
            'f.yaml:3:1: unknown key "zzz"; known: elements, inputs, menu, retry, price, since, '
            "short, code, flag, ratio, mode, one …"
        ),
    ]


def test_a_part_of_a_file_can_be_built_with_words_for_the_place():
    document = parse_document("books:\n- retry: x\n", "f.yaml")
    problems = []
    assert build(Book, document, ("books", 0), where="book", problems=problems) is None
    assert [str(one) for one in problems] == [
        'f.yaml:2:10: book.retry: found the text "x"; a whole number is wanted'
    ]
