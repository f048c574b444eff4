"""Taking up a run that broke off: its folder, its day, and what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rpa.cli.history import has_history, open_history
from rpa.engine.project import Project
from rpa.errors import FileWrong, InputWrong
from rpa.mark import shown_path
from rpa.runs.journal import read_journal


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A run that broke off; `given` are its inputs, without secret ones, which are given anew.

    `last_month` and the like mean what they meant on its `day`.
    """

    folder: Path
    given: Mapping[str, str]
    site: str
    account: str
    day: date


def taken_up(project: Project, run: str, flow: str) -> TakenUp:
    """Return the run of a flow that is to be taken up; raise `InputWrong` if there is none."""
    if not has_history(project.output):
        raise InputWrong(f"--resume {run}: there are no runs in {shown_path(project.output)} yet")
    record = open_history(project.output).find(run)
    slug = project.flow_file(flow).stem
    if record.flow != slug:
        raise InputWrong(f"--resume {run}: that was a run of {record.flow}, not of {slug}")
    journal = record.folder / "journal.jsonl"
    if not journal.is_file():
        raise FileWrong(shown_path(record.folder), "the journal of this run is gone")
    events = read_journal(journal)
    if not events:
        raise FileWrong(shown_path(journal), "the run broke off before it began", "run it anew")
    start = events[0]
    day = datetime.fromisoformat(start["at"]).astimezone().date()
    site = start.get("address") or start["site"]
    return TakenUp(record.folder, start.get("given", {}), site, start["account"], day)
