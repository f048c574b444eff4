"""Whose turn it is: which job of a batch to start when there is room for one more run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from rpa.unattended.checking import Job, Lane


def next_job(waiting: Sequence[Job], busy: Set[Lane]) -> Job | None:
    """Return the job to start, in the file's order; None while all accounts wanted are in use.

    An account with many jobs goes first: at the end it would keep the others' places empty.
    """
    left = Counter(job.lane for job in waiting)
    free = (job for job in waiting if job.lane not in busy)
    return max(free, key=lambda job: left[job.lane], default=None)
