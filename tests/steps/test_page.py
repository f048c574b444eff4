"""The steps on a page's elements, as real flows in a real browser."""

from __future__ import annotations

import pytest

from rpa.events import FallbackUsed, FileWritten

pytestmark = pytest.mark.browser


def test_every_step_on_an_element_does_what_it_says(run, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    outcome = run(
        """
        - goto: desk.html
        - click: greet
        - text: {target: note, into: before}
        - text: {target: desk, into: heading}
        - expect: "${before == 'as before' and heading == 'Desk'}"
        - fill: {target: note, value: "${7 * 6}"}
        - expect: {element: note, value: "42"}
        - press: {key: Enter, target: note}
        - press: Escape
        - choose: {target: size, option: Large}
        - expect: {element: size, value: Large}
        - choose: {target: colour, option: Light blue}
        - check: gift
        - check: gift
        - check: {target: gift, ticked: false}
        - check: {target: gift, ticked: "${1 == 1}"}
        - check: terms
        - hover: help
        - expect: {element: help text, text: Ask the clerk}
        - upload: {target: receipts, files: ["${folder}/a.txt", "${folder}/b.txt"]}
        - expect: {element: receipt names, count: 2}
        - upload: {target: receipts, files: "${folder}/b.txt"}
        - expect: {element: receipt names, text: b.txt}
        - click: start slow
        - wait: {for: slow}
        - click: start leaving
        - wait: {for: leaving, state: hidden}
        - click: fetch
        - wait: {for: idle}
        - text: {target: fetched, into: fetched}
        - expect: "${fetched == 'fetched in the end'}"
        - capture: desk
        - click: sheet tab
        - text: {target: sheet, into: sheet}
        - expect: {that: "${sheet == 'A sheet of its own'}", url: sheet.html, title: Sheet}
        - click: greet
        - text: {target: log, into: log}
        - fail: "${log.split()}"
        """,
        head="inputs: {folder: {type: text}}",
        folder=str(tmp_path),
    )
    assert outcome.finished.error == ""
