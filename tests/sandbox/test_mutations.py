"""How mutations are asked for, switched, and kept to their place."""

import re
from dataclasses import replace
from functools import partial

import anyio
import pytest

from rpa.sandbox.cli import parse
from rpa.sandbox.mutations.catalog import MUTATIONS, Mutations
from rpa.sandbox.mutations.mutation import CallChange, PageChange, ScriptChange
from rpa.sandbox.pages.catalog import ROUTES
from rpa.sandbox.roles import ROLES
from rpa.sandbox.schema import Page
from tests.sandbox import test_mutations_of_frames, test_mutations_of_rows

SWITCH = "/__mutate__/total_plus_one"
FACTS = {f"P{number:02}" for number in range(17)}
LATE = {
    "slow_page": ("GET", "/api/pages/sales/opportunities"),
    "slow_table": ("POST", "/api/tables/marketplace-deals"),
}


def kinds(one):
    return {type(change) for change in one.changes}


def test_every_mutation_has_its_test():
    in_browser = {one.name for one in MUTATIONS.values() if ScriptChange in kinds(one)}
    seen = {**test_mutations_of_frames.SEEN, **test_mutations_of_rows.SEEN}
    assert {*seen, *LATE, *in_browser} == set(MUTATIONS)


def test_together_they_are_at_all_pages():
    assert {one.where.fact for one in MUTATIONS.values()} == FACTS


def test_they_leave_other_pages_alone():
    other = Page("sales/elsewhere", "", ())
    changing = [one for one in MUTATIONS.values() if PageChange in kinds(one)]
    assert Mutations(tuple(changing)).page(other) is other


def test_they_leave_other_calls_alone():
    every, asked, answer = Mutations(tuple(MUTATIONS.values())), {"page": 2}, {"total": 3}
    assert every.asked("/api/tables/elsewhere", asked) is asked
    assert every.answered("/api/tables/elsewhere", asked, answer) is answer


def test_a_mutation_is_switched_while_the_replica_runs(visit):
    visitor = visit()
    totals = [visitor.table()["total"]]
    assert visitor.post(SWITCH) == {"name": "total_plus_one", "active": True}
    totals.append(visitor.table()["total"])
    assert visitor.ask("DELETE", SWITCH).json() == {"name": "total_plus_one", "active": False}
    totals.append(visitor.table()["total"])
    assert totals == [240, 241, 240]


def test_a_mutation_may_be_on_from_the_start_and_twice_is_once(visit):
    visitor = visit(mutations=("total_plus_one", "total_plus_one"))
    visitor.post(SWITCH)
    assert visitor.table()["total"] == 241


@pytest.mark.parametrize(
    ("role", "generation"),
    [*((role, 2025) for role in ROLES), ("distributor", 2023), ("distributor", 2024)],
)
def test_all_mutations_together_break_no_page(visit, role, generation):
    def answered(**more):
        visitor = visit(account=role, generation=generation, rows=60, **more)
        pages = [f"/api/pages/{route}" for route in sorted(ROUTES - {"sales/opportunities"})]
        return [visitor.ask("GET", path).status_code for path in ["/api/shell", *pages]]

    assert answered(mutations=tuple(MUTATIONS)) == answered()


def test_rows_that_were_found_before_are_not_shown_again(visit):
    visitor = visit()
    asked = {"status": "已取消"}
    before = visitor.table(filters=asked)["total"]
    visitor.post("/__mutate__/filter_ignored")
    assert (before < 240, visitor.table(filters=asked)["total"]) == (True, 240)


def test_the_truth_is_never_mutated(visit):
    visitor = visit()
    before = visitor.truth()
    assert visit(mutations=tuple(MUTATIONS)).truth() == before


def test_all_mutations_are_listed_and_which_are_on(visit):
    listed = visit(mutations=("tab_lost",)).get("/__mutate__")["mutations"]
    assert [one["name"] for one in listed] == list(MUTATIONS)
    assert [one for one in listed if one["active"]] == [
        {
            "name": "tab_lost",
            "where": "P09 客户消费",
            "what": "there is no tab 退款账单",
            "active": True,
        }
    ]


def test_an_unknown_mutation_is_answered_with_the_nearest(visit):
    answer = visit().ask("POST", "/__mutate__/tab_lots")
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": 'unknown mutation "tab_lots"; did you mean "tab_lost"?'},
    )


def test_mutations_are_switched_from_this_machine_only(visit):
    assert visit().ask_from("http://127.0.0.1:8765", "192.0.2.7", "/__mutate__").status_code == 403


def test_the_shell_tells_the_browser_what_is_its_to_break(visit):
    visitor = visit()
    assert "mutations" not in visitor.get("/api/shell")
    visitor.post("/__mutate__/stale_query")
    visitor.post(SWITCH)
    assert visitor.get("/api/shell")["mutations"] == {"stale_query": "sales/customer-orders"}


@pytest.mark.parametrize("name", LATE)
def test_a_slow_call_is_late_and_others_are_not(visit, portal, name):
    visitor = visit(mutations=(name,))
    (call,) = MUTATIONS[name].changes
    short = replace(call, delay_s=0.3)
    visitor.sandbox.mutations = Mutations((replace(MUTATIONS[name], changes=(short,)),))

    def is_late(method, path):
        return portal.call(partial(took_longer, visitor, method, path))

    assert is_late(*LATE[name])
    assert not is_late("GET", "/api/shell")
    assert call == CallChange(LATE[name][1], call.asked, call.answered, delay_s=5)


async def took_longer(visitor, method, path, limit_s=0.2):
    with anyio.move_on_after(limit_s) as scope:
        await visitor._client.request(method, path)
    return scope.cancelled_caught


def test_the_options_name_mutations():
    options = "--mutate tab_lost --mutate column_lost"
    assert parse(options.split()).mutations == ("tab_lost", "column_lost")


def test_a_mutation_that_is_unknown_ends_the_command_with_one_line(capsys):
    with pytest.raises(SystemExit) as end:
        parse(["--mutate", "tab_lots"])
    assert (end.value.code, capsys.readouterr()) == (
        2,
        ("", 'rpa sandbox: --mutate: unknown mutation "tab_lots"; did you mean "tab_lost"?\n'),
    )


def test_the_mutations_can_be_listed(capsys):
    with pytest.raises(SystemExit) as end:
        parse(["--list-mutations"])
    lines = capsys.readouterr().out.splitlines()
    assert end.value.code == 0
    assert [re.split(r" {2,}", line)[0] for line in lines] == list(MUTATIONS)
    assert "tab_lost                P09 客户消费: there is no tab 退款账单" in lines
