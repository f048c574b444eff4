from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from rich.console import Console

from rpa.events import (
    FallbackUsed,
    FileWritten,
    GuardActed,
    ItemFinished,
    Noticed,
    ProofMade,
    StepRetried,
    StepSkipped,
)
from rpa.reports.console import ConsoleReport
from rpa.reports.drawn import is_lively
from rpa.tables import Proof


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(run):
    """Return a function that gives the plain lines written since it was last called."""
    stream = StringIO()
    run.readers.append(ConsoleReport(stream, {}, run.now))

    def lines() -> list[str]:
        text = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return text.splitlines()

    return lines


def test_a_run_reads_from_top_to_bottom(run, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run.start()
    run.begin("steps[0]", "if not signed in", "if")
    run.step("steps[0].then[0]", "click login.submit", seconds=2.4)
    run.end("steps[0]")
    run.put(StepSkipped, path="steps[1]", words="query", why="${customer}")
    run.begin("steps[2]", "read 订单", "read")
    run.wait(1)
    run.page(1, 20, pages=2, total=30)
    run.wait(1)
    run.page(2, 30, pages=2, total=30)
    run.end("steps[2]")
    run.put(ProofMade, proof=Proof("订单", "count", "holds", "30 rows, as the pager says"))
    run.put(ProofMade, proof=Proof("订单", "revealed", "unknown", "no column was revealed"))
    run.put(FileWritten, path=tmp_path / "out" / "订单 (2).xlsx", kind="workbook", rows=30)
    run.finish()

    assert shown() == [
        "查看订单资源明细  order-resources · partner-center · sandbox · distributor",
        "› if not signed in",
        "  ✓ click login.submit  2.4 s",
        "- query  skipped: ${customer}",
        "✓ read 订单  2 pages · 30 rows · 2.0 s",
        "",
        "✓ done  30 rows · 2 pages · 4.4 s",
        "  ✓ 订单: count  30 rows, as the pager says",
        "  ? 订单: revealed  no column was revealed",
        "  out/订单 (2).xlsx",
        "exit code 0: all good",
    ]


def test_a_failure_is_told_once_though_the_steps_around_it_fail_as_well(run, shown):
    run.start()
    run.begin("steps[0]", "if there are orders", "if")
    run.begin("steps[0].then[0]", "click 导出")
    run.wait(30)
    run.fail("steps[0].then[0]", "导出: nothing matched\non page two")
    run.fail("steps[0]", "导出: nothing matched\non page two")
    run.finish("failed", 1, "导出: nothing matched\non page two")

    assert shown()[1:] == [
        "› if there are orders",
        "  ✗ click 导出  30 s",
        "    导出: nothing matched",
        "    on page two",
        "",
        "✗ failed  30 s",
        "exit code 1: a step failed",
    ]


def test_an_error_that_no_step_had_stands_in_the_summary(run, shown):
    run.start()
    run.finish("unavailable", 5, "no browser was found")

    assert shown()[2:] == [
        "✗ unavailable  0.0 s",
        "  no browser was found",
        "exit code 5: portal or browser unavailable, worth another try later",
    ]


def test_what_was_not_proved_is_told_by_the_proofs(run, shown):
    run.start()
    run.put(ProofMade, proof=Proof("订单", "count", "fails", "56 of 57"))
    run.finish("unproven", 3, "订单: 56 of 57")

    assert shown()[2:] == [
        "✗ not proved complete  0.0 s",
        "  ✗ 订单: count  56 of 57",
        "exit code 3: the data could not be proved complete",
    ]


def test_what_is_of_note_is_said_and_the_same_thing_only_once(run, shown):
    run.start()
    run.begin("steps[0]", "open")
    shown()
    for _ in range(2):
        run.put(FallbackUsed, element="导出", used="css=.b", index=1, failed=("role=button",))
        run.put(GuardActed, guard="survey")
    run.put(StepRetried, path="steps[0]", attempt=1, error="busy", wait_s=2.0)
    run.put(Noticed, message="a.xlsx is open elsewhere; saved as a (2).xlsx")

    assert shown() == [
        "! 导出: the selectors' first way no longer matches; found by css=.b",
        "! put aside: survey",
        "↻ attempt 1 failed, again in 2.0 s: busy",
        "! a.xlsx is open elsewhere; saved as a (2).xlsx",
    ]


def test_a_long_table_says_where_it_is_every_two_seconds(run, shown):
    run.start()
    run.begin("steps[0]", "read 订单")
    shown()
    for page in range(1, 9):
        run.wait(0.75)
        run.page(page, 20 * page, pages=8, total=160)

    assert shown() == [
        "› read 订单  page 3 of 8 · 60 of 160 rows · about 4 s left",
        "› read 订单  page 6 of 8 · 120 of 160 rows · about 2 s left",
    ]


def test_a_loop_shows_counts_and_failures_and_no_names_of_customers(run, shown):
    run.start()
    run.begin("steps[0]", "for each row", "for_each")
    shown()
    for item in range(1, 6):
        run.step("steps[0].do[0]", "query", seconds=1)
        run.begin("steps[0].do[1]", "recall")
        error = "no such row" if item == 2 else ""
        if error:
            run.fail("steps[0].do[1]", error)
        else:
            run.end("steps[0].do[1]")
        run.put(ItemFinished, path="steps[0]", item=item, items=5, label="某公司", error=error)
    run.end("steps[0]")

    assert shown() == [
        "  ✗ recall  0.0 s",
        "    no such row",
        "› for each row  4 of 5 · 1 failed · about 1 s left",
        "✓ for each row  5 rounds · 1 failed · 5.0 s",
    ]


def test_what_a_page_says_cannot_steer_the_terminal(run, shown):
    run.start(title="\x1b[2J订单\x07[bold]")
    run.put(Noticed, message="two\nlines\r\x9b31m")

    assert shown() == [
        " [2J订单 [bold]  order-resources · partner-center · sandbox · distributor",
        "! two",
        "  lines  31m",
    ]


def test_a_stream_that_cannot_write_the_marks_gets_others(run):
    pipe = BytesIO()
    stream = TextIOWrapper(pipe, encoding="gbk", write_through=True)
    run.readers.append(ConsoleReport(stream, {}, run.now))

    run.start()
    run.step("steps[0]", "open 订单")

    assert pipe.getvalue().decode("gbk").splitlines()[1:] == ["+ open 订单  1.0 s"]


@pytest.mark.parametrize(
    ("stream", "environ", "lively"),
    [
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"CI": "true"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (StringIO(), {}, False),
    ],
)
def test_only_a_terminal_that_nobody_restricted_is_drawn_on_again(stream, environ, lively):
    assert is_lively(stream, environ) is lively


def test_a_terminal_gets_colours_links_and_its_cursor_back(run):
    terminal = Terminal()
    path = Path("/output/订单.xlsx")
    with ConsoleReport(terminal, {}, run.now) as report:
        run.readers.append(report)
        run.start()
        run.step("steps[0]", "open")
        run.put(FileWritten, path=path, kind="workbook", rows=1)
        run.finish()

    text = terminal.getvalue()
    assert "\x1b[32m✓\x1b[0m open" in text
    assert f"{path.as_uri()}\x1b\\{path}" in text
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")


def test_on_a_terminal_the_innermost_step_stands_below_with_a_bar(run):
    report = ConsoleReport(Terminal(), {}, run.now)
    run.readers.append(report)
    run.start()
    run.begin("steps[0]", "if there are orders", "if")
    run.begin("steps[0].then[0]", "read 订单", "read")
    run.wait(3)
    run.page(3, 60, pages=12, total=234)
    run.wait(1)

    screen = StringIO()
    Console(file=screen, width=100).print(report.current())

    assert [line.rstrip() for line in screen.getvalue().splitlines()] == [
        "⠋ read 订单  4.0 s",
        "  " + "━" * 24 + " page 3 of 12 · 60 of 234 rows · about 8 s left",
    ]


def test_a_person_can_be_asked_while_the_terminal_is_left_alone(run):
    hide, show = "\x1b[?25l", "\x1b[?25h"
    terminal = Terminal()
    with ConsoleReport(terminal, {}, run.now) as report:
        run.readers.append(report)
        run.start()
        with report.paused():
            asked = terminal.getvalue()
        again = terminal.getvalue()

    assert asked.rindex(show) > asked.rindex(hide)
    assert again.rindex(hide) > again.rindex(show)
