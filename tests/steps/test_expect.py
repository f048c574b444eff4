"""`expect` in all its forms, and the words of steps that wait in vain."""

from __future__ import annotations

import pytest

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
        - expect: {element: slow, text: at last}
        - click: say
        - expect: {message: Saved as draft}
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
