"""What is wrong with a flow is known, as values, before a browser opens."""

from __future__ import annotations

import pytest

from rpa.engine.check import Checker, check_paths
from rpa.errors import FileWrong, Problem

NO_PAGE = ("no page is open here", "put an `open` step before it")


@pytest.fixture
def check(project, write_flow):
    """Write a flow, and return where, what and what instead of each of its problems."""

    def problems_of(steps: str, **more: str) -> list[tuple[str, str, str]]:
        _, problems = Checker(project).flow(write_flow(steps, **more))
        return [(one.where, one.found, one.remedy) for one in problems]

    return problems_of


def test_a_sound_flow_has_no_problems(check):
    flow = """
    - open: Goods / Broken / Today
    - query: {Name: x}
    - open: Goods
    - reveal: all
    - read: goods
    - excel: {rows: "${goods}", sheet: Goods}
    - click: print
    - click: home
    """
    assert check(flow) == []


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("- open: Godos", ("open", 'unknown page "Godos"', 'did you mean "Goods"?')),
        ("- open: Goods / Al", ("open", 'unknown tab "Al"', 'did you mean "All"?')),
        (
            "- open: Goods / Broken / Yesterday",
            ("open", 'unknown tab "Yesterday"', "Today"),
        ),
        ("- read: {table: Goods, into: x}", ("read", *NO_PAGE)),
        ("- query: {Name: x}", ("query", *NO_PAGE)),
        ("- open: Goods\n- query: {Nmae: x}", ("query", 'unknown field "Nmae"', "")),
        ("- open: Goods\n- read: {table: Bad, into: x}", ("read", 'unknown table "Bad"', "")),
        (
            "- open: Goods\n- read: {into: x, columns: [ID]}",
            ("read", 'unknown column "ID"', 'did you mean "id"?'),
        ),
        (
            "- open: Goods\n- read: x",
            (
                "read",
                "masked columns would be read as they are: owner",
                "put `reveal: all` before it, or say `allow_masked: true`",
            ),
        ),
        (
            "- open: Goods\n- reveal: [price]",
            ("reveal", 'column "price" is not masked', "leave it out"),
        ),
        (
            "- open: Goods\n- reveal: {columns: all, table: Broken}",
            ("reveal", "the table has no masked column", "leave this step out"),
        ),
        (
            "- open: Goods\n- row: {where: {nr: 1}, action: Open}",
            ("row", 'unknown column "nr"', "owner"),
        ),
        ("- click: hme", ("click", 'unknown element "hme"', 'did you mean "home"?')),
        ("- click: print", ("click", 'unknown element "print"', "home, nowhere")),
        ("- wait: {for: hoem}", ("wait", 'unknown element "hoem"', 'did you mean "home"?')),
        ("- expect: {element: hoem}", ("expect", 'unknown element "hoem"', "")),
        ("- export: All", ("export", "the portal file has no `export`", "add it to portal.yaml")),
        ("- call: sing-in", ("call", 'no usable flow "sing-in"', 'did you mean "sign-in"?')),
        ("- call: flow", ("call", "the flows call each other in a circle: flow > flow", "")),
        (
            "- call: {flow: sign-in, with: {account: a}}",
            ("call", '"sign-in" needs the input "password"', "give it under `with`"),
        ),
    ],
)
def test_what_the_selectors_or_the_other_flows_do_not_know_is_a_problem(check, steps, problem):
    where, found, remedy = problem
    said = check(steps)
    assert [(one[0], one[1]) for one in said] == [(where, found)]
    assert remedy in said[0][2]


def test_a_flow_knows_only_what_all_its_branches_agree_on(check):
    assert check(
        """
        - if: "${today}"
          then: [{open: Goods / All}, {reveal: {columns: all, table: Goods}}]
          else: [{open: Goods / All}]
        - read: {table: Goods, into: one}
        - attempt: [{open: Goods}]
          rescue: [{open: Goods / All}]
        - click: whatever is on either page
        """
    ) == [
        (
            "read",
            "masked columns would be read as they are: owner",
            "put `reveal: all` before it, or say `allow_masked: true`",
        )
    ]


def test_a_loop_is_checked_as_it_runs_the_second_time(check):
    problems = check(
        """
        - open: Goods
        - for_each: {number: [1, 2]}
          do:
            - click: print
            - goto: start
        """
    )
    assert [(where, found) for where, found, _ in problems] == [
        ("click", 'unknown element "print"')
    ]


def test_a_called_flow_is_checked_where_it_runs(check, write_flow):
    write_flow("- query: {Name: x}\n- click: hoem", slug="inner")
    assert check("- open: Goods\n- call: inner\n- read: {into: x, columns: [id]}") == [
        ("click", 'unknown element "hoem"', 'did you mean "home"?')
    ]


def test_a_circle_of_flows_is_found_wherever_it_begins(check, write_flow):
    write_flow("- call: second", slug="first")
    write_flow("- call: first", slug="second")
    assert check("- call: first") == [
        ("call", "the flows call each other in a circle: flow > first > second > first", "")
    ]


def test_a_flow_of_another_portal_cannot_be_called(check, write_flow, project):
    write_flow("- goto: start", slug="other", portal="depto")
    assert check("- call: other") == [
        ("call", '"other" is a flow of the portal "depto"', 'only flows of "depot" can be called')
    ]


def test_a_portal_without_selectors_or_with_wrong_ones_is_a_problem_of_the_flow(
    check, project, write_flow
):
    assert check("- goto: start", portal="depto") == [
        ("portal", 'no selectors for the portal "depto"', 'did you mean "depot"?')
    ]
    portal = project.selectors / "depot" / "portal.yaml"
    text = portal.read_text()
    portal.write_text(text.replace("tinyng", "tinyn").replace("flow: sign-in", "flow: login"))
    ((where, found, remedy),) = check("- goto: start")
    assert (where, found) == ("portal", f"the selectors in {portal.parent} have 2 problems")
    assert remedy == f'run "rpa check {portal.parent}"'
    problems, _ = check_paths(project, [project.selectors])
    assert [(one.where, one.found) for one in problems] == [
        ("library", 'unknown component library "tinyn"'),
        ("sign_in.flow", 'no flow "login"'),
    ]


def test_paths_lead_to_the_files_they_mean(project, write_flow):
    wrong = write_flow("- clik: x", slug="wrong")
    depot = project.selectors / "depot"
    counts = {
        path: check_paths(project, [path])
        for path in (wrong, project.flows, depot, depot / "goods.yaml", project.selectors)
    }
    assert [(len(problems), files) for problems, files in counts.values()] == [
        (1, 1),
        (1, 2),
        (0, 2),
        (0, 2),
        (0, 2),
    ]
    assert check_paths(project, []) == check_paths(project, [project.flows.parent])
    assert check_paths(project, [])[1] == 4
    with pytest.raises(FileWrong, match="gone: there is no such file or folder"):
        check_paths(project, [project.flows / "gone"])


def test_a_file_is_read_once_and_its_problems_are_told_once(project, write_flow):
    file = write_flow("- clik: x")
    problems, files = check_paths(project, [file, file, project.flows])
    assert [type(one) for one in problems] == [Problem]
    assert files == 4
    checker = Checker(project)
    assert checker.flow(file)[1] == checker.flow(file)[1]
    assert checker.book("depot")[0] is checker.book("depot")[0]
