"""Baselines: made when asked for, held against what the page shows, made anew when it is right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rpa.engine.project import Project
from rpa.engine.stage import Options
from rpa.events import FileWritten, Noticed

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
UPDATE = Options(update_baselines=True)

LOOKS = """
- goto: dialogs.html
- expect: {snapshot: page, soft: true}
- if: "${is_odd}"
  then: [{click: tell}]
  else: [{click: ask}]
- expect: {snapshot: open, of: dialog, soft: true}
- expect: {snapshot: less, of: dialog, mask: [box title], soft: true}
- goto: desk.html
- if: "${is_odd}"
  then: [{fill: {target: note, value: other}}, {click: greet}]
- expect: {snapshot: note, element: note, by_account: true, soft: true}
- expect: {screenshot: desk, soft: true, tolerance: 0.0001}
- expect: {screenshot: roughly, mask: [log], tolerance: 0.2}
"""
ODD = "inputs: {is_odd: {type: bool}}"
MADE = ["desk.png", "less.txt", "note-clerk.txt", "open.txt", "page.txt", "roughly.png"]


@pytest.fixture
def looks(shop, project, write_flow, run_flow):
    """Run the flow that looks at pages of the shop."""
    write_flow(LOOKS, head=ODD)

    def run(is_odd: str, options: Options | None = None):
        return run_flow("flow", shop, project=project, options=options, is_odd=is_odd)

    return run


def test_baselines_are_missing_made_held_not_met_and_made_anew(
    looks, project, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    missing = looks("false").finished.error
    made = looks("false", UPDATE)
    held = looks("false")
    odd = looks("true")

    assert missing.splitlines()[1] == (
        "1. flows/flow.baselines/page.txt: there is no such baseline yet; "
        "to make it, run it with --update-baselines"
    )
    folder = project.flows / "flow.baselines"
    assert sorted(one.name for one in folder.iterdir()) == MADE
    assert sorted(one.message for one in made.told(Noticed)) == [
        f"the baseline flows/flow.baselines/{name} was made; look at it" for name in MADE
    ]
    assert (folder / "open.txt").read_text() == (
        '- heading "Are you sure?" [level=2]\n'
        "- text: ✕ This cannot be undone.\n"
        '- button "OK"\n'
        '- button "Cancel"\n'
    )
    assert (folder / "less.txt").read_text().splitlines()[0] == "- text: ✕ This cannot be undone."
    assert [made.finished.error, held.finished.error] == ["", ""]
    _, *said = odd.finished.error.split("not as in flows/flow.baselines/")
    assert [one.splitlines()[0] for one in said[:3]] == [
        "open.txt: ",
        "less.txt: ",
        "note-clerk.txt: ",
    ]
    assert '-- button "OK"' in said[0]
    assert said[3].startswith("desk.png: ")
    assert [one.path.name for one in odd.told(FileWritten) if one.kind == "baseline-diff"] == [
        "desk-expected.png",
        "desk-actual.png",
        "desk-diff.png",
    ]
    anew = looks("true", UPDATE)
    assert [one.message.split()[2] for one in anew.told(Noticed)] == [
        f"flows/flow.baselines/{name}"
        for name in ("open.txt", "less.txt", "note-clerk.txt", "desk.png")
    ]


def test_messages_that_go_by_themselves_are_no_part_of_a_baseline(
    shop, project, write_flow, run_flow
):
    write_flow(
        """
        - goto: "passing.html${search}"
        - expect: {snapshot: page}
        - expect: {screenshot: page, tolerance: 0}
        """,
        head="inputs: {search: {type: text}}",
    )
    made = run_flow("flow", shop, project=project, options=UPDATE, search="?saved")
    held = run_flow("flow", shop, project=project, search="?saved")
    gone = run_flow("flow", shop, project=project, search="?")
    assert [made.finished.error, held.finished.error, gone.finished.error] == ["", "", ""]


PORTAL = """
title: What an account sees
portal: partner-center
steps:
  - open: 客户订单 / 订单资源明细
  - expect: {snapshot: menu, of: menu, soft: true}
  - expect: {snapshot: page, soft: true}
  - expect: {snapshot: header, table: 订单资源明细, soft: true}
"""


@pytest.mark.slow
def test_the_structure_of_the_portal_is_the_same_in_each_run_and_another_in_another_release(
    replicas, run_flow, tmp_path
):
    (tmp_path / "flows").mkdir()
    shutil.copy(ROOT / "flows" / "sign-in.yaml", tmp_path / "flows")
    (tmp_path / "flows" / "looks.yaml").write_text(PORTAL, "utf-8")
    project = Project(tmp_path / "flows", ROOT / "selectors", tmp_path / "output")
    made, held, other = (
        run_flow("looks", replicas(**release), project=project, options=options)
        for release, options in (
            ({"seed": 2, "rows": 230}, UPDATE),
            ({"seed": 3, "rows": 15}, None),
            ({"seed": 2, "rows": 230, "generation": 2024}, None),
        )
    )
    assert [made.finished.error, held.finished.error] == ["", ""]
    told = other.finished.error.splitlines()
    changed = [one for one in told if one[0] in "+-" and not one.startswith(("+++", "---"))]
    assert changed[:4] == ["-  - 客户", "+  - 客户业务", "-    - 券管理", "+    - 代金券管理"]
