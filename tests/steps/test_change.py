"""`change`: a thing is ordered once, whatever the shop answers, and nobody guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rpa.engine.stage import Options
from rpa.events import ChangeTold, Noticed
from rpa.runs.ledger import Entry, Holder, Ledger, Scope

pytestmark = pytest.mark.browser

HEAD = """\
effect: write
inputs:
  things: {type: list}
  batch: {type: text, default: one}
"""
FLOW = """
- set: {outcomes: null, shown: ""}
- attempt:
    - change:
        what: order a thing
        of: {thing: "${things}"}
        key: order/${thing}/__DAY__
        look:
          - goto: orders
          - wait: {for: orders page}
          - set: {shown: ""}
          - if:
            sees: orders
            then: [{text: {target: orders, into: shown}}]
        done_when: "${thing in shown.split()}"
        undone_when: "${'Orders:' in shown}"
        do:
          - fill: {target: thing, value: "${batch[0]}"}
          - click: order
          - if:
            sees: refusal
            then:
              - text: {target: refusal, into: reason}
              - fail: "${reason}"
        settles_in_s: __REST__
        keep: {列表: "__KEEP__"}
        into: outcomes
  always:
    - excel: {rows: "${outcomes}", sheet: Orders}
"""
AGREED = Options(is_confirmed=True)


@pytest.fixture
def order(shop, run):
    """Order things, and return the run and its rows without the time; a day is a shop's own."""
    day = uuid4().hex

    def order_things(
        things: str, options: Options = AGREED, settles_in_s: int = 2, keep: str = "${shown}"
    ):
        flow = FLOW.replace("__DAY__", day).replace("__REST__", str(settles_in_s))
        flow = flow.replace("__KEEP__", keep)
        outcome = run(flow, head=HEAD, things=things, options=options)
        cells = outcome.sheet("Orders")["rows"] if list(outcome.folder.glob("*.xlsx")) else []
        return outcome, [tuple(row[:3]) for row in cells]

    shop.ordered.clear()
    order_things.key = lambda thing: f"order/{thing}/{day}"
    return order_things


def _entries(shop, key: str) -> list[Entry]:
    found = Ledger().entries(limit=50)
    return [one for one in reversed(found) if one.key == key]


def test_each_is_done_once_and_a_later_run_knows_it(shop, order):
    outcome, rows = order("ink,paper,ink")
    assert (outcome.finished.error, shop.ordered) == ("", ["ink", "paper"])
    assert rows == [("ink", "已完成", None), ("paper", "已完成", None)]
    sheet = outcome.sheet("Orders")
    assert sheet["columns"] == ["thing", "结果", "说明", "时间", "列表"]
    assert [row[4] for row in sheet["rows"]] == ["Orders: ink", "Orders: ink paper"]
    pictures = sorted(one.name for one in (outcome.folder / "evidence").iterdir())
    assert pictures == ["001-after.png", "001-before.png", "002-after.png", "002-before.png"]
    states = [(one.state, one.evidence) for one in _entries(shop, order.key("ink"))]
    kept = ("evidence/001-before.png", "evidence/001-after.png")
    assert states == [("intended", ()), ("done", kept)]

    again, rows = order("ink,paper")
    assert shop.ordered == ["ink", "paper"]
    run = outcome.folder.name
    assert rows == [
        ("ink", "此前已完成", f"已由运行 {run} 完成"),
        ("paper", "此前已完成", f"已由运行 {run} 完成"),
    ]
    assert [one.result for one in again.told(ChangeTold)] == ["before", "before"]


def test_what_the_page_shows_as_done_is_not_done_again(shop, order):
    shop.ordered.append("ink")
    outcome, rows = order("ink")
    assert (outcome.finished.exit_code, shop.ordered) == (0, ["ink"])
    assert rows == [("ink", "此前已完成", "页面显示已完成")]
    assert _entries(shop, order.key("ink")) == []


def test_nothing_is_changed_by_a_plan_and_all_that_would_be_is_told(shop, order):
    shop.ordered.append("ink")
    outcome, rows = order("ink,paper,glue", Options(only_plans=True))
    assert (outcome.finished.exit_code, shop.ordered) == (0, ["ink"])
    assert rows == [
        ("ink", "此前已完成", "页面显示已完成"),
        ("paper", "计划", None),
        ("glue", "计划", None),
    ]
    said = [one.message for one in outcome.told(Noticed)]
    wanted = "; ".join(f"order a thing ({order.key(one)})" for one in ("paper", "glue"))
    assert f"would be done: {wanted}" in said
    assert _entries(shop, order.key("paper")) == []


def test_nothing_is_changed_when_nobody_agrees(shop, order):
    outcome, rows = order("ink", Options())
    assert (outcome.finished.exit_code, shop.ordered, rows) == (4, [], [])
    assert outcome.finished.error == (
        f"nothing was changed, because nobody agreed to it: order a thing ({order.key('ink')}). "
        "Give --confirm to have it done, or --plan to see all that would be done"
    )


class _Clerk:
    def __init__(self, says: bool) -> None:
        self.says, self.asked = says, []

    def agrees(self, question, listed):
        self.asked.append((question, listed))
        return self.says

    def answer(self, question, _deadline):
        raise AssertionError(question)


@pytest.mark.parametrize(("says", "code", "ordered"), [(True, 0, ["ink"]), (False, 4, [])])
def test_a_person_is_asked_once_with_all_that_would_be_done(shop, order, says, code, ordered):
    clerk = _Clerk(says)
    outcome, _ = order("ink", Options(person=clerk))
    assert (outcome.finished.exit_code, shop.ordered) == (code, ordered)
    assert clerk.asked == [
        ("1 change will be made in the portal", [f"order a thing ({order.key('ink')})"])
    ]


def test_a_refused_one_is_told_and_the_others_are_done(shop, order):
    outcome, rows = order("ink,refused,paper")
    assert (outcome.finished.error, shop.ordered) == ("", ["ink", "paper"])
    assert rows == [
        ("ink", "已完成", None),
        ("refused", "失败", "there is no such thing"),
        ("paper", "已完成", None),
    ]
    assert [one.state for one in _entries(shop, order.key("refused"))] == ["intended", "not_done"]


def test_what_was_done_stays_done_when_a_further_column_cannot_be_told(shop, order):
    column = "${shown.split('paper')[1]}"
    outcome, rows = order("ink,paper", keep=column)
    assert shop.ordered == ["ink", "paper"]
    assert rows == [
        ("ink", "已完成", "列表；已完成，但没有取到这些列的值"),
        ("paper", "已完成", None),
    ]
    assert outcome.sheet("Orders")["rows"][0][4] is None
    assert [one.state for one in _entries(shop, order.key("ink"))] == ["intended", "done"]
    assert (outcome.finished.exit_code, outcome.finished.error) == (
        3,
        f"order a thing: 列表: 1 cells, {column}: there is no item 1 in a list of 1",
    )


@pytest.mark.parametrize("thing", ["lost", "late"])
def test_an_answer_that_is_lost_or_late_makes_no_second_order(shop, order, thing):
    outcome, rows = order(thing)
    assert (outcome.finished.error, shop.ordered) == ("", [thing])
    assert rows == [(thing, "已完成", None)]


def test_what_was_accepted_and_is_not_shown_is_for_a_person(shop, order):
    outcome, rows = order("vanished,ink")
    assert (outcome.finished.exit_code, shop.ordered) == (4, [])
    said = "it was carried out, but the page does not show it"
    assert rows == [("vanished", "待确认", "已提交，但页面上看不到结果")]
    assert outcome.finished.error == (
        f"order a thing: it cannot be told whether it was done ({said}). Look in the portal, then "
        f"say what you found: rpa ledger settle KEY --as done|not_done, where KEY is "
        f"{order.key('vanished')}"
    )
    assert [one.state for one in _entries(shop, order.key("vanished"))] == ["intended", "unclear"]


def test_a_page_that_no_longer_tells_is_for_a_person(shop, order):
    outcome, rows = order("odd")
    assert (outcome.finished.exit_code, shop.ordered) == (4, ["odd"])
    assert rows == [("odd", "待确认", "页面上看不到结果")]
    again, rows = order("odd")
    assert (again.finished.exit_code, shop.ordered) == (4, ["odd"])
    assert rows == [("odd", "待确认", "页面上看不到结果")]


def test_a_portal_that_dies_after_the_order_is_looked_at_by_the_next_run(shop, order):
    outcome, rows = order("down,ink")
    assert (outcome.finished.exit_code, shop.ordered) == (5, ["down"])
    assert [row[:2] for row in rows] == [("down", "待确认")]
    assert "cannot be reached" in outcome.finished.error
    assert [one.state for one in _entries(shop, order.key("down"))] == ["intended"]
    shop.failing.clear()
    again, rows = order("down,ink")
    assert (again.finished.error, shop.ordered) == ("", ["down", "ink"])
    assert rows == [("down", "此前已完成", "页面显示已完成"), ("ink", "已完成", None)]


def _intend(order, thing: str, holder: Holder, shop) -> None:
    scope = Scope("shop", shop.address.split("/")[2], "clerk")
    Ledger().claim(scope, {order.key(thing): "order a thing"}, flow="flow", holder=holder)


def test_after_a_crash_the_next_run_lets_it_come_to_rest_and_looks_first(shop, order):
    gone = replace(Holder.here("dead-run", datetime.now(UTC) + timedelta(hours=1)), started=1.0)
    for thing in ("ink", "paper"):
        _intend(order, thing, gone, shop)
    shop.ordered.append("ink")
    outcome, rows = order("ink,paper", settles_in_s=6)
    assert (outcome.finished.error, shop.ordered) == ("", ["ink", "paper"])
    assert rows == [
        ("ink", "此前已完成", "页面显示已完成"),
        ("paper", "已完成", None),
    ]
    assert any("an earlier run broke off just now" in one.message for one in outcome.told(Noticed))
    assert [one.state for one in _entries(shop, order.key("ink"))] == ["intended", "done"]


def test_what_a_run_elsewhere_has_in_hand_is_left_to_it(shop, order):
    here = Holder.here("other-run", datetime.now(UTC) + timedelta(hours=1))
    _intend(order, "ink", replace(here, host="elsewhere"), shop)
    outcome, rows = order("ink")
    assert (outcome.finished.exit_code, shop.ordered) == (0, [])
    assert rows == [
        ("ink", "失败", "正由运行 other-run 办理"),
    ]


def test_more_changes_than_the_flow_expects_are_none(shop, run):
    shop.ordered.clear()
    flow = FLOW.replace("__DAY__", uuid4().hex).replace("__REST__", "1")
    head = f"{HEAD}expect_at_most: 1\n"
    outcome = run(flow, head=head, things="ink,paper", options=AGREED)
    assert (outcome.finished.exit_code, shop.ordered) == (1, [])
    assert outcome.finished.error == (
        "2 changes would be made, and the flow expects at most 1 a run; nothing more was changed"
    )


def test_a_run_that_is_resumed_does_what_is_left_and_lists_all(shop, order, run):
    first, _ = order("ink,refused")
    shop.ordered.append("paper")
    again, rows = order("glue", replace(AGREED, resumed=first.folder))
    assert shop.ordered == ["ink", "paper", "glue"]
    assert [row[:2] for row in rows] == [
        ("ink", "此前已完成"),
        ("refused", "失败"),
        ("glue", "已完成"),
    ]
    assert again.finished.error == ""


def test_a_failure_that_no_table_takes_ends_the_run(shop, run):
    shop.ordered.clear()
    flow = f"""
- change:
    what: order what is refused
    key: order/{uuid4().hex}
    look: [{{goto: orders}}, {{text: {{target: orders, into: shown}}}}]
    done_when: "${{'refused' in shown}}"
    do:
      - fill: {{target: thing, value: refused}}
      - click: order
      - fail: it says no
    settles_in_s: 0
"""
    outcome = run(flow, head="effect: write", options=AGREED)
    assert outcome.finished.exit_code == 1
    assert outcome.finished.error == "order what is refused: not done: it says no"


@pytest.mark.parametrize("thing", [pytest.param("last", marks=pytest.mark.slow), "early"])
def test_a_session_that_ends_with_the_order_is_renewed_and_it_is_ordered_once(
    shop, run, project, thing
):
    shop.ordered.clear()
    shop.seen.clear()
    portal = project.selectors / "shop" / "portal.yaml"
    text = portal.read_text("utf-8")
    portal.write_text(text.replace("refused: refusal}", "refused: refusal, signed_out: sign in}"))
    flow = f"""
- goto: orders
- change:
    what: order a thing
    key: order/{uuid4().hex}
    look:
      - wait: {{for: orders page, timeout_s: 4}}
      - goto: orders
      - text: {{target: orders, into: shown}}
    done_when: "${{thing in shown}}"
    do:
      - fill: {{target: thing, value: "${{thing}}"}}
      - click: order
    settles_in_s: 1
"""
    head = "effect: write\ninputs: {thing: {type: text}}"
    outcome = run(flow, head=head, options=AGREED, thing=thing)
    assert (outcome.finished.error, shop.ordered) == ("", [thing])
    again = [one for one in outcome.told(Noticed) if "ended the session" in one.message]
    assert len(again) == 1
