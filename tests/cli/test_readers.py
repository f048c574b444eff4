"""What hears of a run's events never ends the run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rpa.cli.log import log_to
from rpa.cli.readers import HistoryReader, ReportWriter, UntilClosed
from rpa.events import Event, Noticed, RunFinished, RunStarted
from rpa.runs.history import History
from rpa.secret import MASK, Redactor

FINISHED = RunFinished(status="ok", exit_code=0, error="", duration_s=1.5, files=(), proofs=())


def _started(folder: Path) -> RunStarted:
    return RunStarted(
        run="20261123-083000-aaaa",
        flow="read-orders",
        title="Read the open orders",
        portal="shop",
        site="sandbox",
        account="keeper",
        folder=folder,
        inputs={},
        steps=4,
    )


def test_the_history_gets_begin_and_end_of_a_run(tmp_path):
    told: list[str] = []
    reader = HistoryReader(History(tmp_path / "history.db"), told.append)
    for event in (_started(tmp_path), Noticed(message="on the way"), FINISHED):
        reader(event)
    (record,) = History(tmp_path / "history.db").recent(5)
    assert (record.run, record.status, record.duration_s) == ("20261123-083000-aaaa", "ok", 1.5)
    assert told == []


def test_a_history_that_cannot_be_written_is_told_and_no_more(tmp_path):
    (tmp_path / "history.db").write_text("no database at all, but some text\n" * 100)
    told: list[str] = []
    reader = HistoryReader(History(tmp_path / "history.db"), told.append)
    reader(_started(tmp_path))
    reader(FINISHED)
    (message,) = told
    assert message.startswith(f"{tmp_path / 'history.db'}: the history could not be written")


def test_a_report_that_cannot_be_made_is_told_and_no_more(tmp_path):
    told: list[str] = []
    writer = ReportWriter(tmp_path / "journal.jsonl", tmp_path / "report.html", told.append)
    writer(Noticed(message="on the way"))
    writer(FINISHED)
    (message,) = told
    assert message.startswith("the report could not be written: ")
    assert not (tmp_path / "report.html").exists()


def test_a_screen_that_nobody_reads_is_left_alone(monkeypatch):
    heard: list[Event] = []
    silenced: list[bool] = []
    monkeypatch.setattr("rpa.cli.readers.silence_stdout", lambda: silenced.append(True))

    def screen(event: Event) -> None:
        heard.append(event)
        raise BrokenPipeError

    reader = UntilClosed(screen)
    reader(Noticed(message="first"))
    reader(Noticed(message="second"))
    assert (len(heard), silenced) == (1, [True])


def test_the_log_goes_to_a_private_file_without_secrets_and_not_to_the_screen(tmp_path, capsys):
    from loguru import logger

    redactor, path = Redactor(), tmp_path / "errors.log"
    redactor.learn("open-sesame")
    with log_to(path, redactor):
        logger.info("nothing worth a file")
        assert not path.exists()
        try:
            raise ValueError("typed open-sesame")
        except ValueError:
            logger.exception("unexpected")
    text = path.read_text("utf-8")
    assert f"ValueError: typed {MASK}" in text
    assert "open-sesame" not in text
    assert capsys.readouterr() == ("", "")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("message", ["x" * 5, "名称"])
def test_the_log_takes_any_text(tmp_path, message):
    from loguru import logger

    with log_to(tmp_path / "errors.log", Redactor()):
        logger.error(message)
    assert message in (tmp_path / "errors.log").read_text("utf-8")
