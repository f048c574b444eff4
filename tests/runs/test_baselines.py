"""Baselines beside a flow: where they lie, how they are kept, what is different."""

from __future__ import annotations

from pathlib import Path

import pytest

from rpa.errors import FileWrong
from rpa.runs.baselines import BaselineMissing, Baselines, difference, differs, keep

FLOW = Path("flows/orders.yaml")


def test_a_baseline_lies_beside_its_flow():
    ones = Baselines("clerk")
    assert [ones.file(FLOW, "menu", ".txt", by_account=one) for one in (False, True)] == [
        Path("flows/orders.baselines/menu.txt"),
        Path("flows/orders.baselines/menu-clerk.txt"),
    ]


@pytest.mark.parametrize("name", ["../menu", "a/b", ".menu", ""])
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(FileWrong, match="a plain name is wanted for a baseline; such as menu"):
        Baselines().file(FLOW, name, ".txt", by_account=False)


def test_what_is_kept_is_read_again_and_replaced_whole(tmp_path):
    file = tmp_path / "orders.baselines" / "menu.txt"
    for content in (b"- one\n", b"- two\n"):
        keep(file, content)
        assert Baselines().read(file) == content
    assert list(file.parent.iterdir()) == [file]


def test_a_missing_baseline_says_how_it_is_made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BaselineMissing) as raised:
        Baselines().read(tmp_path / "menu.txt")
    said = "menu.txt: there is no such baseline yet; to make it, run it with --update-baselines"
    assert str(raised.value) == said
    assert Baselines(is_updated=True).read(tmp_path / "menu.txt") is None


def test_a_difference_is_told_as_reviews_show_it():
    told = difference("- a\n- b\n- c\n- d\n", "- a\n- b\n- x\n- d\n")
    lines = ["--- expected", "+++ found", "@@ -1,4 +1,4 @@", " - a", " - b", "-- c", "+- x", " - d"]
    assert told.splitlines() == lines
    assert difference("- a\n", "- a\n") == ""


def test_a_long_difference_is_cut():
    told = difference("", "".join(f"- {one}\n" for one in range(50)))
    assert told.splitlines()[-2:] == ["+- 36", "… and 13 more lines"]


def test_what_differs_says_what_to_do_if_it_is_right():
    assert differs(Path("menu.txt"), "all of it") == (
        "not as in menu.txt: all of it\nif it is right so, run it with --update-baselines"
    )
