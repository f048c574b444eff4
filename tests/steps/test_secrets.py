"""A secret reaches the field it is typed into, and nothing that a run leaves behind."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from rpa.cli.carry_out import Manner, carry_out
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.stage import Options
from rpa.runs.ledger import EntryFilter, Ledger
from rpa.secret import MASK

pytestmark = pytest.mark.browser

PASSWORD, TOKEN, CODE = "Open-sesame-42", "Tok-en/of&7 äpfel", "Cod-e!/of&9 birne"

FLOW = """
- goto: desk.html
- fill: {target: note, value: "x ${token} y"}
- expect: {element: note, value: "x ${token} y"}
- goto: frames.html
- fill: {target: framed, value: "${token}"}
- attempt: [{fill: {target: foreign frame, value: "${token}"}}]
  rescue: [{set: {foreign: "${error}"}}]
- goto: "data:text/html,<input>"
- attempt: [{fill: {target: any field, value: "${token}"}}]
  rescue: [{set: {nowhere: "${error}"}}]
- attempt: [{goto: "${token}"}]
  rescue: [{set: {misplaced: "${error}"}}]
- for_each: {word: ["${token}", "${code}", plain word]}
  do:
    - goto: desk.html
    - fill: {target: word, value: "${word}"}
    - click: send
    - wait: {for: echo}
    - capture: "echo-${index}"
- goto: desk.html
- fill: {target: word, value: "${token}"}
- click: send
- text: {target: echo, into: said}
- fail: "${foreign}; ${nowhere}; ${misplaced}; the page says ${said}"
"""


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in (one for one in folder.rglob("*") if one.is_file()):
        yield file.name, file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                yield from ((f"{file.name}/{one}", archive.read(one)) for one in archive.namelist())


def _dresses(secret: str) -> set[bytes]:
    escaped = json.dumps(secret)[1:-1]
    html = secret.replace("&", "&amp;")
    return {one.encode() for one in (secret, escaped, html)}


def test_a_secret_is_typed_where_it_may_be_and_shown_nowhere(project, write_flow, shop, capfd):
    write_flow(FLOW, head="inputs: {token: {type: secret}, code: {type: secret}}")
    given = {"token": TOKEN, "code": CODE}
    plan = make_plan(
        project, "flow", given, site=shop.address, account=None, today=date(2026, 11, 23)
    )
    finished = carry_out(plan, Manner(as_json=True, full_trace=True))
    host = shop.address.split("/")[2]
    refused = f"not one of the portal's hosts ({host})"
    assert finished.error == (
        f"a secret is not typed on {shop.elsewhere}echo: {refused}; "
        f"a secret is not typed on data:text/html,<input>: {refused}; "
        f"goto.address: a secret cannot stand here; the page says {MASK}"
    )
    (folder,) = (project.output / "flow").iterdir()
    kept = dict(_contents(folder))
    assert {"journal.jsonl", "report.html", "failure-4.png", "trace.zip"} <= kept.keys()
    said = capfd.readouterr()
    kept |= {"stdout": said.out.encode(), "stderr": said.err.encode()}
    assert json.loads(said.out.splitlines()[-1])["error"] == finished.error
    found = [
        (name, secret)
        for name, content in kept.items()
        for secret in (PASSWORD, TOKEN, CODE)
        if any(one in content for one in _dresses(secret))
    ]
    assert found == []
    assert shop.heard[-4:] == [TOKEN, CODE, "plain word", TOKEN]
    # Two secrets under the same cover give the same picture; what is no secret gives another.
    assert kept["echo-1.png"] == kept["echo-2.png"] == kept["failure-4.png"]
    assert kept["echo-1.png"] != kept["echo-3.png"]


CHANGE = """
- attempt:
    - change:
        what: send a word
        key: __KEY__
        look: [{goto: desk.html}]
        done_when: ${false}
        do:
          - fill: {target: word, value: "${token}"}
          - click: send
          - text: {target: echo, into: said}
          - fail: "the page says ${said}"
        settles_in_s: 0
        into: outcomes
  always:
    - excel: {rows: "${outcomes}", sheet: Outcomes}
"""


def test_neither_ledger_nor_workbook_takes_a_secret_from_what_the_page_said(run):
    key = f"word/{uuid4().hex}"
    head = "effect: write\ninputs: {token: {type: secret}}"
    flow = CHANGE.replace("__KEY__", key)
    outcome = run(flow, head=head, token=TOKEN, options=Options(is_confirmed=True))
    said = f"the page says {MASK}"
    told = [(one.state, one.detail) for one in Ledger().standing(EntryFilter(key_holds=key))]
    assert told == [("not_done", said)]
    assert [row[:2] for row in outcome.sheet("Outcomes")["rows"]] == [["失败", said]]


REVEALED = """
title: Say what was revealed
portal: partner-center
steps:
  - open: 客户订单 / 订单资源明细
  - reveal: all
  - read: {table: 订单资源明细, into: lines}
  - csv: {rows: "${lines}", file: lines}
  - for_each: {name: "${(lines | map(attribute='客户名称') | unique | list)[:4]}"}
    on_error: continue
    do: [{fail: "there is no more of ${name}"}]
  - fail: "none of ${lines | map(attribute='客户名称') | unique | join(', ')}"
"""


def test_what_an_eye_revealed_is_in_its_column_and_nowhere_else(replicas, tmp_path, capfd):
    root = Path(__file__).resolve().parents[2]
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "sign-in.yaml").write_bytes((root / "flows" / "sign-in.yaml").read_bytes())
    (flows / "say.yaml").write_text(REVEALED, "utf-8")
    home = Project(flows, root / "selectors", tmp_path / "output")
    replica = replicas(seed=2, rows=230)
    plan = make_plan(home, "say", {}, site=replica.address, account=None, today=date(2026, 11, 23))
    finished = carry_out(plan, Manner(as_json=True))
    assert finished.error.startswith("none of ")
    assert MASK in finished.error
    (folder,) = (home.output / "say").iterdir()
    kept = dict(_contents(folder))
    (spool,) = (one.name for one in folder.rglob("*-1.jsonl"))
    said = capfd.readouterr()
    kept |= {"stdout": said.out.encode(), "stderr": said.err.encode()}
    truth = replica.truth("order-resources")
    names = {row[truth["columns"].index("客户名称")] for row in truth["rows"]}
    names = {name for name in names if len(name) >= 4}
    assert len(names) > 10
    found = {
        file
        for file, content in kept.items()
        for name in names
        if name.encode() in content or json.dumps(name)[1:-1].encode() in content
    }
    assert found == {"lines.csv", spool}
