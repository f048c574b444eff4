"""What steps say that cannot do what they should, and that they say it in time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rpa.events import StepFailedEvent

pytestmark = pytest.mark.browser

IN_VAIN = {
    "{click: nowhere}": """\
nowhere: not found within 0.5 s on ADDRESSdesk.html (Desk of the shop)
  tried css=#nowhere: nothing
  nearest texts on the page: Elsewhere""",
    "{click: far away}": """\
far away: not found within 0.5 s on ADDRESSdesk.html (Desk of the shop)
  tried css=#far-away: nothing
  tried role=button name=Fly away: 1 hidden
  nearest texts on the page: Fly awry""",
    "{expect: {element: nowhere, text: Here}}": """\
nowhere: not found within 0.5 s on ADDRESSdesk.html (Desk of the shop)
  tried css=#nowhere: nothing
  nearest texts on the page: Elsewhere""",
    "{click: twins}": """\
twins: css=.twin matches 2 things on the page, among them
  i.twin "one"
  i.twin "two\"""",
    "{click: closed button}": "click closed button: not done in time: the element is disabled",
    "{choose: {target: size, option: Larg}}": (
        "choose Larg in size: not done in time: the list does not have that option"
    ),
    "{choose: {target: colour, option: Blue}}": (
        'colour: no option "Blue"; did you mean "Light blue"?'
    ),
    "{fill: {target: stubborn, value: mine}}": "stubborn: the field shows never after typing",
    '{upload: {target: receipts, files: [gone.txt, "${folder}"]}}': (
        "no such file: HERE/gone.txt, FOLDER"
    ),
    "{wait: {for: desk, state: hidden}}": "desk is still visible",
    "{press: Entr}": 'press Entr: Unknown key: "Entr"',
    "{goto: //elsewhere.example/}": (
        "elsewhere.example: not one of the portal's hosts, so not opened; allowed: HOST"
    ),
    "{click: foreign link}": (
        "localhost:PORT: not one of the portal's hosts, so not opened; allowed: HOST"
    ),
}


def test_each_step_says_in_time_what_it_found_instead(run, shop, tmp_path):
    steps = ["- goto: desk.html", "- set: {said: []}"]
    for step in IN_VAIN:
        limit_s = 5 if "no option" in IN_VAIN[step] else 0.5
        steps += [
            f"- attempt: [{step[:-1]}, timeout_s: {limit_s}}}]",
            '  rescue: [{set: {said: "${said + [error]}"}}]',
        ]
    outcome = run(
        "\n".join([*steps, "- fail: \"${said | join('\\n\\n')}\""]),
        head="inputs: {folder: {type: text}}",
        folder=str(tmp_path),
    )
    said = re.sub(r"not done within [\d.]+ s", "not done in time", outcome.finished.error)
    known = {
        str(tmp_path): "FOLDER",
        str(Path.cwd()): "HERE",
        shop.address: "ADDRESS",
        shop.address.split("/")[2]: "HOST",
        str(shop.port): "PORT",
    }
    for one, name in known.items():
        said = said.replace(one, name)
    assert said.split("\n\n") == list(IN_VAIN.values())
    took_s = [one.duration_s for one in outcome.told(StepFailedEvent) if one.screenshot]
    assert len(took_s) == len(IN_VAIN) + 1
    assert max(took_s) < 10
