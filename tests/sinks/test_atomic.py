import errno
import os
import stat
from pathlib import Path

import pytest

from rpa.errors import FileWrong, Unavailable
from rpa.sinks.atomic import put_in_place


def writer(content: bytes):
    return lambda file: file.write(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "rows.csv"

    assert put_in_place(path, writer(b"a,b")) == path
    assert (path.read_bytes(), names(tmp_path)) == (b"a,b", ["rows.csv"])
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"old")

    def fail(file):
        file.write(b"half")
        raise KeyError("a bug in the rows")

    with pytest.raises(KeyError):
        put_in_place(path, fail)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["rows.csv"])


@pytest.mark.parametrize("mark", ["~$订单.xlsx", ".~lock.订单.xlsx#"])
def test_a_file_open_in_an_office_program_stays_and_the_new_one_stands_beside_it(tmp_path, mark):
    path = tmp_path / "订单.xlsx"
    path.write_bytes(b"old")
    (tmp_path / mark).touch()

    assert put_in_place(path, writer(b"new")) == tmp_path / "订单 (2).xlsx"
    assert path.read_bytes() == b"old"
    assert (tmp_path / "订单 (2).xlsx").read_bytes() == b"new"


def test_when_the_second_name_is_open_as_well_the_third_is_taken(tmp_path):
    for mark in ("~$a.xlsx", "~$a (2).xlsx"):
        (tmp_path / mark).touch()

    assert put_in_place(tmp_path / "a.xlsx", writer(b"new")) == tmp_path / "a (3).xlsx"


def test_a_missing_folder_is_the_users_to_correct(tmp_path):
    path = tmp_path / "no" / "a.xlsx"

    with pytest.raises(FileWrong) as caught:
        put_in_place(path, writer(b""))
    assert str(caught.value) == (
        f"{path}: cannot be written there: no such file or directory; choose another folder"
    )


def test_a_folder_in_the_files_place_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    path.mkdir()

    with pytest.raises(FileWrong) as caught:
        put_in_place(path, writer(b""))
    assert str(caught.value) == (
        f"{path}: cannot be written there: is a directory; choose another folder"
    )
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("number", "family", "said"),
    [
        (errno.ENOSPC, Unavailable, "no room to write it: no space left on device"),
        (errno.EDQUOT, Unavailable, "no room to write it: disk quota exceeded"),
        (
            errno.EROFS,
            FileWrong,
            "may not be written: read-only file system; choose another folder",
        ),
        (errno.EACCES, FileWrong, "may not be written: permission denied; choose another folder"),
        (errno.EIO, Unavailable, "could not be written: input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_by_what_to_do_about_it(tmp_path, number, family, said):
    path = tmp_path / "a.xlsx"

    def refuse(file):
        file.write(b"half")
        raise OSError(number, os.strerror(number))

    with pytest.raises(family) as caught:
        put_in_place(path, refuse)
    assert (str(caught.value), names(tmp_path)) == (f"{path}: {said}", [])
