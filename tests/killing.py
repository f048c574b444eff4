"""Runs of writing flows that are killed, lied to or started twice, and what they leave behind."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from openpyxl import load_workbook

from rpa.engine.replica import embedded_replica
from rpa.runs.ledger import Ledger
from tests.conftest import TODAY, Replica
from tests.running import Running
from tests.writing_cases import Case, Wanted, Write

WHOLE = frozenset({"已完成", "此前已完成"})
KINDS = (
    "doubles",
    "missing",
    "strangers",
    "rows",
    "sign-ins",
    "locks",
    "left over",
    "not ended well",
)


@dataclass(slots=True)
class Found:
    """What a round came to; `troubles` says of which kind each is, and what was found."""

    kills: int = 0
    writes: int = 0
    troubles: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stand:
    """A replica, a user's folder there, and what he wants done, each once."""

    case: Case
    replica: Replica
    folder: Path
    wanted: Wanted
    before: Counter[Write] = field(default_factory=Counter)
    found: Found = field(default_factory=Found)

    def start(self, resume: str | None = None) -> Running:
        """Start a run, which takes up another one if it is told to."""
        command = [sys.executable, "-m", "rpa", "run", self.case.flow, "--confirm", "--json"]
        command += ["--site", self.replica.address, "--output", str(self.folder / "output")]
        if resume is None:
            command += [f"-i{name}={value}" for name, value in self.wanted.inputs.items()]
        else:
            command += ["--resume", resume]
        return Running(command, self.folder / "home")

    def judge(self, running: Running) -> None:
        """Follow a run to its end, which must be good, and its workbook whole."""
        if (code := running.followed().ended()) != 0:
            self._note("not ended well", f"{code}: {running.last.get('error')}")
        if running.signed_in_again > 1:
            self._note("sign-ins", f"{running.run}: {running.signed_in_again} times again")
        rows = self._rows(str(running.run))
        results = [row.get("结果") for row in rows]
        if len(rows) != max(1, len(self.wanted.subjects)) or not WHOLE.issuperset(results):
            self._note("rows", f"{running.run}: {results}")
        elif column := self.wanted.column:
            told = [row[column] for row in rows]
            if Counter(told) != Counter(self.wanted.subjects):
                self._note("rows", f"{running.run}: {told}")

    def look(self) -> Found:
        """Note what was written more or less than once, and what is still open or locked."""
        made = made_on(self.replica) - self.before
        self.found.writes = made.total()
        for one in sorted(self.wanted.writes | made.keys()):
            if one not in self.wanted.writes:
                self._note("strangers", str(one))
            elif made[one] != 1:
                self._note("doubles" if made[one] else "missing", str(one))
        home = self.folder / "home"
        for entry in Ledger(home / "ledger.db").standing():
            if entry.state != "done":
                self._note("locks", f"{entry.key}: {entry.state} {entry.detail}")
        for file in home.glob("leases/*.lock"):
            if not _is_free(file):
                self._note("locks", file.name)
        return self.found

    def note_left_over(self, killed: Running) -> None:
        """Note what a killed run has left running."""
        for one in killed.left_over():
            self._note("left over", one)

    def _note(self, kind: str, what: str) -> None:
        self.found.troubles.append((kind, what))

    def _rows(self, run: str) -> list[dict[str, Any]]:
        """Return the rows of a run's workbook, none if it has none."""
        for path in (self.folder / "output" / self.case.flow / run).glob("*.xlsx"):
            sheet = load_workbook(path)[self.case.sheet]
            header, *rows = sheet.iter_rows(values_only=True)
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
        return []


@dataclass(frozen=True, slots=True)
class Kill:
    """When a run is killed, whether alone or with all that it started, and how it is run again.

    It is killed some seconds after a step has begun, or after its own start if no step is given.
    """

    at_step: int | str | None = None
    after_s: float = 0
    is_whole: bool = True
    resumes: bool = False

    def __str__(self) -> str:
        when = f"{self.after_s:.2f} s after step {self.at_step or 0}"
        what = "run and browser" if self.is_whole else "run"
        return f"{what} killed {when}, {'resumed' if self.resumes else 'run anew'}"

    def follow(self, running: Running) -> bool:
        """Follow a run until it is killed, and say whether it was."""
        kill = partial(running.kill, is_whole=self.is_whole)
        timer = running.then(self.at_step, self.after_s, kill)
        running.followed()
        timer.cancel()
        timer.join()
        return running.ended() == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Expiry:
    """When the portal ends the session: with the next request after this moment of a run."""

    at_step: int
    after_s: float

    def __str__(self) -> str:
        return f"session over {self.after_s:.2f} s after step {self.at_step}"

    @contextmanager
    def struck(self, stand: Stand, running: Running) -> Iterator[None]:
        """Have it happen to a run, which is followed as far as that."""
        timer = running.then(self.at_step, self.after_s, stand.replica.end_session)
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


@contextmanager
def fresh_stand(case: Case, folder: Path, faults: Sequence[str] = ()) -> Iterator[Stand]:
    """Serve a world that nobody has changed yet, to a user who has done nothing yet."""
    options = ["--seed", str(case.seed), "--rows", str(case.rows)]
    options += [f"--fault={fault}" for fault in faults]
    with embedded_replica(options, today=TODAY, limit_s=60) as address:
        replica = Replica(address)
        yield Stand(case, replica, folder, case.wanted(replica, case))


def made_on(replica: Replica) -> Counter[Write]:
    """Return how often each thing was written."""
    return Counter((one["kind"], one["subject"]) for one in replica.writes())


def kill_once(stand: Stand, kill: Kill) -> Found:
    """Kill a run, run it again, and look what came of it."""
    first = stand.start()
    stand.found.kills += kill.follow(first)
    stand.judge(stand.start(first.run if kill.resumes else None))
    stand.note_left_over(first)
    return stand.look()


def end_session(stand: Stand, expiry: Expiry, kill: Kill | None) -> Found:
    """End the session of a run, which is killed later or comes to its end, and look."""
    first = stand.start()
    with expiry.struck(stand, first):
        if kill is None:
            stand.judge(first)
        else:
            stand.found.kills += kill.follow(first)
    if kill is not None:
        stand.judge(stand.start(first.run if kill.resumes else None))
        stand.note_left_over(first)
    return stand.look()


def run_lied_to(stand: Stand, *, may_fail: bool) -> Found:
    """Run while the portal's answers to writes cannot be trusted, run once more, and look."""
    first = stand.start().followed()
    if (code := first.ended()) not in ((0, 1) if may_fail else (0,)):
        stand.found.troubles.append(("not ended well", f"{code}: {first.last.get('error')}"))
    stand.judge(stand.start())
    return stand.look()


def start_two(stand: Stand) -> Found:
    """Start two runs at once for the same account, and look what came of both."""
    for one in [stand.start() for _ in range(2)]:
        stand.judge(one)
    return stand.look()


def _is_free(file: Path) -> bool:
    try:
        with FileLock(file, timeout=0):
            return True
    except Timeout:
        return False
