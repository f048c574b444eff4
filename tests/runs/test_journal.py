import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rpa.errors import FileWrong, Unavailable
from rpa.events import Noticed, RunFinished, StepFailedEvent
from rpa.runs.journal import Journal, read_journal
from rpa.secret import MASK, Redactor
from rpa.tables import Proof

AT = datetime(2026, 11, 23, 7, 30, 0, 250_000, tzinfo=UTC)


def noticed(message: str) -> dict[str, str]:
    return {"event": "noticed", "at": "2026-11-23T07:30:00.250+00:00", "message": message}


def write(path: Path, *messages: str, redactor: Redactor | None = None) -> None:
    with Journal(path, redactor or Redactor()) as journal:
        for message in messages:
            journal(Noticed(at=AT, message=message))


def test_an_event_is_one_line_of_json_that_a_person_can_read(tmp_path):
    path = tmp_path / "journal.jsonl"
    proof = Proof("订单资源明细", "count", "holds", "57 = 57")

    with Journal(path, Redactor()) as journal:
        journal(
            RunFinished(
                at=AT,
                status="ok",
                exit_code=0,
                error="",
                duration_s=65.0,
                files=(Path("订单.xlsx"),),
                proofs=(proof,),
            )
        )

    assert path.read_text("utf-8") == (
        '{"event": "run_finished", "at": "2026-11-23T07:30:00.250+00:00", "status": "ok",'
        ' "exit_code": 0, "error": "", "duration_s": 65.0, "files": ["订单.xlsx"], "proofs":'
        ' [{"table": "订单资源明细", "check": "count", "verdict": "holds", "detail": "57 = 57"}]}\n'
    )


def test_a_line_is_on_disk_before_the_next_thing_happens(tmp_path):
    path = tmp_path / "journal.jsonl"

    with Journal(path, Redactor()) as journal:
        journal(Noticed(at=AT, message="one"))
        assert read_journal(path) == [noticed("one")]


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_journal_is_for_its_owner_only(tmp_path):
    write(tmp_path / "journal.jsonl", "one")

    assert stat.S_IMODE((tmp_path / "journal.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("secret", ["Sandbox@2026", 'quo"ted\\', "密码是四个"])
def test_a_secret_is_masked_wherever_it_stands(tmp_path, secret):
    path = tmp_path / "journal.jsonl"
    redactor = Redactor()
    redactor.learn(secret)

    with Journal(path, redactor) as journal:
        journal(StepFailedEvent(path="steps[0]", error=f"typed {secret} in", title=secret))

    assert json.dumps(secret, ensure_ascii=False).strip('"') not in path.read_text("utf-8")
    (event,) = read_journal(path)
    assert (event["error"], event["title"]) == (f"typed {MASK} in", MASK)


def test_texts_with_odd_characters_come_back(tmp_path):
    path = tmp_path / "journal.jsonl"

    write(path, "a\u2028b\x85c\r\nd", "half a pair \ud800")

    assert read_journal(path) == [noticed("a\u2028b\x85c\r\nd"), noticed("half a pair \ud800")]


def test_a_last_line_that_a_crash_tore_is_left_out(tmp_path):
    path = tmp_path / "journal.jsonl"
    write(path, "one", "两")
    whole = path.read_bytes()

    for cut in range(1, len(whole) // 2):
        path.write_bytes(whole[:-cut])
        assert read_journal(path) in ([noticed("one")], [noticed("one"), noticed("两")])


def test_a_journal_opened_again_goes_on_after_a_torn_line(tmp_path):
    path = tmp_path / "journal.jsonl"
    write(path, "one", "two")
    path.write_bytes(path.read_bytes()[:-5])

    write(path, "three")
    write(path, "four")

    assert read_journal(path) == [noticed("one"), noticed("three"), noticed("four")]


def test_a_journal_that_is_not_there_is_said(tmp_path):
    path = tmp_path / "journal.jsonl"

    with pytest.raises(FileWrong) as caught:
        read_journal(path)
    assert str(caught.value) == f"{path}: the journal cannot be read: no such file or directory"
    with pytest.raises(FileWrong) as caught:
        Journal(tmp_path, Redactor())
    assert str(caught.value) == f"{tmp_path}: the journal cannot be opened: is a directory"


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_full_disk_is_said_and_what_was_written_before_can_be_read(tmp_path):
    import resource

    path = tmp_path / "journal.jsonl"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(path, Redactor()) as journal:
        journal(Noticed(at=AT, message="one"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            with pytest.raises(Unavailable) as caught:
                journal(Noticed(at=AT, message="two"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert str(caught.value) == (f"{path}: the journal cannot be written: no space left on device")
    assert read_journal(path) == [noticed("one")]
