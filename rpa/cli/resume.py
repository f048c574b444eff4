"""Taking up a run that broke off: its folder, and the inputs it was given."""

from __future__ import annotations

from pathlib import Path

from rpa.cli.history import has_history, open_history
from rpa.engine.project import Project
from rpa.errors import FileWrong, InputWrong
from rpa.mark import shown_path
from rpa.runs.journal import read_journal


def taken_up(project: Project, run: str, flow: str) -> tuple[Path, dict[str, str]]:
    """Return the folder of a run and the inputs it was given; secret ones are given anew."""
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
    return record.folder, dict(events[0].get("given", {})) if events else {}
