"""The steps that decide what runs: `if`, `for_each`, `attempt`, `call`, `fail`; `when`, `retry`."""

from __future__ import annotations

import pytest

from rpa.events import (
    ItemFinished,
    StepFailedEvent,
    StepFinished,
    StepRetried,
    StepSkipped,
    StepStarted,
)

pytestmark = pytest.mark.browser


def test_branches_loops_and_rescues_run_in_the_order_they_say(run):
    outcome = run(
        """
        - set: {trail: ""}
        - set: {trail: never}
          when: "${1 > 2}"
        - if: "${2 > 1}"
          then: [{set: {trail: "${trail}then "}}]
          else: [{set: {trail: "${trail}else "}}]
        - if: "${2 > 1}"
          sees: nowhere
          then: [{set: {trail: "${trail}seen "}}]
          else: [{set: {trail: "${trail}unseen "}}]
        - set: {item: kept}
        - for_each: {item: [3, 0, 5]}
          on_error: continue
          failures: failed
          do:
            - set: {trail: "${trail}${index}:${6 // item} "}
            - set: {last: "${item}"}
        - expect: "${item == 'kept' and last == 5}"
        - set: {trail: "${trail}${failed | length} failed "}
        - expect: "${failed[0]['对象'] == '0' and 'division by zero' in failed[0]['错误']}"
        - attempt:
            - set: {trail: "${trail}try "}
            - fail: broken
            - set: {trail: "${trail}never "}
          rescue: [{set: {trail: "${trail}rescue(${error}) "}}]
          always: [{set: {trail: "${trail}always "}}]
        - attempt: [{set: {trail: "${trail}try "}}]
          rescue: [{set: {trail: "${trail}never "}}]
          always: [{set: {trail: "${trail}always "}}]
        - fail: "${trail}"
        """
    )
    assert outcome.finished.error == (
        "then unseen 1:2 3:1 1 failed try rescue(broken) always try always "
    )
    assert [(one.path, one.why) for one in outcome.told(StepSkipped)] == [("steps[1]", "${1 > 2}")]
    rounds = [(one.path, one.item, one.items, one.label) for one in outcome.told(ItemFinished)]
    assert rounds == [("steps[5]", 1, 3, "3"), ("steps[5]", 2, 3, "0"), ("steps[5]", 3, 3, "5")]
    assert [bool(one.error) for one in outcome.told(ItemFinished)] == [False, True, False]


def test_a_failure_that_nothing_provides_for_ends_the_run_with_what_is_always_done(run):
    outcome = run(
        """
        - set: {trail: ""}
        - attempt:
            - for_each: {item: [1, 2, 3]}
              do:
                - set: {trail: "${trail}${item}"}
                - fail: {message: "no ${item}"}
                  when: "${item == 2}"
          always: [{set: {trail: "${trail} always"}}]
        - set: {trail: never}
        """
    )
    assert (outcome.finished.exit_code, outcome.finished.status) == (1, "failed")
    assert outcome.finished.error == "no 2"
    started = [one.path for one in outcome.told(StepStarted)]
    assert started[started.index("steps[1]") :] == [
        "steps[1]",
        "steps[1].attempt[0]",
        "steps[1].attempt[0].do[0]",
        "steps[1].attempt[0].do[0]",
        "steps[1].attempt[0].do[1]",
        "steps[1].always[0]",
    ]
    failed = [(one.path, one.error, bool(one.screenshot)) for one in outcome.told(StepFailedEvent)]
    assert failed == [
        ("steps[1].attempt[0].do[1]", "no 2", True),
        ("steps[1].attempt[0]", "no 2", False),
        ("steps[1]", "no 2", False),
    ]


def test_a_failure_for_a_person_is_nobody_elses_to_rescue(run):
    outcome = run(
        """
        - attempt:
            - for_each: {item: [1, 2]}
              on_error: continue
              do: [{fail: {message: "ask ${item}", person: true}}]
          rescue: [{set: {x: 1}}]
        """
    )
    assert (outcome.finished.exit_code, outcome.finished.status, outcome.finished.error) == (
        4,
        "person_needed",
        "ask 1",
    )


def test_a_called_flow_has_inputs_and_results_and_nothing_else_in_common(run, write_flow):
    write_flow(
        """
        - for_each: {one: [1, 2]}
          on_error: continue
          do:
            - fail: {message: "inside"}
              when: "${one == 2}"
        - set: {seen: "${number * 2}", outer: changed}
        """,
        slug="double",
        head="""
        inputs: {number: {type: integer, min: 1}}
        results: {twice: "${seen}", kind: "number ${number}"}
        """,
    )
    outcome = run(
        """
        - set: {outer: kept}
        - call: double
          with: {number: "${20 + 1}"}
          into: first
        - call: {flow: double, with: {number: "4"}, into: second}
        - expect: "${first.twice == 42 and second.twice == 8 and outer == 'kept'}"
        - attempt: [{call: {flow: double, with: {number: "${0 * 1}"}}}]
          rescue: [{set: {wrong: "${error}"}}]
        - fail: "${first.kind}: ${wrong}"
        """
    )
    assert outcome.finished.error == "number 21: number: found the number 0; at least 1 is wanted"
    inside = {one.path for one in outcome.told(ItemFinished)}
    assert inside == {"steps[1].steps[0]", "steps[2].steps[0]"}
    assert inside <= {one.path for one in outcome.told(StepFinished)}


def test_what_may_pass_is_tried_again_and_the_steps_around_it_are_not(run, shop):
    shop.fails("/flaky", 2)
    shop.fails("/broken", 100)
    outcome = run(
        """
        - goto: flaky
        - attempt:
            - if: "${true}"
              then:
                - for_each: {item: [1]}
                  do: [{goto: broken}]
          rescue: [{set: {broken: "${error}"}}]
        - goto: desk.html
        - attempt:
            - expect: {element: nowhere}
              timeout_s: 0.2
              retry: 2
          rescue: [{fail: "${broken}"}]
        """
    )
    host = shop.address.split("/")[2]
    assert outcome.finished.error == (
        f"go to broken: {host} cannot be reached: ERR_INVALID_HTTP_RESPONSE"
    )
    tried = [(one.path, one.attempt) for one in outcome.told(StepRetried)]
    assert tried == [
        ("steps[0]", 1),
        ("steps[0]", 2),
        ("steps[1].attempt[0].then[0].do[0]", 1),
        ("steps[1].attempt[0].then[0].do[0]", 2),
        ("steps[3].attempt[0]", 1),
        ("steps[3].attempt[0]", 2),
    ]
