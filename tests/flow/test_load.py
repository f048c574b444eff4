"""From a file to a flow: the forms a step may take, and all problems at once."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rpa.errors import ProblemsFound
from rpa.flow.document import Document
from rpa.flow.flow import Flow
from rpa.flow.inputs import TextInput
from rpa.flow.load import flow_from, load_flow, read_flow
from rpa.mark import Mark, shown_path


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("- click: 导出", {"target": "导出"}),
        ("- click: {target: 导出, force: true}", {"target": "导出", "force": True}),
        ("- click: 导出\n  force: true", {"target": "导出", "force": True}),
        ("- click:\n    target: 导出\n  force: true", {"target": "导出", "force": True}),
        (
            "- click: 导出\n  name: n\n  when: ${run}\n  retry: 2\n  timeout_s: 1.5",
            {"target": "导出", "name": "n", "when": "${run}", "retry": 2, "timeout_s": 1.5},
        ),
        ("- click: {target: 导出, retry: 2}", {"target": "导出", "retry": 2}),
    ],
)
def test_a_step_may_be_written_short_or_long_with_the_rest_beside_it(
    written, fields, flow_of, kinds
):
    flow, problems = flow_of(written)
    assert problems == []
    assert flow.steps == (kinds.Click(**fields),)


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("- screenshot", lambda k: k.Screenshot()),
        ("- screenshot:", lambda k: k.Screenshot()),
        ("- screenshot: {file: a.png}", lambda k: k.Screenshot(file="a.png")),
        ("- query: {客户名称: a, tab: b}", lambda k: k.Query(fields={"客户名称": "a", "tab": "b"})),
        ("- query: {客户名称: a}\n  tab: b", lambda k: k.Query(fields={"客户名称": "a"}, tab="b")),
        ("- query: {fields: {a: b}, tab: c}", lambda k: k.Query(fields={"a": "b"}, tab="c")),
        ("- read: rows\n  columns: [a, b]", lambda k: k.Read(into="rows", columns=("a", "b"))),
        ("- wait: 1\n  text: x", lambda k: k.Wait(seconds=1, text="x")),
        ("- text: x", lambda k: k.Words(words="x")),
    ],
)
def test_every_kind_has_its_own_short_form(written, step, flow_of, kinds):
    flow, problems = flow_of(written)
    assert problems == []
    assert flow.steps == (step(kinds),)


@pytest.mark.parametrize(
    "written",
    [
        "- if: ${run}\n  then: [{click: a}]\n  else: [screenshot]",
        "- if: {condition: '${run}', then: [{click: a}], else: [screenshot]}",
        "- if: {condition: '${run}'}\n  then: [{click: a}]\n  else: [screenshot]",
    ],
)
def test_nested_steps_may_stand_inside_or_beside(written, flow_of, kinds):
    flow, problems = flow_of(written)
    assert problems == []
    assert flow.steps == (
        kinds.If(
            condition="${run}", then=(kinds.Click(target="a"),), otherwise=(kinds.Screenshot(),)
        ),
    )


def test_loops_and_attempts_nest_as_deep_as_one_likes(flow_of, kinds):
    flow, problems = flow_of(
        """
        - for_each: {row: "${run}"}
          do:
          - attempt:
            - click: ${row.a}
            rescue:
            - click: ${error}
            always: [screenshot]
          on_error: continue
        """
    )
    assert problems == []
    assert flow.steps == (
        kinds.ForEach(
            items={"row": "${run}"},
            do=(
                kinds.Attempt(
                    steps=(kinds.Click(target="${row.a}"),),
                    rescue=(kinds.Click(target="${error}"),),
                    always=(kinds.Screenshot(),),
                ),
            ),
            on_error="continue",
        ),
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("- clik: x", '4:3: step: unknown kind of step "clik"; did you mean "click"?'),
        ("- clik: x\n  retry: 1", '4:3: step: unknown kind of step "clik"; did you mean "click"?'),
        ("- click x", '4:3: step: unknown kind of step "click x"; write "click: x"'),
        ("- click：x", '4:3: step: unknown kind of step "click：x"; write "click: x"'),
        ("- quer", '4:3: step: unknown kind of step "quer"; did you mean "query"?'),
        ("- 5", '4:3: step: found the number 5; a step is wanted, such as "- click: save"'),
        ("- [a]", '4:3: step: found a list of 1; a step is wanted, such as "- click: save"'),
        ("- {}", '4:3: step: found an empty mapping; a step is wanted, such as "- click: save"'),
        ("-", '4:2: step: found nothing; a step is wanted, such as "- click: save"'),
        ("- retry: 2", "4:3: step: a step with only retry; say what it does"),
        (
            "- click: x\n  query: {a: b}",
            '5:3: step: found "click" and "query" in one step; begin each with "- "',
        ),
        ("- click: {target: x, forc: 1}", '4:22: click: unknown key "forc"; did you mean "force"?'),
        ("- click: x\n  forse: true", '5:3: click: unknown key "forse"; did you mean "force"?'),
        ("- click: {force: true}", '4:3: click: the key "target" is missing'),
        ("- click:", '4:3: click: the key "target" is missing'),
        ("- click", '4:3: click: the key "target" is missing'),
        (
            "- click: 5",
            "4:10: click.target: found the number 5; a text is wanted: put it in quotes",
        ),
        (
            "- click: {target: x, force: maybe}",
            '4:29: click.force: found the text "maybe"; true or false is wanted',
        ),
        (
            "- click: {target: x}\n  target: y",
            '5:3: click: "target" is given twice; once inside, once beside it',
        ),
        (
            "- screenshot: a.png",
            '4:15: screenshot: found the text "a.png"; a mapping is wanted with file',
        ),
        (
            "- query: ${run}",
            ('4:10: query.fields: found the text "${run}"; '
            'a mapping is wanted: write "key: value" lines'),
        ),
        (
            "- wait: 1\n  retry: 99",
            "5:10: wait.retry: found the number 99; a number of at most 20 is wanted",
        ),
        (
            "- if: ${run}\n  then: []",
            "5:9: then: there is no step in it; add one",
        ),
        ("- if: ${run}", '4:3: if: the key "then" is missing'),
        (
            "- if: ${run}\n  then:\n    click: x",
            '6:5: then: found a mapping; a list of steps is wanted: begin each with "- "',
        ),
        ("[]", "3:8: steps: there is no step in it; add one"),
        (
            "{click: x}",
            '3:8: steps: found a mapping; a list of steps is wanted: begin each with "- "',
        ),
        (
            "- read: order-rows",
            ('4:9: read: "order-rows" cannot be a name: letters, digits and _ only; '
            'write "order_rows"'),
        ),
        (
            "- read: ${run}",
            "4:9: read.into: an expression cannot stand here; write the text itself",
        ),
    ],
)  # fmt: skip
def test_a_wrong_step_is_told_with_what_would_be_right(written, problem, flow_of):
    _, problems = flow_of(written)
    assert problems == [f"f.yaml:{problem}"]


def test_problems_are_gathered_from_all_steps_however_deep(flow_of):
    flow, problems = flow_of(
        """
        - clik: x
        - if: ${nope}
          then:
          - for_each: {row: "${run}"}
            do:
            - wait: x
            - click: ${row
            - 7
        - read: {into: rows, colums: [a]}
        - click: ${rows}
        - click: ${rowz}
        """
    )
    assert flow is not None
    assert not flow.is_whole
    assert problems == [
        'f.yaml:5:3: step: unknown kind of step "clik"; did you mean "click"?',
        'f.yaml:6:7: if.condition: there is no "nope" here; known: run, site, today',
        'f.yaml:10:13: wait.seconds: found the text "x"; a number is wanted',
        (
            "f.yaml:11:14: click.target: ${row: the ${ is never closed; "
            'add a }, or write "$${" for the characters'
        ),
        'f.yaml:12:7: step: found the number 7; a step is wanted, such as "- click: save"',
        'f.yaml:13:22: read: unknown key "colums"; did you mean "columns"?',
        'f.yaml:15:10: click.target: there is no "rowz" here; known: run, site, today',
    ]


def test_a_flow_is_read_from_a_file_with_all_it_says(tmp_path, catalogue, kinds):
    file = tmp_path / "order-resources.yaml"
    file.write_text(
        dedent(
            """
            title: 查看订单资源明细
            about: 全部
            portal: partner-center
            effect: write
            inputs:
              customer: {type: text, label: 客户名称, optional: true}
            results: {count: "${n}", who: "${customer}"}
            timeout_s: 60
            tags: [orders]
            steps:
            - set: {n: 5}
            """
        ),
        "utf-8",
    )
    flow = load_flow(file, catalogue)
    assert (
        flow.model_dump()
        == Flow(
            title="查看订单资源明细",
            about="全部",
            portal="partner-center",
            effect="write",
            inputs={"customer": TextInput(type="text", label="客户名称", optional=True)},
            results={"count": "${n}", "who": "${customer}"},
            timeout_s=60,
            tags=("orders",),
            steps=(kinds.Set(values={"n": 5}),),
        ).model_dump()
    )
    assert (flow.slug, flow.file) == ("order-resources", shown_path(file))
    assert flow.mark("portal") == Mark(shown_path(file), 4, 9)
    assert flow.steps[0].mark() == Mark(shown_path(file), 12, 3)


def test_what_is_wrong_with_the_head_is_told_with_the_steps(flow_of):
    flow, problems = flow_of(
        "- clik: x\n",
        head="""
        abut: x
        effect: reed
        inputs:
          first-name: {type: text}
          when: {type: dat}
          n: {type: integer, min: 5, max: 1}
          d: {type: date, default: soon}
          in: {type: text}
        """,
    )
    assert flow is not None
    assert not flow.is_whole
    assert problems == [
        'f.yaml:4:1: unknown key "abut"; did you mean "about"?',
        'f.yaml:5:9: effect: found the text "reed"; did you mean "read"?',
        (
            'f.yaml:7:3: inputs.first-name: "first-name" cannot be a name: '
            'letters, digits and _ only; write "first_name"'
        ),
        'f.yaml:8:16: inputs.when: unknown type "dat"; did you mean "date"?',
        "f.yaml:9:6: inputs.n: min is larger than max",
        (
            'f.yaml:10:6: inputs.d: default: "soon" is not a date; '
            "write 2026-10-31, today, yesterday, tomorrow, -30d, +7d or -1m"
        ),
        'f.yaml:11:3: inputs.in: "in" cannot be a name: it has a meaning in expressions',
        'f.yaml:13:3: step: unknown kind of step "clik"; did you mean "click"?',
    ]


def test_a_flow_without_steps_or_title_is_none(tmp_path, catalogue):
    file = tmp_path / "f.yaml"
    file.write_text("portal: p\n", "utf-8")
    flow, problems = read_flow(file, catalogue)
    assert flow is None
    assert [one.found for one in problems] == [
        'the key "steps" is missing',
        'the key "title" is missing',
    ]
    with pytest.raises(ProblemsFound):
        load_flow(file, catalogue)


def test_a_file_that_is_no_yaml_is_told_like_every_other_problem(tmp_path, catalogue):
    flow, problems = read_flow(tmp_path / "nope.yaml", catalogue)
    assert flow is None
    assert [one.found for one in problems] == ["there is no such file"]


WORDS = ["click", "query", "if", "for_each", "attempt", "then", "else", "do", "try", "target",
         "fields", "items", "name", "when", "retry", "text", "wait", "seconds", "read", "set",
         "${run}", "${", "${run.x +}", "x", "", "inputs", "type", "choice"]  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 99), st.sampled_from(WORDS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=VALUES, inputs=VALUES, results=VALUES)
def test_whatever_stands_in_a_file_there_is_a_flow_or_problems(steps, inputs, results, catalogue):
    head = {"title": "t", "portal": "p", "inputs": inputs, "results": results}
    flow, problems = flow_from(Document("f.yaml", {**head, "steps": steps}), catalogue)
    assert flow is not None or problems
    assert all(one.found for one in problems)
