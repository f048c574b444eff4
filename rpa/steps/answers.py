"""Who answers when a run asks: a code generator, the environment, a command, a file, a person."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from rpa.deadline import Deadline
from rpa.errors import PersonNeeded
from rpa.secret import Secret

Kind: TypeAlias = Literal["code", "totp", "captcha", "decision"]

FIXED, COMMAND, FILE = "RPA_ANSWER", "RPA_ANSWER_COMMAND", "RPA_ANSWER_FILE"
"""Environment variables: an answer itself, a program that prints it, a file that somebody fills."""

_FRESH_S = 5.0
_LOOK_AGAIN_S = 0.5


class NobodyAnswered(PersonNeeded):
    """A run asked something, and nobody answered in time, or nobody is there to ask."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a run wants to know; `picture` is what a person has to look at, if anything."""

    what: str
    kind: Kind
    picture: Path | None = None


class Person(Protocol):
    """Somebody at the keyboard."""

    def answer(self, question: Question, deadline: Deadline) -> str | None:
        """Return what the person says; None when nothing was said in time."""

    def agrees(self, question: str, listed: list[str]) -> bool:
        """Return whether the person wants all that is listed to be done."""


@dataclass(slots=True)
class Answers:
    """Asks, in this order: the environment, a command, a file, what a replica publishes, a person.

    A code of a virtual MFA device is computed from the account's secret. `wait` lets seconds pass
    while the browser lives on.
    """

    wait: Callable[[float], None]
    totp: Secret | None = None
    published: Mapping[str, str] = field(default_factory=dict)
    person: Person | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _used: set[str] = field(default_factory=set)

    def ask(self, question: Question, deadline: Deadline) -> Secret:
        """Return the answer; raise `NobodyAnswered` when there is none before the deadline."""
        tried = False
        for source in self._sources(question):
            tried = True
            if answer := source(question, deadline):
                return Secret(answer.strip())
        if tried:
            raise NobodyAnswered(
                f"{question.what}: nobody answered within {deadline.limit_s:g} s; run it again "
                "when somebody can"
            )
        raise NobodyAnswered(
            f"{question.what}: nobody is there to answer; run it at a terminal, or let {COMMAND} "
            f"name a program that prints the answer, or {FILE} a file that somebody fills"
        )

    def _sources(self, question: Question) -> Iterator[Callable[[Question, Deadline], str | None]]:
        if question.kind == "totp" and self.totp is not None:
            yield self._generated
        if FIXED in self.environ:
            yield lambda _question, _deadline: self.environ[FIXED]
        if COMMAND in self.environ:
            yield self._commanded
        if FILE in self.environ:
            yield self._filed
        if question.kind in self.published:
            yield lambda asked, _deadline: self.published[asked.kind]
        if self.person is not None:
            yield self.person.answer

    def _generated(self, _question: Question, deadline: Deadline) -> str:
        """Compute a code that stays valid for a while and was not used before."""
        from rpa.steps.totp import INTERVAL_S, code_at

        assert self.totp is not None
        while True:
            now = time.time()
            code = code_at(self.totp, now)
            left_s = INTERVAL_S - now % INTERVAL_S
            if left_s >= _FRESH_S and code not in self._used:
                self._used.add(code)
                return code
            deadline.left_ms()  # raises when there is no time for the next window
            self.wait(left_s + 0.1)

    def _commanded(self, question: Question, deadline: Deadline) -> str | None:
        told = {"RPA_QUESTION": question.what, "RPA_QUESTION_KIND": question.kind}
        picture = {"RPA_QUESTION_PICTURE": str(question.picture)} if question.picture else {}
        try:
            done = subprocess.run(
                self.environ[COMMAND],
                shell=True,
                capture_output=True,
                text=True,
                check=False,
                timeout=deadline.left_s,
                env={**self.environ, **told, **picture},
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise NobodyAnswered(
                f"{question.what}: the command in {COMMAND} ended with {done.returncode}: {said}"
            )
        return done.stdout

    def _filed(self, _question: Question, deadline: Deadline) -> str | None:
        """Wait until somebody has filled the file, and remove it: an answer serves once."""
        path = Path(self.environ[FILE])
        while not deadline.is_over:
            if path.is_file() and (text := path.read_text(encoding="utf-8").strip()):
                path.unlink()
                return text
            self.wait(min(_LOOK_AGAIN_S, deadline.left_s))
        return None
