from pathlib import Path

import pytest

from rpa.errors import InputWrong
from rpa.events import (
    FallbackUsed,
    FileWritten,
    GuardActed,
    ItemFinished,
    Noticed,
    ProofMade,
    StepRetried,
    StepSkipped,
    as_json,
)
from rpa.reports.story import Failure, Fallback, Written, tell
from rpa.tables import Proof


def story(run):
    return tell([as_json(event) for event in run.events])


def outline(nodes) -> list[object]:
    """Return words and state of each node, and what is inside in a list after it."""
    found: list[object] = []
    for node in nodes:
        found.append(f"{node.words}: {node.state}")
        if node.children:
            found.append(outline(node.children))
    return found


def test_steps_stand_inside_the_steps_that_were_open_when_they_began(run):
    run.start()
    run.begin("steps[0]", "sign in", "call")
    run.step("sign-in.steps[0]", "fill")
    run.step("sign-in.steps[1]", "click")
    run.end("steps[0]")
    run.step("steps[1]", "read")
    run.put(StepSkipped, path="steps[2]", words="export", why="${wanted}")
    run.finish()

    told = story(run)

    assert outline(told.steps) == [
        "sign in: done",
        ["fill: done", "click: done"],
        "read: done",
        "export: skipped",
    ]
    assert [(node.start_s, node.duration_s) for node in told.steps] == [(0, 2), (2, 1), (3, 0)]


def test_each_round_of_a_loop_gathers_its_steps(run):
    run.start()
    run.begin("steps[0]", "for each row", "for_each")
    for item, error in ((1, ""), (2, "no such row")):
        run.step("steps[0].do[0]", "pick")
        run.begin("steps[0].do[1]", "recall")
        run.wait(1)
        if error:
            run.fail("steps[0].do[1]", error)
        else:
            run.end("steps[0].do[1]")
        run.put(ItemFinished, path="steps[0]", item=item, items=2, label="某公司", error=error)
    run.end("steps[0]")
    run.finish()

    (loop,) = story(run).steps

    assert outline(loop.children) == [
        "1 of 2 · 某公司: done",
        ["pick: done", "recall: done"],
        "2 of 2 · 某公司: failed",
        ["pick: done", "recall: failed"],
    ]
    assert [(node.start_s, node.duration_s) for node in loop.children] == [(0, 2), (2, 2)]


def test_rows_and_pages_are_summed_and_a_table_read_again_counts_once(run):
    run.start()
    run.begin("steps[0]", "read")
    for page, rows in ((1, 20), (2, 39), (1, 20), (2, 40)):
        run.page(page, rows)
    run.end("steps[0]")
    run.begin("steps[1]", "read")
    run.page(1, 5)
    run.end("steps[1]")
    run.finish()

    told = story(run)

    assert (told.rows, told.pages) == (45, 5)
    assert [(node.rows, node.pages) for node in told.steps] == [(40, 2), (5, 1)]


def test_what_is_of_note_is_gathered_and_said_once(run):
    proof = Proof("订单", "count", "holds", "57 rows")
    run.start()
    for _ in range(2):
        run.put(FallbackUsed, element="导出", used="css=.b", index=1, failed=("role=button",))
        run.put(GuardActed, guard="survey")
    run.put(Noticed, message="one")
    run.put(ProofMade, proof=proof)
    run.put(FileWritten, path=Path("a.xlsx"), kind="workbook", rows=57)
    run.finish()

    told = story(run)

    assert told.fallbacks == [Fallback("导出", "css=.b", ("role=button",))]
    assert (told.guards, told.notices, told.proofs) == ({"survey": 2}, ["one"], [proof])
    assert told.files == [Written(Path("a.xlsx"), "workbook", 57)]


def test_the_failure_is_the_innermost_step_with_the_error_that_ended_the_run(run):
    picture = Path("failure-2.png")
    run.start()
    run.begin("steps[0]", "attempt", "attempt")
    run.begin("steps[0].steps[0]", "close the banner")
    run.fail("steps[0].steps[0]", "no banner", url="https://one", title="One")
    run.end("steps[0]")
    run.begin("steps[1]", "if", "if")
    run.begin("steps[1].then[0]", "click")
    run.fail(
        "steps[1].then[0]", "nothing matched", url="https://two", title="Two", screenshot=picture
    )
    run.fail("steps[1]", "nothing matched")
    run.finish("failed", 1, "nothing matched")

    place = "flows/order-resources.yaml:14:5"
    assert story(run).failure == Failure(
        "nothing matched", "click", place, "https://two", "Two", picture
    )


def test_an_error_that_no_step_had_is_the_failure_all_the_same(run):
    run.start()
    run.finish("unavailable", 5, "no browser was found")

    assert story(run).failure == Failure("no browser was found")


def test_a_retried_step_remembers_why(run):
    run.start()
    run.begin("steps[0]", "query")
    run.put(StepRetried, path="steps[0]", attempt=1, error="busy", wait_s=2.0)
    run.end("steps[0]")
    run.finish()

    (node,) = story(run).steps
    assert (node.retries, node.is_marked()) == (["busy"], True)


def test_a_run_that_broke_off_keeps_its_open_steps_and_has_no_status(run):
    run.start()
    run.begin("steps[0]", "if", "if")
    run.begin("steps[0].then[0]", "click")
    run.wait(4)
    run.put(Noticed, message="the last words")

    told = story(run)

    assert outline(told.steps) == ["if: running", ["click: running"]]
    assert (told.status, told.exit_code, told.duration_s, told.failure) == ("", None, 4.0, None)


def test_an_event_of_a_later_version_is_passed_over(run):
    run.start()
    events = [as_json(event) for event in run.events]

    assert tell([*events, {"event": "moon_rose", "at": "?"}]) == tell(events)


def test_a_lost_beginning_of_a_step_does_not_hide_the_rest(run):
    run.start()
    run.step("steps[0]", "click")
    run.step("steps[1]", "read")
    run.finish()
    events = [as_json(event) for event in run.events]

    assert outline(tell([events[0], *events[2:]]).steps) == ["read: done"]


@pytest.mark.parametrize(
    "events", [[], [{"event": "noticed", "at": "x"}], [{"event": "run_started"}]]
)
def test_what_is_no_run_is_refused(events):
    with pytest.raises(InputWrong, match="the journal "):
        tell(events)
