"""A verb of the command line: what runs it, and examples of how to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import typer


@dataclass(frozen=True, slots=True)
class Verb:
    """One command: its name, a line about it, its function with its help, examples."""

    name: str
    about: str
    function: Callable[..., int | None]
    examples: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def add_to(self, app: typer.Typer) -> None:
        """Make it a command of `app`."""
        shown = "\n".join(("\b", "Examples:", *(f"  {one}" for one in self.examples)))
        command = app.command(self.name, short_help=self.about, epilog=shown, **self.settings)
        command(self.function)
