import errno
import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from rpa.errors import FileWrong
from rpa.runs.folder import RunFolder, create_run_folder

NOW = datetime(2026, 11, 23, 15, 30)


def test_a_run_gets_a_folder_that_sorts_by_time_with_those_above_it_made(tmp_path):
    folder = create_run_folder(tmp_path / "deep" / "output", "order-resources", NOW)

    assert re.fullmatch(r"20261123-153000-[0-9a-f]{4}", folder.run_id)
    expected = tmp_path / "deep" / "output" / "order-resources" / folder.run_id
    assert folder == RunFolder("order-resources", folder.run_id, expected)
    assert expected.is_dir()
    assert not (expected / "downloads").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of folders")
def test_only_the_owner_may_look_into_it(tmp_path):
    folder = create_run_folder(tmp_path / "output", "sign-in", NOW)

    made = [tmp_path / "output", folder.path.parent, folder.path, folder.downloads()]
    assert [stat.S_IMODE(one.stat().st_mode) for one in made] == [0o700] * 4


def test_the_folder_for_downloads_is_made_when_asked_for(tmp_path):
    folder = create_run_folder(tmp_path, "sign-in", NOW)

    assert folder.downloads() == folder.downloads() == folder.path / "downloads"
    assert (folder.path / "downloads").is_dir()


def test_runs_of_the_same_second_have_folders_of_their_own(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: create_run_folder(tmp_path, "sign-in", NOW), range(400)))

    assert len({folder.path for folder in made}) == 400
    assert sorted((tmp_path / "sign-in").iterdir()) == sorted(folder.path for folder in made)


@pytest.mark.parametrize("output", ["output", "output/deeper/still"])
def test_an_output_that_is_a_file_is_named(tmp_path, output):
    (tmp_path / "output").touch()

    with pytest.raises(FileWrong) as caught:
        create_run_folder(tmp_path / output, "sign-in", NOW)
    assert str(caught.value) == (
        f"{tmp_path / 'output'}: is a file where a folder must be; choose another folder"
    )


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody may write to")
def test_an_output_where_nothing_may_be_made_is_named():
    with pytest.raises(FileWrong) as caught:
        create_run_folder(Path("/proc/self/output"), "sign-in", NOW)
    reason = os.strerror(errno.ENOENT).lower()
    assert str(caught.value) == (
        f"/proc/self/output: this folder cannot be made: {reason}; choose another folder"
    )
