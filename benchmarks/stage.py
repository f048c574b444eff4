"""What the benchmarks share: a replica, a browser signed in to it, and a flow's loop on it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median

from rpa.browser.artifacts import Tracer
from rpa.browser.find import find_browser
from rpa.browser.launch import open_browser
from rpa.browser.lifeline import Lifeline
from rpa.deadline import Deadline
from rpa.engine.loop import Loop
from rpa.engine.plan import Plan, make_plan
from rpa.engine.project import Project
from rpa.engine.run import Stage
from rpa.flow.load import load_flow
from rpa.runs.folder import create_run_folder
from rpa.secret import Redactor
from rpa.steps.catalog import CATALOG
from rpa.steps.context import Context
from rpa.widgets.surface import page_script

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def replica(**options: object) -> Iterator[str]:
    """Serve the replica in a process of its own, and give its address."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    command = [
        sys.executable,
        "-m",
        "rpa.sandbox",
        "--port=0",
        "--exit-with-parent",
        "--quiet",
        *arguments,
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.terminate()
        process.communicate(timeout=10)
