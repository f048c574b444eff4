"""`expect` in all its forms, and the words of steps that wait in vain."""

from __future__ import annotations

import pytest

from rpa.events import StepFailedEvent

pytestmark = pytest.mark.browser


def test_expect_passes_once_the_page_is_as_it_should_be(run):
    outcome = run(
        """
        - goto: desk.html
        - expect: "${1 + 1 == 2}"
        - expect: {element: desk}
        - expect: {element: desk, state: visible, text: Desk}
        - expect: {element: nowhere, state: hidden}
        - expect: {element: nowhere, count: 0}
        - expect: {element: twins, count: 2}
        - expect: {element: greet, state: enabled}
        - expect: {element: closed button, state: disabled}
        - expect: {element: gift, state: unchecked}
        - expect: {url: desk.html, title: Desk of}
        - click: start slow
        - expect: {element: slow, count: 1..}
        - expect: {element: slow, text: at last}
        - click: say
        - expect: {message: Saved as draft}
        - expect: {element: twins, count: 1..3}
        - expect: {console: clean, requests: clean}
        - goto: dialogs.html
        - expect: {dialog: Are you sure?, state: hidden}
        - click: ask
        - expect: {dialog: Are you sure?, text: cannot be undone}
        """
    )
    assert (outcome.finished.error, outcome.finished.status) == ("", "ok")


WRONG = {
    '{that: "${rows_read == 3}"}': "${rows_read == 3} does not hold",
    "{element: desk, state: hidden}": "desk: expected to be hidden, found visible",
    "{element: closed button, state: enabled}": (
        "closed button: expected to be enabled, found disabled"
    ),
    "{element: gift, state: checked}": "gift: expected to be checked, found unchecked",
    "{element: desk, text: Chair}": "desk: expected the text Chair, found Desk",
    "{element: note, value: after}": "note: expected the value after, found as before",
    "{element: twins, count: 3}": "twins: expected 3 of it, found 2",
    "{element: twins, count: 3..}": "twins: expected at least 3 of it, found 2",
    "{dialog: Are you sure?}": "dialog Are you sure?: not open; open dialogs: none",
    "{rows: 3, count: 1}": "rows: a table that was read is wanted, not a number",
    "{url: chair.html}": "the address: expected to hold chair.html, found ${address}desk.html",
    "{title: Chair}": "the title: expected to hold Chair, found Desk of the shop",
    "{message: Saved}": 'no message "Saved" appeared; the portal says: nothing',
}


def test_expect_says_what_it_expected_and_what_it_found(run, shop):
    steps = ["- goto: desk.html", "- set: {rows_read: 2, said: []}"]
    for form in WRONG:
        steps += [
            f"- attempt: [{{expect: {form}, timeout_s: 0.2}}]",
            '  rescue: [{set: {said: "${said + [error]}"}}]',
        ]
    outcome = run("\n".join([*steps, "- fail: \"${said | join('\\n')}\""]))
    wanted = [text.replace("${address}", shop.address) for text in WRONG.values()]
    assert outcome.finished.error.splitlines() == wanted


TROUBLES = """
- goto: troubles.html
- click: complain
- click: throw
- expect: {requests: clean}
- click: fetch nothing
- attempt: [{expect: {console: clean, ignore: [paper]}}]
  rescue: [{set: {console: "${error}"}}]
- attempt: [{expect: {requests: clean}}]
  rescue: [{set: {requests: "${error}"}}]
- expect: {console: clean, ignore: [ink, paper]}
- expect: {requests: clean, ignore: ["^404.*/nothing"]}
- click: give up
- expect: {console: clean, requests: clean}
- fail: "${console}\\n${requests}"
"""


def test_errors_behind_the_page_are_told_until_they_are_let_pass(run, shop):
    outcome = run(TROUBLES)
    assert outcome.finished.error.splitlines() == [
        "errors on the console: no ink",
        f"failed requests: 404 (Not Found): {shop.address}nothing",
    ]


SOFT = """
- goto: desk.html
- expect: {element: desk, text: Chair, soft: true, timeout_s: 1}
- expect: {element: desk, text: Desk, soft: true}
- expect: {that: "${1 == 2}", soft: true}
- click: greet
- attempt:
    - expect: {title: Chair, soft: true, timeout_s: 1}
    - fail: Such is life
  rescue: [{set: {said: "${error}"}}]
"""
NOTED = [
    "desk: expected the text Chair, found Desk",
    "${1 == 2} does not hold",
    "the title: expected to hold Chair, found Desk of the shop",
]


def test_soft_expectations_fail_the_flow_at_its_end_with_all_of_them(run):
    outcome = run(SOFT)
    assert outcome.finished.error.splitlines() == [
        "3 things are not as expected:",
        *(f"{at}. {said}" for at, said in enumerate(NOTED, 1)),
    ]
    shown = [one.error for one in outcome.told(StepFailedEvent) if one.screenshot]
    assert shown == [*NOTED, "Such is life"]


def test_what_ends_a_flow_is_told_after_what_it_noted(run):
    outcome = run("""
        - goto: desk.html
        - expect: {title: Chair, soft: true, timeout_s: 1}
        - fail: The shop is closed
    """)
    assert (outcome.finished.status, outcome.finished.error.splitlines()) == (
        "failed",
        ["2 things are not as expected:", f"1. {NOTED[2]}", "2. The shop is closed"],
    )
