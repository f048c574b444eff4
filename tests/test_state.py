"""The folder of what stays between runs, and files in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import platformdirs
import pytest

from rpa.errors import FileWrong, Unavailable
from rpa.state import replace_file, state_folder


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("RPA_HOME", str(tmp_path / "some" / "home"))
    return tmp_path / "some" / "home"


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_the_folder_is_made_for_its_owner_only(home):
    assert (state_folder(), state_folder("leases")) == (home, home / "leases")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (home, home / "leases")] == [0o700] * 2


def test_a_folder_that_is_there_already_stays_as_it_is(home):
    home.mkdir(parents=True, mode=0o750)
    (home / "ledger.db").write_bytes(b"kept")
    mode = home.stat().st_mode

    assert state_folder() == home
    assert ((home / "ledger.db").read_bytes(), home.stat().st_mode) == (b"kept", mode)


def test_without_a_setting_it_is_where_the_system_keeps_data(monkeypatch, tmp_path):
    monkeypatch.delenv("RPA_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, **_: tmp_path / name)

    assert state_folder() == tmp_path / "partner-rpa"


def test_the_home_may_be_given_with_a_tilde(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("RPA_HOME", "~/mine")

    assert state_folder() == tmp_path / "mine"


@pytest.mark.parametrize("inside", [(), ("leases",)])
def test_a_file_in_the_folders_place_is_said(home, inside):
    home.parent.mkdir()
    home.write_text("", "utf-8")

    with pytest.raises(FileWrong) as caught:
        state_folder(*inside)
    assert str(caught.value) == (
        f"{home}: is a file where a folder must be; "
        "name another folder in the environment variable RPA_HOME"
    )


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_file_is_replaced_whole_and_for_its_owner_only(tmp_path):
    file = tmp_path / "accounts.json"
    file.write_bytes(b"old")
    file.chmod(0o644)

    replace_file(file, b"new")

    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    taken = tmp_path / "accounts.json"
    (taken / "inside").mkdir(parents=True)

    with pytest.raises(Unavailable) as caught:
        replace_file(taken, b"new")
    assert str(caught.value) == f"{taken}: could not be written: is a directory"
    assert list(tmp_path.iterdir()) == [taken]
