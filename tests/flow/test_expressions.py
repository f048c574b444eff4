"""`${…}`: what it yields, what it refuses, and that secrets stay secret."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.flow.expressions import (
    BUILTINS,
    ExpressionFailed,
    evaluate,
    has_expression,
    names_in,
    syntax_problem,
)
from rpa.secret import Secret
from rpa.tables import Column, Row, Rows

ROWS = Rows(
    (Column("订单号", "id"), Column("金额", "money"), Column("items")),
    [("20231", Decimal("3.50"), "a"), ("20232", Decimal("4.25"), "b"), ("20233", None, "c")],
)
PASSWORD = Secret("hunter22")
DEEP = "${" + "[" * 40
SCOPE = {
    "customer": "张三",
    "n": 5,
    "price": Decimal("12.50"),
    "rows": ROWS,
    "row": ROWS[0],
    "nothing": None,
    "password": PASSWORD,
    "creds": {"password": PASSWORD},
    "today": date(2026, 11, 1),
    "days_of": DateRange(date(2026, 1, 1), date(2026, 1, 31)),
    "month": Month(2026, 2),
}


def failure(value) -> str:
    with pytest.raises(ExpressionFailed) as raised:
        evaluate(value, SCOPE)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${customer}", "张三"),
        (" ${n}\n", 5),
        ("${nothing}", None),
        ("${null}", None),
        ("${rows}", ROWS),
        ("${password}", PASSWORD),
        ("${n + 1}", 6),
        ("${n / 2}", 2.5),
        ("${price * 0.1}", Decimal("1.250")),
        ("${0.1 + price}", Decimal("12.60")),
        ("${row.订单号}", "20231"),
        ("${row['订单号']}", "20231"),
        ("${row.items}", "a"),
        ("${rows[1].金额}", Decimal("4.25")),
        ("${rows | length}", 3),
        ("${len(rows)}", 3),
        ("${rows | map(attribute='订单号')}", ["20231", "20232", "20233"]),
        ("${rows | selectattr('金额') | sum(attribute='金额')}", Decimal("7.75")),
        ("${sum(rows[:2], '金额') | money}", "7.75"),
        ("${(rows | first).订单号}", "20231"),
        ("${sorted([3, 1, 2])}", [1, 2, 3]),
        ("${rows | join('、', '订单号')}", "20231、20232、20233"),
        ("${[1, none, 2.0] | join('-')}", "1--2"),
        ("${customer | replace('张', '章')}", "章三"),
        ("${sorted(rows[:2], '金额', reverse=true)[0].订单号}", "20232"),
        ("${min(3, 1)} ${max([1, 2])}", "1 2"),
        ("${range(3)}", [0, 1, 2]),
        ("${round(2.5)}", 3),
        ("${round(2.345, 2)}", 2.35),
        ("${price | round(1)}", Decimal("12.5")),
        ("${int('1,234')}", 1234),
        ("${'1,234.50' | number}", Decimal("1234.50")),
        ("${1234.5 | money}", "1,234.50"),
        ("${str(n) ~ '个'}", "5个"),
        ("${today - days(3)}", date(2026, 10, 29)),
        ("${(today - days(3)) | date('%Y%m')}", "202610"),
        ("${(month_of(today) - 1).end}", date(2026, 10, 31)),
        ("${span(today - days(7), today)}", DateRange(date(2026, 10, 25), date(2026, 11, 1))),
        ("${today in days_of}", False),
        ("${(today - days_of.start).days}", 304),
        ("${month.start}", date(2026, 2, 1)),
        ("${'yes' if n > 3 else 'no'}", "yes"),
        ("${customer is none}", False),
        ("${customer.startswith('张') and n in [5]}", True),
        ("${'a/b'.split('/')[1]}", "b"),
        ("${{'a': n}['a']}", 5),
        ("${'}'}", "}"),
        ("${row.nope | default('-')}", "-"),
        ("${10 ** 3 % 7}", 6),
        ("a${nothing}b", "ab"),
        ("${customer} (${n})", "张三 (5)"),
        ("x ${true}", "x true"),
        ("x ${10 / 2} ${1 / 4}", "x 5 0.25"),
        ("x ${price} ${today} ${month}", "x 12.50 2026-11-01 2026-02"),
        ("x ${days_of}", "x 2026-01-01..2026-01-31"),
        ("$${customer} costs $5", "${customer} costs $5"),
        ("$${a} ${n}", "${a} 5"),
    ],
)  # fmt: skip
def test_an_expression_yields_its_value_and_a_text_reads_well(text, value):
    found = evaluate(text, SCOPE)
    assert (found, type(found)) == (value, type(value))


def test_lists_and_mappings_are_evaluated_deep_inside():
    value = {"a": ["${n}", {"b": "x ${n}"}], "${n}": 1, "c": ("${customer}",)}
    expected = {"a": [5, {"b": "x 5"}], "${n}": 1, "c": ("张三",)}
    assert evaluate(value, SCOPE) == expected


def test_moments_and_paths_read_well_in_texts():
    scope = {"at": datetime(2026, 1, 2, 3, 4, 5, 6), "file": Path("a/b.xlsx"), "tiny": 1e-7}
    assert evaluate("${at} ${file} ${tiny}", scope) == "2026-01-02 03:04:05 a/b.xlsx 0.0000001"


def test_a_text_around_a_secret_is_a_secret_as_a_whole():
    found = evaluate("Bearer ${password} (${n})", SCOPE)
    assert isinstance(found, Secret)
    assert found.reveal() == "Bearer hunter22 (5)"
    assert evaluate(["${creds.password}"], SCOPE) == [PASSWORD]


@pytest.mark.parametrize(
    "expression",
    [
        "password ~ 'x'", "password | upper", "creds.password ~ ''", "[password ~ 'x']",
        "password | string ~ ''", "password | list", "'%s' % password", "password + 'x'",
        "password.reveal()", "password._text", "password['_text']", "password | attr('_text')",
        "(password ~ '') | first",        "password | truncate(4)",
        "password | map(attribute='_text')", "[password] | map(attribute='_text')",
        "[password] | join('-')", "password | replace('h', '')", "password | int",
    ],
)  # fmt: skip
def test_no_expression_gets_at_a_secret_or_makes_a_mask_of_it(expression):
    assert "hunter22" not in failure(f"${{{expression}}}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${customr}", '${customr}: there is no "customr" here; did you mean "customer"?'),
        ("${lenn}", '${lenn}: there is no "lenn" here; did you mean "len"?'),
        ("${row.金}", '${row.金}: there is no column "金"; did you mean "金额"?'),
        ("${creds.pass}", '${creds.pass}: there is no "pass" in it; did you mean "password"?'),
        (
            "${rows.金额}",
            '${rows.金额}: a table has no "金额"; name a row first, such as rows[0].金额',
        ),
        ("${rows[9]}", "${rows[9]}: there is no item 9 in a table of 3 rows"),
        ("${customer.nope}", '${customer.nope}: a text has no "nope"'),
        (
            "${nothing.x}",
            '${nothing.x}: there is no "x": what stands before it is nothing',
        ),
        (
            "${rows | map(attribute='订单')}",
            '${rows | map(attribute=\'订单\')}: there is no column "订单"; did you mean "订单号"?',
        ),
        ("${[row.x]}", '${[row.x]}: there is no column "x"; known: 订单号, 金额, items'),
        ("${1 / 0}", "${1 / 0}: division by zero"),
        ("${price / 0}", "${price / 0}: division by zero"),
        ("${0 * price % 0}", "${0 * price % 0}: division by zero"),
        (
            "${customer.replace('a', 'b')}",
            (
                "${customer.replace('a', 'b')}: .replace may not be used in an expression; "
                "write | replace"
            ),
        ),
        ("${customer > 3}", "${customer > 3}: > cannot compare a text with a number"),
        ("${nothing > 3}", "${nothing > 3}: > cannot compare nothing with a number"),
        (
            "${customer + 3}",
            "${customer + 3}: + does not work between a text and a number; join texts with ~",
        ),
        ("${nothing + 1}", "${nothing + 1}: + does not work between nothing and a number"),
        ("${today - 3}", "${today - 3}: - does not work between the date and a number"),
        ("${int('abc')}", "${int('abc')}: the text \"abc\" is not a number"),
        ("${'1.5' | int}", "${'1.5' | int}: the text \"1.5\" is not a whole number"),
        ("${'1,2' | number}", "${'1,2' | number}: the text \"1,2\" is not a number"),
        ("${nothing | money}", "${nothing | money}: nothing is not a number"),
        (
            "${sum(rows, '金额')}",
            "${sum(rows, '金额')}: nothing is not a number and cannot be added",
        ),
        ("${min([])}", "${min([])}: an empty list has no smallest or largest item"),
        ("${len(n)}", "${len(n)}: a number has no length"),
        ("x ${rows}", "${rows}: a table of 3 rows cannot stand inside a text"),
        ("x ${[1]}", "${[1]}: a list of 1 cannot stand inside a text"),
        ("${password + 'x'}", "${password + 'x'}: a secret cannot be part of a calculation"),
        (
            "${password ~ 'x'}",
            (
                "${password ~ 'x'}: a secret cannot be changed or joined in here; "
                'write "text ${secret} text"'
            ),
        ),
        (
            "${password.reveal()}",
            "${password.reveal()}: .reveal may not be used in an expression",
        ),
        ("${x", '${x: the ${ is never closed; add a }, or write "$${" for the characters'),
    ],
)
def test_what_goes_wrong_is_said_of_the_expression_it_is_in(text, message):
    assert failure(text) == message


def test_a_failed_expression_is_a_failed_step():
    error = ExpressionFailed("${x}", "it is wrong", place="f.yaml:1:1: click.target")
    assert isinstance(error, StepFailed)
    assert str(error) == "f.yaml:1:1: click.target: ${x}: it is wrong"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("plain", None),
        ("${a.b[0] | upper ~ 'x'} $${", None),
        ("${}", "${}: nothing stands between ${ and }"),
        ("${ }", "${}: nothing stands between ${ and }"),
        ("${a b}", "${a b}: b does not belong here"),
        ("${a +}", "${a +}: the expression breaks off"),
        ("${(a}", '${(a}: the ${ is never closed; add a }, or write "$${" for the characters'),
        ("${a.}", "${a.}: a name is missing after the dot"),
        ("${a = 1}", '${a = 1}: = does not belong here; write "==" to compare'),
        ("${a && b}", '${a && b}: the character & does not belong here; write "and" for &&'),
        (
            "${a ? b : c}",
            ("${a ? b : c}: the character ? does not belong here; "
            'write "a if condition else b" for ? :'),
        ),
        ("${{ a }}", "${{ a }}: write one pair of braces: ${a}"),
        ("${a if b}", "${a if b}: the if has no else; write a if condition else b"),
        (
            "${a | mony}",
            '${a | mony}: there is no filter "mony"; did you mean "money"?',
        ),
        ("${a is evn}", '${a is evn}: there is no test "evn"; did you mean "even"?'),
        ("${lem(a)}", '${lem(a)}: there is no function "lem"; did you mean "len"?'),
        ("${a.__class__}", "${a.__class__}: .__class__ may not be used in an expression"),
        (DEEP + "]" * 40 + "}", DEEP + ": too many brackets inside one another"),
    ],
)  # fmt: skip
def test_a_syntax_error_is_found_before_anything_runs(text, problem):
    assert syntax_problem(text) == problem
    assert syntax_problem([{"a": text}]) == problem


@pytest.mark.parametrize(
    "expression",
    [
        "range(10 ** 9)", "'a' * 10 ** 9", "[0] * 10 ** 9", "10 ** 9 * 'a'",
        "9 ** 9 ** 9 ** 9 ** 9", "10 ** 100000", "2.0 ** 100000", "'%0999999999d' % 1",
        "'{:>999999999}'.format(1)",
        "'a'.ljust(10 ** 9)", "'a' | center(10 ** 9)", "round(5, -10 ** 9)", "int('9' * 5000)",
        "('x' * 9999) | batch(1)", "1 if " + "(" * 25 + "1" + ")" * 25, "lipsum()", "cycler(1)",
        "[[1] * 9999] | sum(start=[])", "''.join(['a'])", "().__class__", "today.replace(year=1)",
        "days(10 ** 12)", "today + days(10 ** 8)", "row.keys()", "rows.index(row)",
        "('x' * 9999) | replace('', 'y' * 9999)", "(['x'] * 9999) | join('y' * 9999)", "self",
        "a" * 3000,
    ],
)  # fmt: skip
def test_an_expression_cannot_run_away_or_break_out(expression):
    began = time.process_time()
    with pytest.raises(ExpressionFailed):
        evaluate(f"${{{expression}}}", SCOPE)
    assert time.process_time() - began < 1


def test_names_are_those_that_expressions_begin_with():
    assert names_in(["${a.b[c] | upper}", {"x": "${sum(d, 'e')} $${f}"}, 5]) == {
        "a",
        "c",
        "d",
        "sum",
    }


@pytest.mark.parametrize(
    ("value", "has"),
    [
        ("${x}", True),
        ("a ${x", True),
        ([{"a": ("x", "${x}")}], True),
        ("$${x}", False),
        ("$x {x}", False),
        ([1, None, {"${x}": 1}], False),
    ],
)
def test_whether_a_value_holds_an_expression(value, has):
    assert has_expression(value) is has


def test_a_scope_may_name_what_is_also_a_function():
    assert evaluate("${len} ${number}", {"len": 1, "number": 2}) == "1 2"


def test_today_is_the_day_of_the_run_and_else_the_real_one():
    assert evaluate("${today}", {"today": date(2020, 1, 1)}) == date(2020, 1, 1)
    assert abs(evaluate("${today}", {}) - date.today()) <= timedelta(days=1)


def test_what_expressions_know_is_documented_in_one_sentence_each():
    assert {"today", "len", "days", "| money", "| date"} <= BUILTINS.keys()
    assert all(text.endswith((".", "`.")) and "\n" not in text for text in BUILTINS.values())


WORDS = [
    *"ab.()[]{}'\"|+-*/ ,:=<>!~0123$%", " row", "rows", " if ", " else ", " is ", "password",
    "| list", "| map(attribute='a')", "not ", "n", "**", "creds", ".reveal()", "| string",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_any_expression_is_a_value_or_a_failed_step(text):
    found = _value_or_message("${" + text + "}")
    assert "hunter22" not in repr(found)


def _value_or_message(text):
    try:
        return evaluate(text, SCOPE)
    except ExpressionFailed as error:
        return str(error)


@given(st.text())
def test_a_text_without_an_expression_stays_as_it_is(text):
    assert evaluate(text.replace("$", ""), {}) == text.replace("$", "")


@given(st.text())
def test_what_an_expression_yields_is_never_evaluated_again(text):
    assert evaluate("${x}", {"x": text}) == text
    assert evaluate("<${x}>", {"x": text}) == f"<{text}>"


def test_a_row_is_still_a_row():
    assert isinstance(evaluate("${rows | last}", SCOPE), Row)
