"""Runs of writing flows that are killed, lied to or started twice, and what they leave behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

import psutil
from filelock import FileLock, Timeout
from openpyxl import load_workbook

from rpa.cli.replica import embedded_replica
from rpa.runs.ledger import Ledger
from rpa.sandbox.world.world import World
from tests.cli.conftest import environment
from tests.conftest import TODAY, Replica

WHOLE = frozenset({"已完成", "此前已完成"})
KINDS = ("doubles", "missing", "strangers", "rows", "locks", "left over", "not ended well")
_END_S, _RUN_S = 20.0, 600.0
_GONE = (psutil.NoSuchProcess, psutil.AccessDenied)

Write = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is given, each write that must come of it once, and the rows of its workbook.

    `subjects` are in the workbook's `column`; a flow without subjects has one row.
    """

    inputs: Mapping[str, str]
    writes: frozenset[Write]
    column: str | None = None
    subjects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A writing flow, the sheet of its outcomes, and the world that it is run on."""

    flow: str
    sheet: str
    seed: int
    rows: int
    wanted: Callable[[Replica, Case], Wanted]

    @contextmanager
    def replica(self, faults: Sequence[str] = ()) -> Iterator[Replica]:
        """Serve a world that nobody has changed yet."""
        options = ["--seed", str(self.seed), "--rows", str(self.rows)]
        options += [f"--fault={fault}" for fault in faults]
        with embedded_replica(options, today=TODAY, limit_s=60) as address:
            yield Replica(address)


@dataclass(slots=True)
class Found:
    """What a round came to; `troubles` says of which kind each is, and what was found."""

    kills: int = 0
    writes: int = 0
    troubles: list[tuple[str, str]] = field(default_factory=list)


def recalled(replica: Replica, case: Case, most: int = 20) -> Wanted:
    """Return coupons to recall, `most` if there are as many."""
    rows = replica.truth("recall-coupons")["rows"]
    ids = [row[0] for row in rows if row[8] == "有效"][:most]
    writes = frozenset(("coupon-recall", one) for one in ids)
    return Wanted({"coupons": ",".join(ids)}, writes, "代金券ID", ids)


def signed(replica: Replica, case: Case) -> Wanted:
    """Return the one agreement."""
    entity = replica.truth("sign-agreement")["rows"][0][1]
    return Wanted({"agree": "true"}, frozenset({("agreement", entity)}))


def issued(replica: Replica, case: Case) -> Wanted:
    """Return a dozen customers who may be given a coupon, and a quota that has enough for all."""
    quotas = replica.truth("coupon-quotas")["rows"]
    quota = next(row[0] for row in quotas if row[5] == "有效" and row[2] > 1000)
    customers = World(case.seed, case.rows, TODAY).customers("distributor")
    fitting = [one for one in customers if one.association == "代售" and one.reseller is None]
    accounts = [one.account for one in fitting[:12]]
    inputs = {
        "quota": quota,
        "customers": ",".join(accounts),
        "face_value": "12.5",
        "memo": "一次",
    }
    writes = frozenset(("coupon-issue", one) for one in accounts)
    return Wanted(inputs, writes, "客户账号名", accounts)


def invited(replica: Replica, case: Case) -> Wanted:
    """Return all customers who may be invited, the first without an address among them."""
    rows = replica.truth("invite-customers")["rows"]
    waiting = [row for row in rows if row[5] == "已报备" and row[9] is None]
    lacking = next(row[0] for row in waiting if row[4] is None)
    ids = [row[0] for row in waiting if row[4] is not None or row[0] == lacking]
    inputs = {"customers": ",".join(ids), "email": "new@example.com"}
    writes = frozenset({("lead-edit", lacking), *(("invitation", one) for one in ids)})
    return Wanted(inputs, writes, "报备编号", ids)


CASES = (
    Case("recall-coupons", "回收代金券", 7, 400, recalled),
    Case("sign-agreement", "签署协议", 2, 60, signed),
    Case("issue-coupons", "发放代金券", 4, 460, issued),
    Case("invite-customers", "邀请客户", 2, 120, invited),
)


class Home:
    """The folder of one user: ledger, leases, sessions and the output of all his runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.output = path / "output"
        self.state = path / "home"

    def start(
        self, case: Case, wanted: Wanted, replica: Replica, resume: str | None = None
    ) -> Running:
        """Start a run of a case, which takes up another one if it is told to."""
        command = [sys.executable, "-m", "rpa", "run", case.flow, "--confirm", "--json"]
        command += ["--site", replica.address, "--output", str(self.output)]
        if resume is None:
            command += [f"-i{name}={value}" for name, value in wanted.inputs.items()]
        else:
            command += ["--resume", resume]
        return Running(command, self.state)

    def open_changes(self) -> list[str]:
        """Return the changes that do not stand as done."""
        if not (self.state / "ledger.db").exists():
            return []
        entries = Ledger(self.state / "ledger.db").standing()
        return [f"{one.key}: {one.state} {one.detail}" for one in entries if one.state != "done"]

    def locked(self) -> list[str]:
        """Return the leases that cannot be had at once."""
        return [file.name for file in self.state.glob("leases/*.lock") if not _is_free(file)]


class Running:
    """`rpa run` in a process of its own, its events read as they come."""

    def __init__(self, command: Sequence[str], state: Path) -> None:
        self.run: str | None = None
        self.steps = 0
        self.last: dict[str, Any] = {}
        self.family: list[psutil.Process] = []
        state.parent.mkdir(parents=True, exist_ok=True)
        self._said = (state.parent / "stderr.txt").open("ab")
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=self._said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=environment(
                RPA_HOME=str(state),
                RPA_SESSION_KEY="of these runs",
                PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
            ),
        )
        self._limit = Timer(_RUN_S, self.process.kill)
        self._limit.start()

    def followed(self, until_step: int | None = None) -> Running:
        """Read events to the end, or to the step that is begun as the `until_step`th."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.endswith(b"\n"):
                break  # it was killed while it wrote
            self.last = json.loads(line)
            match self.last["event"]:
                case "run_started":
                    self.run = self.last["run"]
                case "step_started":
                    self.steps += 1
                    if self.steps == until_step:
                        break
        return self

    def kill(self, *, is_whole: bool) -> None:
        """Kill the process as the kernel does, and if it is to be `is_whole`, all it started."""
        with suppress(*_GONE):
            self.family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for one in self.family if is_whole else ():
            with suppress(*_GONE):
                one.kill()

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait()
        self._limit.cancel()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._said.close()
        return code

    def left_over(self) -> list[str]:
        """Return what still runs of what a killed run had started."""
        _, left = psutil.wait_procs(self.family, timeout=_END_S)
        return [f"{one.pid} {one.name()}" for one in left]


@dataclass(frozen=True, slots=True)
class Kill:
    """When a run is killed, whether alone or with all that it started, and how it is run again."""

    at_step: int | None = None
    after_s: float | None = None
    is_whole: bool = True
    resumes: bool = False

    def __str__(self) -> str:
        when = f"at step {self.at_step}" if self.at_step else f"after {self.after_s:.2f} s"
        what = "run and browser" if self.is_whole else "run"
        return f"{what} killed {when}, {'resumed' if self.resumes else 'run anew'}"

    def follow(self, running: Running) -> bool:
        """Follow a run until it is killed, and say whether it was."""
        kill = partial(running.kill, is_whole=self.is_whole)
        timer = Timer(self.after_s or 0, kill)
        if self.after_s is not None:
            timer.start()
        running.followed(self.at_step)
        timer.cancel()
        if self.at_step is not None:
            kill()
        return running.ended() == -signal.SIGKILL


def killed_once(case: Case, folder: Path, kill: Kill, faults: Sequence[str] = ()) -> Found:
    """Kill a run when a step begins or after a time, run it again, and look what came of it."""
    home, found = Home(folder), Found()
    with case.replica(faults) as replica:
        wanted = case.wanted(replica, case)
        first = home.start(case, wanted, replica)
        found.kills = int(kill.follow(first))
        again = home.start(case, wanted, replica, first.run if kill.resumes else None)
        _told(found, again, case, wanted, home)
        found.troubles += [("left over", one) for one in first.left_over()]
        _look(found, replica, wanted, home)
    return found


def lied_to(case: Case, folder: Path, fault: str) -> Found:
    """Run with a fault of writing and once more, and look what came of both."""
    home, found = Home(folder), Found()
    with case.replica([fault]) as replica:
        wanted = case.wanted(replica, case)
        first = home.start(case, wanted, replica).followed()
        allowed = (0, 1) if fault in ("write_refused", "write_partial") else (0,)
        if (code := first.ended()) not in allowed:
            found.troubles.append(("not ended well", f"first run: {code}: {first.last}"))
        _told(found, home.start(case, wanted, replica), case, wanted, home)
        _look(found, replica, wanted, home)
    return found


def started_twice(case: Case, folder: Path) -> Found:
    """Start two runs at once for the same account, and look what came of both."""
    home, found = Home(folder), Found()
    with case.replica() as replica:
        wanted = case.wanted(replica, case)
        both = [home.start(case, wanted, replica) for _ in range(2)]
        for one in both:
            _told(found, one, case, wanted, home)
        _look(found, replica, wanted, home)
    return found


def undisturbed(case: Case, folder: Path) -> Running:
    """Return a run that nothing happened to."""
    with case.replica() as replica:
        running = Home(folder).start(case, case.wanted(replica, case), replica).followed()
        assert running.ended() == 0, running.last
    return running


def _told(found: Found, running: Running, case: Case, wanted: Wanted, home: Home) -> None:
    """Follow a run to its end, which must be good, and its workbook whole."""
    code = running.followed().ended()
    if code != 0:
        found.troubles.append(("not ended well", f"{code}: {running.last.get('error')}"))
    rows = _rows(home.output / case.flow / f"{running.run}", case.sheet)
    if [row.get("结果") in WHOLE for row in rows] != [True] * max(1, len(wanted.subjects)):
        found.troubles.append(("rows", f"{running.run}: {[row.get('结果') for row in rows]}"))
    elif wanted.column and Counter(row[wanted.column] for row in rows) != Counter(wanted.subjects):
        found.troubles.append(("rows", f"{running.run}: {[row[wanted.column] for row in rows]}"))


def _rows(folder: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a run's workbook, none if it has none."""
    for path in folder.glob("*.xlsx"):
        header, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
        return [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return []


def _look(found: Found, replica: Replica, wanted: Wanted, home: Home) -> None:
    """Note what was written more or less than once, and what is still held or open."""
    made = Counter((one["kind"], one["subject"]) for one in replica.writes())
    found.writes = made.total()
    found.troubles += [("doubles", str(one)) for one, times in made.items() if times > 1]
    found.troubles += [("missing", str(one)) for one in sorted(wanted.writes - made.keys())]
    found.troubles += [("strangers", str(one)) for one in sorted(made.keys() - wanted.writes)]
    found.troubles += [("locks", one) for one in (*home.open_changes(), *home.locked())]


def _is_free(file: Path) -> bool:
    try:
        with FileLock(file, timeout=0):
            return True
    except Timeout:
        return False
