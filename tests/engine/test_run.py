"""A run ends in time, with the exit code that says what should happen next, and tidily."""

from __future__ import annotations

import resource
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import psutil
import pytest
from openpyxl import load_workbook

from rpa.cli.carry_out import Manner, carry_out
from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.run import execute
from rpa.events import (
    Event,
    FileWritten,
    ItemFinished,
    PageRead,
    RunFinished,
    RunStarted,
    StepFailedEvent,
    StepFinished,
    StepRetried,
    StepStarted,
)
from rpa.runs.folder import create_run_folder
from rpa.runs.history import History
from rpa.runs.journal import Journal, read_journal
from rpa.secret import Redactor

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
GOODS = "inputs: {goods: {type: rows, columns: [id]}}"


@pytest.fixture
def goods(tmp_path: Path) -> str:
    file = tmp_path / "goods.csv"
    file.write_text("id\n" + "".join(f"{number:08}\n" for number in range(5000)))
    return str(file)


@pytest.fixture
def browsers() -> Callable[[], list[psutil.Process]]:
    """Give what lists the browsers that the test has started and that still run."""
    before = set(_browsers())
    return lambda: [one for one in _browsers() if one not in before]


def _browsers() -> Iterator[psutil.Process]:
    for one in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            is_browser = "chrom" in one.name() and "--type=" not in " ".join(one.cmdline())
            if is_browser and one.status() != psutil.STATUS_ZOMBIE:
                yield one


def _ending(finished: RunFinished) -> tuple[int, str, str]:
    return finished.exit_code, finished.status, finished.error


def test_a_good_run_leaves_what_only_its_owner_may_read(project, write_flow, depot, goods):
    write_flow(
        """
        - goto: start
        - csv: {rows: "${goods}", file: goods}
        - excel: {rows: "${goods}", sheet: Goods}
        - capture: home
        """,
        head=GOODS,
    )
    plan = make_plan(
        project,
        "flow",
        {"goods": goods},
        site=depot.address,
        account=None,
        today=date(2026, 11, 23),
    )
    finished = carry_out(plan, Manner())
    assert _ending(finished) == (0, "ok", "")
    (folder,) = (project.output / "flow").iterdir()
    assert {path.name for path in finished.files} == {
        "flow.xlsx",
        "goods.csv",
        "home.png",
        "report.html",
    }
    modes = {stat.S_IMODE(one.stat().st_mode) for one in project.output.rglob("*") if one.is_file()}
    assert modes == {0o600}
    folders = [project.output, project.output / "flow", folder]
    assert {stat.S_IMODE(one.stat().st_mode) for one in folders} == {0o700}
    journal = read_journal(folder / "journal.jsonl")
    assert (journal[0]["event"], journal[-1]["event"]) == ("run_started", "run_finished")
    (record,) = History(project.output / "history.db").recent(2)
    assert (record.run, record.status, record.exit_code) == (folder.name, "ok", 0)


def test_a_failed_step_ends_the_run_and_the_workbook_made_before_says_so(run, goods):
    finished, told = run(
        """
        - excel: {rows: "${goods}", sheet: Goods}
        - expect: "${goods | length == 1}"
        - excel: {rows: "${goods}", sheet: Never}
        """,
        head=GOODS,
        goods=goods,
    )
    assert _ending(finished) == (1, "failed", "${goods | length == 1} does not hold")
    assert told[-1] == finished
    assert isinstance(told[0], RunStarted)
    written = {one.kind: one.path for one in told if isinstance(one, FileWritten)}
    assert written.keys() == {"workbook", "trace"}
    book = load_workbook(written["workbook"])
    assert book.sheetnames == ["Goods", "关于"]
    about = [[cell.value for cell in row if cell.value] for row in book["关于"].iter_rows()]
    assert ["运行结果", "失败"] in about
    (failure,) = [one for one in told if isinstance(one, StepFailedEvent)]
    assert failure.screenshot is not None
    assert failure.screenshot.is_file()


def test_a_flow_that_hangs_is_ended_at_its_own_limit(run, browsers):
    began = monotonic()
    finished, told = run("- goto: hang\n- click: nowhere", head="timeout_s: 4")
    assert _ending(finished) == (5, "unavailable", "the run was not done within 4 s")
    assert monotonic() - began < 30
    assert told[-1] == finished
    assert browsers() == []


@pytest.mark.slow
def test_a_failure_on_a_page_that_hangs_is_told_all_the_same(run):
    began = monotonic()
    finished, told = run("- goto: hang\n- fail: no use")
    assert _ending(finished) == (1, "failed", "no use")
    assert monotonic() - began < 60
    assert told[-1] == finished


def test_a_portal_that_does_not_answer_is_worth_another_try_later(run, depot):
    finished, told = run("- goto: silent\n  timeout_s: 1")
    host = depot.address.split("/")[2]
    said = f"go to silent: {host} cannot be reached: the page was not loaded"
    assert finished.exit_code == 5
    assert finished.error.startswith(said)
    assert [one.attempt for one in told if isinstance(one, StepRetried)] == [1, 2]


def test_a_browser_that_dies_ends_the_run_even_where_failures_are_provided_for(run, browsers):
    rounds: list[Event] = []

    def kill_in_round_two(event: Event) -> None:
        if isinstance(event, ItemFinished):
            rounds.append(event)
            for browser in browsers():
                browser.kill()

    finished, told = run(
        """
        - for_each: {number: [1, 2, 3, 4]}
          on_error: continue
          failures: failed
          do:
            - attempt: [{goto: start}, {wait: {for: home}}]
              rescue: [{goto: start}]
        """,
        readers=[kill_in_round_two],
    )
    assert _ending(finished)[:2] == (5, "unavailable")
    assert finished.error.endswith("the page or the browser is gone")
    assert len(rounds) == 1
    assert told[-1] == finished


def test_wrong_credentials_are_tried_once_and_answered_in_the_portals_words(
    replicas, run_flow, tmp_path
):
    selectors = tmp_path / "selectors"
    shutil.copytree(ROOT / "selectors", selectors)
    portal = selectors / "partner-center" / "portal.yaml"
    portal.write_text(portal.read_text("utf-8").replace("Sandbox@2026", "Not-this-1"), "utf-8")
    project = Project(ROOT / "flows", selectors, tmp_path / "output")
    outcome = run_flow("order-resources", replicas(seed=2, rows=230), project=project)
    assert outcome.finished.exit_code == 4
    assert outcome.finished.status == "person_needed"
    assert outcome.finished.error.startswith("登录未成功：")
    words = [one.words for one in outcome.told(StepStarted)]
    assert words.count("click 登录") == 1
    assert outcome.told(StepRetried) == []
    assert "Not-this-1" not in repr(outcome.events)


def _limit_files(size: int) -> None:
    """Let no file of this process grow beyond `size` bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@pytest.fixture
def full_disk() -> Iterator[Callable[[int], None]]:
    """Fill the disk, and make room again after the test."""
    yield _limit_files
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_a_disk_that_is_full_when_the_workbook_is_saved_leaves_nothing_half_written(
    run, goods, full_disk
):
    def fill_up(event: Event) -> None:
        if isinstance(event, StepFinished) and event.path == "steps[1]":
            full_disk(20_000)

    finished, told = run(
        """
        - csv: {rows: "${goods}", file: goods}
        - excel: {rows: "${goods}", sheet: Goods}
        - csv: {rows: "${goods[:1]}", file: one}
        """,
        head=GOODS,
        goods=goods,
        readers=[fill_up],
    )
    (folder,) = {one.folder for one in told if isinstance(one, RunStarted)}
    assert _ending(finished) == (
        5,
        "unavailable",
        f"{folder / 'flow.xlsx'}: no room to write it: file too large",
    )
    assert told[-1] == finished
    assert sorted(one.name for one in folder.iterdir()) == ["goods.csv", "one.csv"]


def test_a_journal_that_finds_no_room_ends_the_run_and_the_others_hear_of_it(
    run, full_disk, tmp_path
):
    path = tmp_path / "journal.jsonl"

    def fill_up(event: Event) -> None:
        if isinstance(event, StepStarted) and event.path == "steps[0]":
            full_disk(path.stat().st_size + 10)

    with Journal(path, Redactor()) as journal:
        finished, told = run("- goto: start\n- wait: {for: home}", readers=[journal, fill_up])
    assert _ending(finished) == (
        5,
        "unavailable",
        f"{path}: the journal cannot be written: no space left on device",
    )
    assert told[-1] == finished
    assert [one.path for one in told if isinstance(one, StepFinished)][-1:] != ["steps[1]"]
    assert read_journal(path)[-1]["event"] == "step_started"


def test_ctrl_c_while_the_workbook_is_saved_ends_the_run_as_interrupted(run, goods):
    def interrupt(event: Event) -> None:
        if isinstance(event, FileWritten):
            raise KeyboardInterrupt

    finished, told = run(
        '- excel: {rows: "${goods}", sheet: Goods}', head=GOODS, goods=goods, readers=[interrupt]
    )
    assert _ending(finished) == (130, "interrupted", "stopped by Ctrl-C")
    assert told[-1] == finished


def _server_of(replica: Any) -> psutil.Process:
    port = int(replica.address.rstrip("/").rpartition(":")[2])
    return next(
        one
        for one in psutil.Process().children(recursive=True)
        if any(
            each.laddr.port == port and each.status == "LISTEN" for each in one.net_connections()
        )
    )


@pytest.mark.parametrize(
    ("how", "limit_s", "said"),
    [
        pytest.param(
            "kill",
            300,
            "订单资源明细: the page says the table could not be loaded: ",
            marks=pytest.mark.slow,
        ),
        pytest.param("suspend", 10, "the run was not done within 10 s", marks=pytest.mark.slow),
    ],
)
def test_a_replica_that_goes_away_while_it_is_read_is_worth_another_try_later(
    fresh_replica, project, how, limit_s, said
):
    shutil.rmtree(project.selectors)
    shutil.copytree(ROOT / "selectors", project.selectors)
    shutil.copy(ROOT / "flows" / "sign-in.yaml", project.flows)
    flow = (ROOT / "flows" / "order-resources.yaml").read_text("utf-8")
    (project.flows / "flow.yaml").write_text(f"timeout_s: {limit_s}\n{flow}", "utf-8")
    replica = fresh_replica(rows=330)
    server = _server_of(replica)

    def end_server(event: Event) -> None:
        if isinstance(event, PageRead):
            getattr(server, how)()

    plan = make_plan(project, "flow", {}, site=replica.address, account=None, today=TODAY)
    folder = create_run_folder(project.output, "flow", datetime.now())
    try:
        finished = execute(plan, plan.site, folder, readers=[end_server])
    finally:
        if how == "suspend":
            server.resume()
    assert (finished.exit_code, finished.status) == (5, "unavailable")
    assert finished.error.startswith(said)
    assert not list(folder.path.glob("*.xlsx"))
