"""Kill an export again and again, take it up each time, and count what went wrong.

    python tests/kill_exports.py --kills 30

An export is killed at a random moment, taken up, killed again, until it comes to its end; then
the next begins, until there were so many kills. It ends with 1 if a workbook is not the truth, or
more pages were read twice than the kills account for.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from threading import Timer

from rpa.engine.replica import embedded_replica
from tests.conftest import TODAY, Replica, sheet_of
from tests.running import Running

FLOW, SHEET = "order-resources", "订单资源明细"
_SHORTEST_S, _LONGEST_S = 0.2, 12.0


class Export:
    """One export, by as many runs as it takes."""

    def __init__(self, replica: Replica, folder: Path) -> None:
        self.replica, self.folder = replica, folder
        self.kills = 0
        self.read: list[int] = []
        self.last: str | None = None

    def finished(self, moments: random.Random, most_kills: int) -> Running:
        """Run, kill and take up until a run ends by itself."""
        while True:
            running = Running(self._command(), self.folder / "home")
            timer: Timer | None = None
            for event in running.events():
                match event:
                    case {"event": "run_started", "run": run}:
                        self.last = run
                    case {"event": "step_started", "kind": "read"} if self.kills < most_kills:
                        after_s = moments.uniform(_SHORTEST_S, _LONGEST_S)
                        timer = Timer(after_s, running.kill, kwargs={"is_whole": True})
                        timer.start()
                    case {"event": "page_read", "page": page}:
                        self.read.append(page)
                    case {"event": "noticed", "message": str(said)} if "going on after" in said:
                        self.read.append(int(said.partition("page ")[2].partition(",")[0]))
            if timer:
                timer.cancel()
                timer.join()
            if running.ended() >= 0 or running.last["event"] == "run_finished":
                return running
            self.kills += 1

    def troubles(self, running: Running) -> list[str]:
        """Return what is wrong with what came of it."""
        found = []
        if running.last.get("status") != "ok":
            found.append(f"ended with {running.last.get('error')}")
        else:
            (book,) = (self.folder / "output" / FLOW / str(self.last)).glob("*.xlsx")
            if sheet_of(book, SHEET) != self.replica.truth(FLOW):
                found.append(f"{book} is not the truth")
        if (twice := len(self.read) - len(set(self.read))) > self.kills + 1:
            found.append(f"{twice} pages were read twice")
        return found

    def _command(self) -> list[str]:
        command = [sys.executable, "-m", "rpa", "run", FLOW, "--json"]
        command += ["--site", self.replica.address, "--output", str(self.folder / "output")]
        return command if self.last is None else [*command, "--resume", self.last]


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=30, metavar="N", help="kills in all")
    parser.add_argument("--rows", type=int, default=10_000, metavar="R", help="rows of the table")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    asked = parser.parse_args()
    moments = random.Random(asked.seed)
    folder = Path(tempfile.mkdtemp(prefix="rpa-kill-"))
    options = ["--seed=1", f"--rows={asked.rows}"]
    kills = wrong = 0
    with embedded_replica(options, today=TODAY, limit_s=60) as address:
        while kills < asked.kills:
            export = Export(Replica(address), folder / f"{kills:03}")
            running = export.finished(moments, asked.kills - kills)
            kills += export.kills
            troubles = export.troubles(running)
            wrong += bool(troubles)
            twice = len(export.read) - len(set(export.read))
            said = "; ".join(troubles) or "ok"
            sys.stdout.write(
                f"{export.kills} kills, {len(set(export.read))} pages, {twice} read twice: {said}\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{kills} kills, {wrong} exports went wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
