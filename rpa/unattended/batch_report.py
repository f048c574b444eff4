"""The report of a batch as one HTML file that needs nothing else: no scripts, no network."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from rpa.engine.run import STATUS
from rpa.reports.html_report import environment
from rpa.reports.words import EXIT_WORDS, STATUS_WORDS
from rpa.sinks.atomic import put_in_place
from rpa.unattended.outcome import Outcome
from rpa.unattended.summary import Summary, inputs_in_words, proofs_held

_TEMPLATE = "batch.html.j2"
_REPORT = "report.html"


def write_batch_report(summary: Summary) -> Path:
    """Write the report of a batch and return where it stands."""
    html = render_batch_report(summary).encode("utf-8")

    def write(file: BinaryIO) -> None:
        file.write(html)

    return put_in_place(summary.folder / _REPORT, write)


def render_batch_report(summary: Summary) -> str:
    """Return the report; its links are relative to the batch's folder, where it belongs."""
    outcomes = summary.outcomes
    counts = Counter(STATUS_WORDS[outcome.status] for outcome in outcomes)
    made = environment(Path(__file__).parent)
    made.filters |= {"inputs": inputs_in_words, "held": proofs_held}
    return made.get_template(_TEMPLATE).render(
        summary=summary,
        status=STATUS[summary.exit_code],
        exit_words=EXIT_WORDS[summary.exit_code],
        counts=" · ".join(f"{count} {words}" for words, count in counts.items()),
        rows=sum(outcome.rows for outcome in outcomes),
        bad=[outcome for outcome in outcomes if outcome.exit_code],
        status_words=STATUS_WORDS,
        report=lambda outcome: _report_of(outcome, summary.folder),
        link=lambda path: _link(path, summary.folder),
    )


def _report_of(outcome: Outcome, folder: Path) -> str:
    """Return the link to a run's own report, or nothing where it left none."""
    report = next((file for file in outcome.files if file.name == _REPORT), None)
    return _link(report, folder) if report else ""


def _link(path: Path, folder: Path) -> str:
    return quote(Path(os.path.relpath(path, folder)).as_posix())
