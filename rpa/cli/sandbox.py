"""`rpa sandbox`: the made-up portal, to look at and to try flows on."""

from __future__ import annotations

import os
import subprocess
import sys

import typer

from rpa.cli.verb import Verb


def sandbox(context: typer.Context) -> int:
    """Serve a made-up portal on this machine; "rpa sandbox --help" lists its options."""
    # It is a program of its own, with the same name and help, which takes our place.
    command = [sys.executable, "-m", "rpa.sandbox", *context.args]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(sys.executable, command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # Ctrl-C reached it too; we end when it has


VERB = Verb(
    "sandbox",
    "Serve the made-up portal, to look at or to try flows on.",
    sandbox,
    ("rpa sandbox --port 8765 --rows 500",),
    {
        "add_help_option": False,
        "context_settings": {"allow_extra_args": True, "ignore_unknown_options": True},
    },
)
