"""A person at the terminal, asked while a run waits."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import typer

from rpa.deadline import Deadline
from rpa.secret import Secret
from rpa.steps.answers import Question


@dataclass(frozen=True, slots=True)
class AtTerminal:
    """Asks on stderr and reads from stdin; `paused` keeps the progress display away meanwhile."""

    paused: Callable[[], AbstractContextManager[None]]

    def answer(self, question: Question, deadline: Deadline) -> str | None:
        """Return the line that is typed; None when none was in time."""
        with self.paused():
            if question.picture is not None:
                _say(f"Look at {question.picture}\n")
            _say(f"{question.what} (within {deadline.left_s:.0f} s): ")
            return _line(deadline)

    def agrees(self, question: str, listed: Sequence[str]) -> bool:
        """Return whether the answer is yes; anything else is no."""
        with self.paused():
            _say(f"{question}:\n" + "".join(f"  {one}\n" for one in listed))
            _say("Do it? [y/N] ")
            return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}


def at_terminal() -> bool:
    """Whether somebody sits in front of this process."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def typed_unseen(what: str, *, twice: bool = True) -> Secret:
    """Ask for a secret, which is not shown while it is typed, until something is."""
    text: str = typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True)
    return Secret(text)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _line(deadline: Deadline) -> str | None:
    if sys.platform == "win32":  # there is no waiting for a console with a limit
        return sys.stdin.readline()
    ready, _, _ = select.select([sys.stdin], [], [], deadline.left_s)
    return sys.stdin.readline() if ready else None
