"""Names in expressions are known where they are used, or a problem."""

from __future__ import annotations

import pytest

HEAD = "inputs: {customer: {type: text}}\n"


@pytest.mark.parametrize(
    "steps",
    [
        "- click: ${customer} ${run} ${site} ${today} ${len('x')} ${true}",
        "- read: rows\n- click: ${rows[0].a}",
        "- set: {a: 1}\n- set: {b: '${a}'}\n- click: ${b}",
        "- for_each: {row: '${customer}'}\n  do: [{click: '${row}'}]",
        "- if: true\n  then: [{read: rows}]\n- click: ${rows}",
        "- attempt: [{read: rows}]\n  rescue: [{click: '${error} ${rows}'}]",
        "- for_each: {row: '${customer}'}\n  do: [{read: rows}]\n- click: ${rows}",
        "- click: $${nope}",
    ],
)
def test_inputs_outputs_and_what_every_run_has_are_known(steps, flow_of):
    flow, problems = flow_of(steps, head=HEAD)
    assert problems == []
    assert flow is not None


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (
            "- click: ${customr}",
            '5:10: click.target: there is no "customr" here; did you mean "customer"?',
        ),
        (
            "- click: ${rows}\n- read: rows",
            ('5:10: click.target: there is no "rows" here; known: customer, run, site, today'),
        ),
        (
            "- set: {a: '${b}', b: 1}",
            ('5:12: set.values.a: there is no "b" here; known: customer, run, site, today'),
        ),
        (
            "- for_each: {row: '${customer}'}\n  do: [screenshot]\n- click: ${rov}",
            '7:10: click.target: there is no "rov" here; did you mean "round"?',
        ),
        (
            "- query: {客户名称: [a, '${customer | uper}']}",
            (
                "5:21: query.fields.客户名称[1]: ${customer | uper}: "
                'there is no filter "uper"; did you mean "upper"?'
            ),
        ),
        (
            "- query: {'${customer}': a}",
            "5:26: query.fields.${customer}: ${customer}: an expression cannot stand in a key",
        ),
    ],
)
def test_what_is_not_known_is_a_problem_where_it_stands(steps, problem, flow_of):
    flow, problems = flow_of(steps, head=HEAD)
    assert problems == [f"f.yaml:{problem}"]
    assert flow is not None


def test_a_loop_variable_ends_with_its_loop(flow_of):
    _, problems = flow_of(
        "- for_each: {row: '${customer}'}\n  do: [screenshot]\n- click: ${row}", head=HEAD
    )
    assert len(problems) == 1
    assert 'there is no "row" here' in problems[0]


def test_results_may_use_whatever_a_step_has_set(flow_of):
    head = HEAD + "results: {a: '${rows}', b: '${rowz}', c: [{d: '${'}]}\n"
    _, problems = flow_of("- read: rows", head=head)
    assert problems == [
        'f.yaml:4:28: results.b: there is no "rowz" here; did you mean "rows"?',
        (
            "f.yaml:4:47: results.c[0].d: ${: the ${ is never closed; "
            'add a }, or write "$${" for the characters'
        ),
    ]


def test_while_a_step_is_missing_only_words_that_stand_nowhere_are_unknown(flow_of):
    _, problems = flow_of("- reed: {into: rows}\n- click: ${rows} ${zzzz}")
    assert [one for one in problems if "rows}" in one or '"rows"' in one] == []
    assert len([one for one in problems if '"zzzz"' in one]) == 1
