"""From a plan to a finished run: its replica if it needs one, its folder, and who is told."""

from __future__ import annotations

import sys
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rpa.browser.kept_session import KeptSessions, session_key
from rpa.cli.history import open_history, tables_before
from rpa.cli.log import log_to
from rpa.cli.person import AtTerminal, at_terminal
from rpa.cli.readers import HistoryReader, ReportWriter, UntilClosed
from rpa.engine.plan import REPLICA, Plan, replica_site
from rpa.engine.reach import check_reachable, instance_of
from rpa.engine.replica import embedded_replica
from rpa.engine.run import execute
from rpa.engine.stage import Options
from rpa.events import Emit, Noticed, RunFinished
from rpa.runs.folder import create_run_folder
from rpa.runs.journal import Journal
from rpa.secret import Redactor

JOURNAL = "journal.jsonl"
REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run is carried out and shown; `replica` are options of the embedded one."""

    headed: bool = False
    slow_mo_ms: float = 0
    full_trace: bool = False
    as_json: bool = False
    only_plans: bool = False
    is_confirmed: bool = False
    resumed: Path | None = None
    replica: tuple[str, ...] = ()
    update_baselines: bool = False


def carry_out(plan: Plan, manner: Manner) -> RunFinished:
    """Run a plan, keep its journal, history and report, and tell a person or a program of it."""
    redactor = Redactor()
    if plan.site and plan.site.name == REPLICA:
        check_reachable(plan.site.start)
    with ExitStack() as stack:
        site = plan.site or replica_site(
            stack.enter_context(embedded_replica(manner.replica, today=plan.today))
        )
        if site.name == REPLICA:
            site = replica_site(site.start, instance_of(site.start))
        folder = create_run_folder(plan.project.output, plan.flow.slug, datetime.now())
        journal, report = folder.path / JOURNAL, folder.path / REPORT
        stack.enter_context(log_to(folder.path / "errors.log", redactor))
        shown, person = _screen(manner, stack)
        screen = UntilClosed(shown)

        def tell(message: str) -> None:
            screen(Noticed(message=message))

        return execute(
            plan,
            site,
            folder,
            redactor=redactor,
            options=Options(
                headed=manner.headed,
                slow_mo_ms=manner.slow_mo_ms,
                full_trace=manner.full_trace,
                only_plans=manner.only_plans,
                is_confirmed=manner.is_confirmed,
                person=person,
                resumed=manner.resumed,
                reports=(report,),
                update_baselines=manner.update_baselines,
            ),
            # The embedded replica ends with the run, and its sessions with it.
            sessions=KeptSessions(key=session_key()) if plan.site else None,
            past=lambda: tables_before(plan.project.output, plan, site.name),
            readers=(
                stack.enter_context(Journal(journal, redactor)),
                HistoryReader(open_history(plan.project.output), tell),
                ReportWriter(journal, report, tell),
                screen,
            ),
        )


def _screen(manner: Manner, stack: ExitStack) -> tuple[Emit, AtTerminal | None]:
    """Return what shows the run, and who can be asked meanwhile, if anybody can."""
    if manner.as_json:
        from rpa.reports.jsonlines import JsonLines

        return JsonLines(sys.stdout), AtTerminal(nullcontext) if at_terminal() else None
    from rpa.reports.console import ConsoleReport

    console = stack.enter_context(ConsoleReport(sys.stdout))
    return console, AtTerminal(console.paused) if at_terminal() else None
