"""The error tree. A family says what should happen next, and bears the exit code for it.

| family         | exit | what should happen next                              |
|----------------|------|------------------------------------------------------|
| `InputWrong`   | 2    | correct the flow, the selectors or the command line  |
| `StepFailed`   | 1    | look at the page: it is not what the flow expects    |
| `Unproven`     | 3    | do not send the workbook on                          |
| `PersonNeeded` | 4    | a person signs in, gives a code or decides           |
| `Unavailable`  | 5    | try again later                                      |
| `Interrupted`  | 130  | nothing: somebody wanted it so                       |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rpa.mark import Mark


class RpaError(Exception):
    """Anything that we say to a user; never shown with a traceback."""

    exit_code: ClassVar[int] = 1


class InputWrong(RpaError):
    """A file or an argument that a user gave is wrong; no browser was opened."""

    exit_code = 2


class StepFailed(RpaError):
    """A step could not do what it says on the page it met."""

    exit_code = 1


class Unproven(RpaError):
    """What was read does not agree with what the portal says of it."""

    exit_code = 3


class PersonNeeded(RpaError):
    """Only a person can go on from here."""

    exit_code = 4


class Unavailable(RpaError):
    """The portal, the network or the browser did not do its part; it may later."""

    exit_code = 5


class Interrupted(RpaError):
    """Somebody ended the run (Ctrl-C or SIGTERM)."""

    exit_code = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: where, what was found, and what would be right."""

    mark: Mark
    where: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.mark}: {self.where}: " if self.where else f"{self.mark}: "
        return place + self.found + (f"; {self.remedy}" if self.remedy else "")


class ProblemsFound(InputWrong):
    """Everything that is wrong in a set of files, sorted and each thing once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(one) for one in self.problems))


class FileWrong(InputWrong):
    """A file cannot be read or written as asked."""

    def __init__(self, file: str, found: str, remedy: str = "") -> None:
        super().__init__(str(Problem(Mark(file), "", found, remedy)))
        self.file = file


class ActWithoutEffect(StepFailed):
    """An act was carried out, and the page did not show its effect in time."""

    def __init__(self, act: str, expected: str, *, within_s: float) -> None:
        super().__init__(f"{act}: no effect within {round(within_s, 1):g} s; expected {expected}")
        self.act, self.expected = act, expected


class DeadlinePassed(Unavailable):
    """A step, flow or run was not done within its time."""

    def __init__(self, what: str, limit_s: float) -> None:
        super().__init__(f"{what} was not done within {limit_s:g} s")
        self.what, self.limit_s = what, limit_s


class TableLoadFailed(Unavailable):
    """The portal says that it could not load a table."""

    def __init__(self, table: str, message: str) -> None:
        super().__init__(f"{table}: the page says the table could not be loaded: {message}")
        self.table = table
