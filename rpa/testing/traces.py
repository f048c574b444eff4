"""Traces that pytest-playwright keeps of tests that run flows, made free of secrets."""

from __future__ import annotations

import zipfile
from collections.abc import Set
from pathlib import Path

import pytest

from rpa.browser.trace_file import rewrite_trace
from rpa.secret import Redactor

SECRETS = pytest.StashKey[list[Redactor]]()
"""What the runs of a test knew to be secret."""

_PROPERTY = "playwright_trace"


def clean_traces(report: pytest.TestReport, redactors: list[Redactor], folder: Path) -> None:
    """Rewrite the traces that a report names; one that cannot be made clean is removed."""
    texts = frozenset[str]().union(*(one.texts for one in redactors))
    for name, value in report.user_properties:
        if name == _PROPERTY:
            _clean(folder / str(value), texts)


def _clean(trace: Path, secrets: Set[str]) -> None:
    clean = trace.with_suffix(".clean")
    try:
        rewrite_trace(trace, clean, secrets)
        clean.replace(trace)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        clean.unlink(missing_ok=True)
        trace.unlink(missing_ok=True)
