"""`rpa batch`: many runs, side by side."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.numbers_given import not_negative, positive
from rpa.cli.readers import UntilClosed
from rpa.cli.shared_options import AsJson, Confirm, Output, PlanOnly
from rpa.cli.verb import Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpa.events import Emit
    from rpa.unattended.batch import Manner
    from rpa.unattended.checking import Job


def batch(
    jobs: Annotated[Path, typer.Argument(metavar="JOBS", help="The file that lists the jobs.")],
    parallel: Annotated[
        int,
        typer.Option(
            metavar="N", parser=positive, help="How many run at once, if not one for each core."
        ),
    ] = os.cpu_count() or 1,
    site: Annotated[
        str,
        typer.Option(metavar="SITE", envvar="RPA_SITE", help="For jobs that name none."),
    ] = "sandbox",
    account: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="RPA_ACCOUNT", help="For jobs that name none."),
    ] = None,
    output: Output = None,
    plan_only: PlanOnly = False,
    confirm: Confirm = False,
    retries: Annotated[
        int,
        typer.Option(
            "--retry-unavailable",
            metavar="N",
            parser=not_negative,
            help="How often a job may start anew that found portal or browser unavailable.",
        ),
    ] = 0,
    as_json: AsJson = False,
) -> int:
    """Run the jobs of a file, several at once, each in a process and a browser of its own.

    All jobs are checked before the first one starts. Jobs of the same account take turns, since a
    second sign-in would end the session of the first. For "sandbox" one made-up portal serves all.

    \b
    A jobs file:
      defaults: {site: cn, inputs: {expires: last_month}}
      jobs:
        - {flow: order-resources, accounts: [north, south]}
        - {flow: revenue-summary, name: Revenue, account: north, inputs: {expires: null}}

    A workbook with a row for each job and a report are in output/batch/. The exit code is that of
    the worst job: 130, then 2, 1, 4, 3, 5 and 0. Secret inputs come from the environment only
    (RPA_INPUT_<NAME>).
    """
    from datetime import date

    from rpa.engine.project import find_project
    from rpa.engine.replica import embedded_replica
    from rpa.unattended.batch import Manner
    from rpa.unattended.checking import Terms, check_jobs
    from rpa.unattended.jobs import read_jobs

    project = find_project(output=output)
    terms = Terms(site, account, today=date.today(), may_write=plan_only or confirm)
    checked = check_jobs(project, read_jobs(jobs), terms)
    with ExitStack() as stack:
        replica = None
        if any(job.is_embedded for job in checked):
            replica = stack.enter_context(embedded_replica(today=terms.today))
        manner = Manner(
            output=project.output,
            parallel=parallel,
            retries=retries,
            only_plans=plan_only,
            is_confirmed=confirm,
            replica=replica,
        )
        return _carried_out(jobs, checked, manner, _screen(stack, as_json=as_json))


def _carried_out(file: Path, jobs: Sequence[Job], manner: Manner, emit: Emit) -> int:
    """Run the jobs, write what a batch leaves, and return the exit code of the worst."""
    from datetime import datetime

    from rpa.engine.run import STATUS
    from rpa.runs.folder import create_run_folder
    from rpa.unattended.batch import Batch
    from rpa.unattended.batch_report import write_batch_report
    from rpa.unattended.summary import Summary, write_summary
    from rpa.unattended.told import BatchFinished, BatchStarted

    started = datetime.now().astimezone()
    folder = create_run_folder(manner.output, "batch", started)
    emit(
        BatchStarted(
            batch=folder.run_id, folder=folder.path, jobs=len(jobs), parallel=manner.parallel
        )
    )
    summary = Summary(
        file=file,
        batch=folder.run_id,
        folder=folder.path,
        started=started,
        outcomes=Batch(jobs, manner, emit).run(),
        ended=datetime.now().astimezone(),
    )
    emit(
        BatchFinished(
            status=STATUS[summary.exit_code],
            exit_code=summary.exit_code,
            duration_s=summary.duration_s,
            counts=dict(Counter(outcome.status for outcome in summary.outcomes)),
            files=(write_summary(summary), write_batch_report(summary)),
        )
    )
    return summary.exit_code


def _screen(stack: ExitStack, *, as_json: bool) -> Emit:
    """Return what shows the batch: a person's screen, or lines for a program."""
    if as_json:
        from rpa.reports.jsonlines import JsonLines

        return UntilClosed(JsonLines(sys.stdout))
    from rpa.unattended.screen import BatchScreen

    return UntilClosed(stack.enter_context(BatchScreen(sys.stdout)))


VERB = Verb(
    "batch",
    "Run the jobs of a file, several at once.",
    batch,
    ("rpa batch jobs.yaml", "rpa batch month-end.yaml --parallel 4 --retry-unavailable 2"),
)
