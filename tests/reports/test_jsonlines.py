import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

from rpa.events import FileWritten
from rpa.reports.jsonlines import JsonLines
from rpa.tables import Proof


def test_each_event_is_one_line_and_the_last_tells_how_it_ended(run):
    stream = StringIO()
    run.readers.append(JsonLines(stream))

    run.start()
    run.put(FileWritten, path=Path("订单.xlsx"), kind="workbook", rows=57)
    run.finish("unproven", 3, "one is missing", (Proof("订单", "count", "fails", "56 of 57"),))

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["run_started", "file_written", "run_finished"]
    assert lines[-1] == {
        "event": "run_finished",
        "at": "2026-11-23T07:30:00.000+00:00",
        "status": "unproven",
        "exit_code": 3,
        "error": "one is missing",
        "duration_s": 0.0,
        "files": [],
        "proofs": [{"table": "订单", "check": "count", "verdict": "fails", "detail": "56 of 57"}],
    }


def test_a_pipe_that_knows_no_chinese_takes_every_line(run):
    pipe = BytesIO()
    run.readers.append(JsonLines(TextIOWrapper(pipe, encoding="cp1252")))

    run.start(title="订单 \ud800")

    assert json.loads(pipe.getvalue())["title"] == "订单 \ud800"
