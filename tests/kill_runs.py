"""Kill runs of writing flows, let their portal lie, start two at once; count what went wrong.

    python tests/kill_runs.py --every-step --random 50 --lost --pairs 5

Each round has a replica and a user of its own. It ends with 1 if any write was made twice or not
at all, a workbook is not whole, or anything stayed behind; what such rounds left is kept.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.killing import (
    KINDS,
    Expiry,
    Found,
    Kill,
    Stand,
    end_session,
    fresh_stand,
    kill_once,
    run_lied_to,
    start_two,
)
from tests.writing_cases import CASES, Case

# Whether a run may say that something was not done, because it was not.
LIES = {
    "write_lost": False,
    "write_dropped": False,
    "write_slow": False,
    "write_refused": True,
    "write_partial": True,
}


@dataclass(frozen=True, eq=False)
class Round:
    """What is done to a flow, in words for the table and for the line that tells of it."""

    case: Case
    manner: str
    words: str
    act: Callable[[Stand], Found]
    faults: Sequence[str] = ()

    def found(self, folder: Path) -> Found:
        """Do it in a folder of its own; a round that breaks is a trouble like any other."""
        try:
            with fresh_stand(self.case, folder, self.faults) as stand:
                return self.act(stand)
        except Exception as error:
            return Found(troubles=[("not ended well", f"{type(error).__name__}: {error}")])


def main() -> int:
    """Do what the command line asks for."""
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="rpa-kill-"))
    cases = [_sized(one, asked) for one in CASES if not asked.flow or one.flow in asked.flow]
    rounds = [one for case in cases for one in _rounds(case, asked)]
    # In no order, so that those that fit into the time are a sample of all.
    kills = [one for case in cases for one in _kills(case, asked, folder)]
    random.Random(asked.seed).shuffle(kills)
    table = _carried_out([*rounds, *kills][asked.skip :], folder, asked)
    _show(table)
    return 1 if any(counts[kind] for counts in table.values() for kind in KINDS) else 0


def _arguments() -> argparse.Namespace:
    known = [case.flow for case in CASES]
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--flow", action="append", choices=known, help="only this; repeatable")
    parser.add_argument("--every-step", action="store_true", help="kill as each step begins")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="at N random moments")
    parser.add_argument("--expiry", type=int, default=0, metavar="N", help="N times a session ends")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument("--rows", type=int, metavar="R", help="size of the replica's world")
    parser.add_argument("--pairs", type=int, default=0, metavar="N", help="N times two at once")
    parser.add_argument("--lost", action="store_true", help="each fault of writing, unkilled")
    parser.add_argument("--fault", action="append", default=[], help="while killing, as well")
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="leave out the first N")
    parser.add_argument("--within", type=float, default=1e6, metavar="MINUTES", help="then stop")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="rounds at a time")
    return parser.parse_args()


def _sized(case: Case, asked: argparse.Namespace) -> Case:
    return replace(case, rows=asked.rows) if asked.rows else case


def _rounds(case: Case, asked: argparse.Namespace) -> Iterator[Round]:
    for fault, may_fail in LIES.items() if asked.lost else ():
        yield Round(case, "fault", fault, partial(run_lied_to, may_fail=may_fail), (fault,))
    for number in range(asked.pairs):
        yield Round(case, "pair", f"pair {number + 1}", start_two, asked.fault)


def _kills(case: Case, asked: argparse.Namespace, folder: Path) -> Iterator[Round]:
    """Yield kills of all kinds in turn: all processes or one, then run anew or resumed."""
    if not (asked.every_step or asked.random or asked.expiry):
        return
    course = _undisturbed(case, folder / case.flow)
    steps = range(1, len(course.began))
    _say(f"{case.flow}: {len(steps)} steps begin, {course.ended - course.began[0]:.0f} s")
    when = [(step, 0.0) for step in steps] if asked.every_step else []
    moments = random.Random(f"{asked.seed}/{case.flow}")
    when += [course.moment(moments) for _ in range(asked.random)]
    for at, (step, after_s) in enumerate(when):
        kill = Kill(step or None, after_s, is_whole=at % 4 < 2, resumes=at % 2 == 1)
        manner = "random" if after_s else "step"
        yield Round(case, manner, str(kill), partial(kill_once, kill=kill), asked.fault)
    for at in range(asked.expiry):
        yield _expiry(case, asked, course, moments, is_killed=at % 2 == 1)


def _expiry(
    case: Case,
    asked: argparse.Namespace,
    course: Course,
    moments: random.Random,
    *,
    is_killed: bool,
) -> Round:
    """Return a round in which the session ends while something is written."""
    expiry = Expiry(*course.moment(moments, course.writes_from))
    kill = Kill(*course.moment(moments, expiry.at_step), resumes=True) if is_killed else None
    words = f"{expiry}; {kill}" if kill else str(expiry)
    act = partial(end_session, expiry=expiry, kill=kill)
    return Round(case, "expiry", words, act, asked.fault)


@dataclass(frozen=True)
class Course:
    """When a run and its steps begin if nothing happens to it, and when it ends."""

    began: Sequence[float]
    ended: float
    writes_from: int

    def moment(self, moments: random.Random, first: int = 0) -> tuple[int, float]:
        """Return a moment after a step has begun, as that step and the seconds since."""
        moment = moments.uniform(self.began[first], self.ended)
        # Told from the step before it: how fast the next run is, is another matter.
        step = bisect(self.began, moment) - 1
        return step, moment - self.began[step]


def _undisturbed(case: Case, folder: Path) -> Course:
    with fresh_stand(case, folder) as stand:
        running = stand.start()
        stand.judge(running)
        ended = time.monotonic()
        if found := stand.look().troubles:
            raise SystemExit(f"{case.flow}: an undisturbed run goes wrong: {found} ({folder})")
    shutil.rmtree(folder)
    return Course(running.began, ended, running.writes_from)


def _carried_out(
    rounds: Sequence[Round], folder: Path, asked: argparse.Namespace
) -> dict[tuple[str, str], Counter[str]]:
    """Do all rounds, tell of each, and count; Ctrl-C ends it with what was counted so far."""
    table: dict[tuple[str, str], Counter[str]] = {}
    places = {one: folder / f"{at:04}-{one.case.flow}" for at, one in enumerate(rounds)}
    pool = ThreadPoolExecutor(asked.jobs)
    under_way = {pool.submit(one.found, places[one]): one for one in rounds}
    until = time.monotonic() + 60 * asked.within
    with suppress(KeyboardInterrupt):
        for number, done in enumerate(as_completed(under_way), 1):
            one, found = under_way[done], done.result()
            _count(table.setdefault((one.case.flow, one.manner), Counter()), found)
            said = "; ".join(f"{kind}: {what}" for kind, what in found.troubles)
            outcome = f"{said} ({places[one]})" if said else "ok"
            _say(f"{number}/{len(rounds)} {one.case.flow}: {one.words}: {outcome}")
            if not found.troubles:
                shutil.rmtree(places[one], ignore_errors=True)
            if time.monotonic() > until:
                break
    pool.shutdown(cancel_futures=True)
    with suppress(OSError):
        folder.rmdir()
    return table


def _count(counts: Counter[str], found: Found) -> None:
    counts.update({"runs": 1, "kills": found.kills, "writes": found.writes})
    counts.update(kind for kind, _ in found.troubles)


def _show(table: dict[tuple[str, str], Counter[str]]) -> None:
    columns = ("runs", "kills", "writes", *KINDS)
    total = sum(table.values(), Counter[str]())
    _say(f"\n{'flow':18}{'manner':8}" + "".join(f"{name:>16}" for name in columns))
    for (flow, manner), counts in sorted(table.items()):
        _say(f"{flow:18}{manner:8}" + "".join(f"{counts[name]:>16}" for name in columns))
    _say(f"{'all':26}" + "".join(f"{total[name]:>16}" for name in columns))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
