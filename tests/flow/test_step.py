"""A step as a value: filling it in, and saying where it went wrong."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rpa.flow.dates import DateRange, Month
from rpa.flow.expressions import ExpressionFailed
from rpa.flow.step import Anything, Flag, Integer, Number, StepModel, Text
from rpa.mark import Mark
from rpa.secret import Secret
from rpa.tables import Column, Rows

ROWS = Rows((Column("a"),), [("1",), ("2",)])


class Column_(BaseModel):  # noqa: N801
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    width: Integer = Field(10, alias="wide")


class Every(StepModel):
    """Every type of field."""

    kind = "every"

    text: Text = ""
    maybe: Text | None = None
    count: Integer = 0
    ratio: Number = 0.0
    flag: Flag = False
    thing: Anything = None
    many: tuple[Text, ...] | Text = ()
    pairs: dict[str, Anything] = Field(default_factory=dict)
    columns: tuple[Column_, ...] = ()
    even: Integer = 0

    @field_validator("even")
    @classmethod
    def _is_even(cls, value: int | str) -> int | str:
        if isinstance(value, int) and value % 2:
            raise ValueError(f"{value} is odd")
        return value


def test_a_step_without_expressions_is_its_own_filling():
    step = Every(text="a", pairs={"x": 1})
    assert step.filled({"a": 1}) is step
    assert list(step.templates()) == []


def test_expressions_are_replaced_and_the_rest_stays():
    step = Every(
        name="${n} times",
        when="${n > 1}",
        text="${customer}",
        count="${n}",
        ratio="${n / 2}",
        flag="${n == 5}",
        thing="${rows}",
        many=("a", "${customer}"),
        pairs={"x": "${expires}", "y": ["<${n}>"], "z": None},
        columns=({"title": "${customer}", "wide": "${n}"}, {"title": "b"}),
        retry=2,
    )
    expires = DateRange(date(2026, 1, 1), None)
    scope = {"n": 5, "customer": "张三", "rows": ROWS, "expires": expires}
    assert step.filled(scope) == Every(
        name="5 times",
        when=True,
        text="张三",
        count=5,
        ratio=2.5,
        flag=True,
        thing=ROWS,
        many=("a", "张三"),
        pairs={"x": expires, "y": ["<5>"], "z": None},
        columns=(Column_(title="张三", wide=5), Column_(title="b")),
        retry=2,
    )
    assert [name for name, _ in step.templates()] == [
        "name",
        "when",
        "text",
        "count",
        "ratio",
        "flag",
        "thing",
        "many",
        "pairs",
        "columns",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (Decimal("12.50"), "12.50"),
        (True, "true"),
        (date(2026, 1, 2), "2026-01-02"),
        (Month(2026, 2), "2026-02"),
        (DateRange(date(2026, 1, 1), None), "2026-01-01.."),
        (Secret("hunter22"), Secret("hunter22")),
    ],
)
def test_a_text_field_takes_what_can_be_written_and_keeps_a_secret(value, text):
    assert Every(text="${x}").filled({"x": value}).text == text


@pytest.mark.parametrize("value", [Secret("x"), ROWS, Month(2026, 2), None, [1], date(2026, 1, 1)])
def test_a_field_for_anything_takes_anything_as_it_is(value):
    assert Every(thing="${x}").filled({"x": value}).thing is value


def test_an_optional_text_may_become_nothing():
    assert Every(maybe="${x}").filled({"x": None}).maybe is None


def test_texts_from_a_page_fill_numbers_and_flags():
    step = Every(count="${x}", ratio="${y}", flag="${z}")
    assert step.filled({"x": "12", "y": Decimal("0.5"), "z": "false"}) == Every(
        count=12, ratio=0.5, flag=False
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", None, "every.text: ${x}: found nothing; a text is wanted"),
        ("text", ROWS, "every.text: ${x}: found a table of 2 rows; a text is wanted"),
        ("text", [1], "every.text: ${x}: found a list of 1; a text is wanted"),
        ("count", "abc", 'every.count: ${x}: found the text "abc"; a whole number is wanted'),
        ("count", 1.5, "every.count: ${x}: found the number 1.5; a whole number is wanted"),
        ("count", Secret("1234567"), "every.count: ${x}: found a secret; a whole number is wanted"),
        ("flag", "maybe", 'every.flag: ${x}: found the text "maybe"; true or false is wanted'),
        ("flag", None, "every.flag: ${x}: found nothing; true or false is wanted"),
        ("even", 3, "every.even: ${x}: 3 is odd"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_field_but_never_a_secret(field, value, message):
    with pytest.raises(ExpressionFailed) as raised:
        Every(**{field: "${x}"}).filled({"x": value})
    assert str(raised.value) == f"(no file): {message}"


def test_what_was_filled_in_is_never_taken_for_an_expression():
    step = Every(text="${x}", count="${n}").filled({"x": "${n}", "n": 1})
    assert step.text == "${n}"
    assert step.filled({"n": 2}) is step
    assert list(step.templates()) == []
    with pytest.raises(ExpressionFailed):
        Every(count="${x}").filled({"x": "${n}"})


def test_nested_steps_are_filled_only_when_they_run(kinds):
    inner = kinds.Click(target="${row}")
    step = kinds.ForEach(items={"row": "${rows}"}, do=(inner,))
    assert [name for name, _ in step.templates()] == ["items"]
    assert list(step.nested()) == [("do", (inner,))]
    filled = step.filled({"rows": [1]})
    assert filled == kinds.ForEach(items={"row": [1]}, do=(inner,))
    assert filled.do[0] is inner


def test_nested_steps_must_be_steps(kinds):
    with pytest.raises(ValidationError):
        kinds.ForEach(items={}, do=({"target": "x"},))


def test_a_failed_expression_says_where_in_the_file_it_stands(flow_of):
    flow, problems = flow_of("- query: {客户名称: '${run.x}'}\n- click: {target: '${run}'}\n")
    assert problems == []
    query, click = flow.steps
    with pytest.raises(ExpressionFailed) as raised:
        query.filled({"run": "r1"})
    assert str(raised.value) == 'f.yaml:4:10: query.fields: ${run.x}: a text has no "x"'
    with pytest.raises(ExpressionFailed) as raised:
        click.filled({"run": [1]})
    assert str(raised.value) == (
        "f.yaml:5:19: click.target: ${run}: found a list of 1; a text is wanted"
    )


def test_a_step_knows_its_place_and_that_of_its_fields(flow_of):
    flow, _ = flow_of(
        """
        - query: {客户名称: a}
          tab: 明细
        - if: true
          then:
          - click: x
          - click:
              target: y
        - attempt:
          - screenshot
        """
    )
    query, choice, attempt = flow.steps
    assert query.path == ("steps", 0)
    assert query.mark() == Mark("f.yaml", 5, 3)
    assert query.mark("fields", "客户名称") == Mark("f.yaml", 5, 17)
    assert query.mark("客户名称") == Mark("f.yaml", 5, 17)
    assert query.mark("tab") == Mark("f.yaml", 6, 8)
    assert query.mark("nope") == Mark("f.yaml", 5, 3)
    short, long = choice.then
    assert (short.path, long.path) == (("steps", 1, "then", 0), ("steps", 1, "then", 1))
    assert short.mark("target") == Mark("f.yaml", 9, 12)
    assert long.mark("target") == Mark("f.yaml", 11, 15)
    assert attempt.steps[0].path == ("steps", 2, "attempt", 0)
    assert attempt.mark("try") == attempt.mark("steps") == Mark("f.yaml", 13, 3)


def test_steps_are_equal_when_their_fields_are(kinds, flow_of):
    flow, _ = flow_of("- click: x\n")
    assert flow.steps[0] == kinds.Click(target="x")
    assert flow.steps[0].filled({}) == kinds.Click(target="x")
    assert kinds.Click(target="x") != kinds.Click(target="y")
    assert kinds.Click(target="x") != kinds.Words(words="x")


def test_filling_a_typical_step_takes_a_fraction_of_a_millisecond(kinds):
    step = kinds.Click(target="${customer}", name="click ${customer}")
    step.filled({"customer": "x"})
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        for _ in range(50):
            step.filled({"customer": "x"})
        taken.append((time.perf_counter() - began) / 50)
    assert min(taken) < 0.001
