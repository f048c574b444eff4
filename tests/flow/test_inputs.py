"""What a user gives: every kind of input, and all problems of a command line at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from rpa.errors import ProblemsFound
from rpa.flow.dates import DateRange, Month
from rpa.flow.document import parse_document
from rpa.flow.inputs import Input, read_inputs
from rpa.flow.validate import build
from rpa.secret import Secret
from rpa.tables import Column, Rows

TODAY = date(2026, 11, 23)
ROWS = Rows((Column("客户名称"), Column("金额")), [("a", "1")])


class Head(BaseModel):
    inputs: dict[str, Input]


def inputs_of(text: str) -> dict:
    problems = []
    head = build(Head, parse_document(f"inputs:\n{text}", "f.yaml"), problems=problems)
    assert problems == []
    return head.inputs


def read(kind: str, given, base: Path = Path()):
    inputs = inputs_of(f"  x: {{{kind}}}")
    return read_inputs(inputs, {"x": given}, today=TODAY, base=base)["x"]


def problem_of(kind: str, given, base: Path = Path()) -> str:
    with pytest.raises(ProblemsFound) as raised:
        read(kind, given, base)
    return str(raised.value).replace(str(base.absolute()), "DIR")


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("type: text", "张三", "张三"),
        ("type: text", 5, "5"),
        ("type: text", Secret("x"), Secret("x")),
        ("type: text, pattern: '[A-Z]+'", "AB", "AB"),
        ("type: integer", "1,234", 1234),
        ("type: integer", Decimal("5.0"), 5),
        ("type: integer, min: 1, max: 9", 9, 9),
        ("type: number", "1,234.50", Decimal("1234.50")),
        ("type: number", 0.1, Decimal("0.1")),
        ("type: bool", "yes", True),
        ("type: bool", "False", False),
        ("type: bool", True, True),
        ("type: choice, choices: [是, 否]", "是", "是"),
        ("type: choice, choices: [a, b, c], many: true", "a，c, a", ("a", "c")),
        ("type: choice, choices: ['a,b', c], many: true", "a,b", ("a,b",)),
        ("type: choice, choices: [a, b], many: true", ["b"], ("b",)),
        ("type: date", "yesterday", date(2026, 11, 22)),
        ("type: date", date(2026, 1, 1), date(2026, 1, 1)),
        ("type: date, min: -7d, max: yesterday", "-7d", date(2026, 11, 16)),
        ("type: month", "last_month", Month(2026, 10)),
        ("type: month", Month(2026, 1), Month(2026, 1)),
        ("type: date_range", "last_month", DateRange(date(2026, 10, 1), date(2026, 10, 31))),
        ("type: date_range", Month(2026, 2), DateRange(date(2026, 2, 1), date(2026, 2, 28))),
        ("type: date_range", date(2026, 2, 1), DateRange(date(2026, 2, 1), date(2026, 2, 1))),
        ("type: date_range", DateRange(None, None), DateRange(None, None)),
        ("type: secret", "hunter22", Secret("hunter22")),
        ("type: secret", Secret("x"), Secret("x")),
        ("type: rows, columns: [客户名称]", ROWS, ROWS),
        ("type: text, optional: true", None, None),
        ("type: text, optional: true", "", None),
        ("type: text, default: a", "", "a"),
        ("type: integer, default: 3", None, 3),
        ("type: date, default: today", None, TODAY),
        ("type: choice, choices: [a, b], many: true, default: [a]", None, ("a",)),
    ],
)
def test_an_input_takes_text_from_a_command_line_and_values_from_a_flow(kind, given, value):
    found = read(kind, given)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "given", "problem"),
    [
        ("type: text", None, "-i x: not given; write -i x=…"),
        ("type: text, label: 客户名称", "", "-i x: not given; write -i x=… (客户名称)"),
        ("type: text", [1], "-i x: found a list of 1; a text is wanted"),
        (
            "type: text, pattern: '[A-Z]+', help: 例如 AB",
            "ab",
            '-i x: found the text "ab"; it must fit the pattern [A-Z]+; 例如 AB',
        ),
        ("type: integer", "abc", '-i x: found the text "abc"; a whole number is wanted'),
        ("type: integer", "1.5", '-i x: found the text "1.5"; a whole number is wanted'),
        ("type: integer", True, "-i x: found true; a whole number is wanted"),
        ("type: integer, min: 1", "0", "-i x: found the number 0; at least 1 is wanted"),
        ("type: number", "1,2", '-i x: found the text "1,2"; a number is wanted'),
        ("type: number, max: 0.5", "1", "-i x: found the number 1; at most 0.5 is wanted"),
        ("type: bool", "maybe", '-i x: found the text "maybe"; true or false is wanted'),
        ("type: choice, choices: [open, shut]", "opn",
         '-i x: found the text "opn"; did you mean "open"?'),
        ("type: choice, choices: [是, 否]", "x", '-i x: found the text "x"; known: 是, 否'),
        (
            "type: choice, choices: [是, 否], many: true",
            "是,x",
            '-i x: found the text "x"; known: 是, 否',
        ),
        (
            "type: date",
            "soon",
            ('-i x: "soon" is not a date; '
            "write 2026-10-31, today, yesterday, tomorrow, -30d, +7d or -1m"),
        ),
        ("type: date, max: yesterday", "today",
         "-i x: found the date 2026-11-23; at most 2026-11-22 is wanted"),
        ("type: month", "2026",
         '-i x: "2026" is not a month; write 2026-10, this_month, last_month or -1m'),
        ("type: date_range", 5, "-i x: found the number 5; a date is wanted"),
        ("type: secret", 123456, "-i x: a text is wanted"),
        ("type: rows, columns: [名称]", ROWS, '-i x: no column "名称"; did you mean "客户名称"?'),
        ("type: rows", [1], "-i x: found a list of 1; the path of an .xlsx or .csv file is wanted"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_what_is_wanted(kind, given, problem):
    assert problem_of(kind, given) == problem


def test_all_problems_of_a_command_line_are_told_at_once():
    inputs = inputs_of(
        """
  customer: {type: text, label: 客户名称}
  expires: {type: date_range, optional: true, help: 例如 last_month}
  n: {type: integer, optional: true}
"""
    )
    given = {"customr": "x", "expires": "2026-10-02..2026-10-01", "n": "x"}
    with pytest.raises(ProblemsFound) as raised:
        read_inputs(inputs, given, today=TODAY, base=Path())
    assert str(raised.value).splitlines() == [
        "-i customer: not given; write -i customer=… (客户名称)",
        '-i customr: no such input; did you mean "customer"?',
        "-i expires: 2026-10-02..2026-10-01 begins after it ends; 例如 last_month",
        '-i n: found the text "x"; a whole number is wanted',
    ]


def test_a_caller_of_a_flow_sees_its_own_words():
    with pytest.raises(ProblemsFound) as raised:
        read_inputs({}, {"x": 1}, today=TODAY, base=Path(), option="with.")
    assert str(raised.value) == "with.x: no such input; there is none here"


def test_a_secret_never_stands_in_a_message():
    for kind in ("type: integer", "type: date", "type: bool", "type: file"):
        assert "hunter22" not in problem_of(kind, Secret("hunter22"))


def test_a_file_is_found_from_where_the_user_stands(tmp_path):
    (tmp_path / "a.xlsx").touch()
    assert read("type: file", "a.xlsx", tmp_path) == tmp_path / "a.xlsx"
    assert read("type: file", str(tmp_path / "a.xlsx")) == tmp_path / "a.xlsx"
    assert read("type: file, endings: [.xlsx]", "a.xlsx", tmp_path) == tmp_path / "a.xlsx"


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path):
    (tmp_path / "customers.xlsx").touch()
    assert (
        problem_of("type: file", "customer.xlsx", tmp_path)
        == '-i x: there is no file customer.xlsx; did you mean "customers.xlsx"?'
    )
    assert (
        problem_of("type: file", "no/a.xlsx", tmp_path)
        == "-i x: there is no file no/a.xlsx; nor is there a folder DIR/no"
    )
    assert (
        problem_of("type: file", str(tmp_path), tmp_path)
        == "-i x: DIR is a folder; name a file in it"
    )
    assert (
        problem_of("type: file, endings: [.pdf, .png]", "customers.xlsx", tmp_path)
        == "-i x: customers.xlsx: a file that ends with .pdf or .png is wanted"
    )


def test_whether_an_input_must_be_given():
    inputs = inputs_of(
        "  a: {type: text}\n  b: {type: text, optional: true}\n  c: {type: text, default: x}"
    )
    assert [one.is_required for one in inputs.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("type: integer, min: 5, max: 1", "inputs.x: min is larger than max"),
        ("type: integer, default: 0, min: 1",
         "inputs.x: default: found the number 0; at least 1 is wanted"),
        ("type: choice, choices: [a, a]", 'inputs.x: choices: "a" stands there twice'),
        ("type: choice, choices: [ab], default: abc",
         'inputs.x: default: found the text "abc"; did you mean "ab"?'),
        ("type: rows, columns: [a, a]", 'inputs.x: columns: "a" stands there twice'),
        (
            "type: text, pattern: '['",
            "inputs.x: pattern: not a regular expression: unterminated character set at position 0",
        ),
    ],
)  # fmt: skip
def test_an_input_that_contradicts_itself_is_a_problem_of_the_flow(kind, problem):
    problems = []
    document = parse_document(f"inputs: {{x: {{{kind}}}}}", "f.yaml")
    assert build(Head, document, problems=problems) is None
    assert [str(one) for one in problems] == [f"f.yaml:1:13: {problem}"]
