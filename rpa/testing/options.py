"""The options of the plugin, each of them in the ini-file as well where that makes sense."""

from __future__ import annotations

from typing import Any

import pytest

OF_REPLICA = {
    "generation": ("YEAR", "Its wording and markup: 2023, 2024 or 2025."),
    "seed": ("N", "Other numbers, other data."),
    "rows": ("N", "How many rows its long tables have."),
}
REPEATED = {
    "fault": "Something that goes wrong in the embedded replica; may be given again.",
    "mutate": "A regression of the embedded replica; may be given again.",
}


def add_options(parser: pytest.Parser) -> None:
    """Add all of them to pytest."""
    group = parser.getgroup("rpa", "flows as tests (partner-rpa)")

    def both(name: str, metavar: str, text: str) -> None:
        group.addoption(f"--rpa-{name}", metavar=metavar, help=text)
        parser.addini(f"rpa_{name}", text, default="")

    both("site", "SITE", "Where: sandbox (the default), a site of the portal, or an address.")
    both("account", "NAME", "Who signs in, in place of the accounts that flows name.")
    both("today", "DATE", "The day that flows and the embedded replica take for today.")
    for name, (metavar, text) in OF_REPLICA.items():
        both(name, metavar, f"Of the embedded replica. {text}")
    for name, text in REPEATED.items():
        group.addoption(f"--rpa-{name}", action="append", metavar="NAME", help=text)
        parser.addini(f"rpa_{name}", text, type="linelist")
    both("output", "DIR", "Where the runs of this session are kept, if not in output/tests/<id>.")
    both("report", "FILE", "Write a report of the whole session, one HTML file.")
    flags = {
        "all": "Take every flow that can run as it stands, not only those that test something.",
        "confirm": "Agree to what flows change in a portal that is no replica.",
        "update-baselines": "Keep what is found now as what is right from now on.",
    }
    for name, text in flags.items():
        group.addoption(f"--rpa-{name}", action="store_true", help=text)


def value_of(config: pytest.Config, name: str) -> Any:
    """Return an option: from the command line, else from the ini-file."""
    return config.getoption(f"rpa_{name}") or config.getini(f"rpa_{name}")
