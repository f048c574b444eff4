"""The steps on a page and its elements, as flows in a real browser."""

from __future__ import annotations

import stat

import pytest

from rpa.events import FallbackUsed, FileWritten

pytestmark = pytest.mark.browser


def test_every_step_on_an_element_does_what_it_says(run, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    outcome = run(
        """
        - goto: desk.html
        - click: greet
        - text: {target: note, into: before}
        - text: {target: desk, into: heading}
        - text: {target: greet, into: label}
        - expect: "${before == 'as before' and heading == 'Desk' and label == 'Greet'}"
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
        - expect: {element: terms box, state: checked}
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
        - click: renamed button
        - click: sheet tab
        - text: {target: sheet, into: sheet}
        - expect: {that: "${sheet == 'A sheet of its own'}", url: sheet.html, title: Sheet}
        - capture: sheet
        - click: close
        - text: {target: log, into: log}
        - fail: "${log | replace('\\n', '; ')}"
        """,
        head="inputs: {folder: {type: text}}",
        folder=str(tmp_path),
    )
    assert outcome.finished.error.split("; ") == [
        "greeted",
        "key Enter",
        "key Escape",
        "chose Light blue",
        "gift true",
        "gift false",
        "gift true",
        "greeted",
    ]
    (fallback,) = outcome.told(FallbackUsed)
    assert (fallback.element, fallback.used, fallback.index, fallback.failed) == (
        "renamed button",
        "role=button name=Greet",
        1,
        ("css=#old-greet",),
    )
    picture = outcome.folder / "sheet.png"
    assert [one.path for one in outcome.told(FileWritten) if one.kind == "screenshot"] == [picture]
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(picture.stat().st_mode) == 0o600
