"""How reports say durations, counts, statuses and exit codes."""

from __future__ import annotations

STATUS_WORDS = {
    "ok": "done",
    "failed": "failed",
    "unproven": "not proved complete",
    "person_needed": "a person is needed",
    "unavailable": "unavailable",
    "interrupted": "interrupted",
    "wrong": "flow or inputs are wrong",
}
"""What a run's status means."""

EXIT_WORDS = {
    0: "all good",
    1: "a step failed",
    2: "flow, selectors or arguments are wrong",
    3: "the data could not be proved complete",
    4: "a person is needed",
    5: "portal or browser unavailable, worth another try later",
    130: "interrupted",
}
"""What an exit code means."""


CHANGE_WORDS = {
    "done": "done",
    "before": "done before",
    "failed": "not done",
    "planned": "would be done",
    "unclear": "unclear",
}
"""What a change came to."""


def duration(seconds: float) -> str:
    """Return a duration in words, as exact as anybody needs: `0.4 s`, `12 s`, `2 min 5 s`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours} h {minutes_left} min" if hours else f"{minutes} min {rest} s"


def roughly(seconds: float) -> str:
    """Return a duration that is only estimated: `about 12 s`, `about 3 min`."""
    if seconds < 59.5:
        return f"about {max(1, round(seconds))} s"
    return f"about {round(seconds / 60)} min"


def counted(number: int, noun: str) -> str:
    """Return `1 row`, or `1,234 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
