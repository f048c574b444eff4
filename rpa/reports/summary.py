"""How a run ended, in a few lines: status, rows, proofs, files, exit code."""

from __future__ import annotations

from collections import Counter

from rpa.reports.paper import Look, Paper
from rpa.reports.story import EVIDENCE, Story
from rpa.reports.words import CHANGE_WORDS, EXIT_WORDS, STATUS_WORDS, counted, duration
from rpa.tables import Proof, Verdict

_LOOKS: dict[Verdict, Look] = {"holds": "done", "fails": "failed", "unknown": "unknown"}


def write_summary(paper: Paper, story: Story, *, is_error_said: bool) -> None:
    """Write how the run of `story` ended; its error is left out where it stands above already."""
    paper.line("muted", "")
    look: Look = "done" if story.status == "ok" else "failed"
    counts = [counted(story.rows, "row"), counted(story.pages, "page")] if story.pages else []
    note = " · ".join([*counts, duration(story.duration_s)])
    paper.line(look, STATUS_WORDS.get(story.status, story.status), note)
    is_told_by_proofs = story.status == "unproven" and story.proofs
    if story.error and not is_error_said and not is_told_by_proofs:
        paper.error(story.error)
    if story.changes:
        came_to = Counter(CHANGE_WORDS.get(one.result, one.result) for one in story.changes)
        told = " · ".join(f"{number} {words}" for words, number in came_to.items())
        paper.line(look, f"changes: {told}", depth=1)
    for proof in story.proofs:
        paper.line(_LOOKS[proof.verdict], _claim(proof), proof.detail, depth=1)
    for file in story.files:
        if file.kind != EVIDENCE:
            paper.path(file.path)
    paper.line("muted", f"exit code {story.exit_code}: {EXIT_WORDS.get(story.exit_code or 0, '')}")


def _claim(proof: Proof) -> str:
    return f"{proof.table}: {proof.check}"
