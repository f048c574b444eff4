"""How many of the replica's mutations the regression suite catches: `python -m tests.mutation_score`.

Each mutation meets the flows about its page first, as one account, then as all; only what none of
them notices meets the whole suite.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as ET

from rpa.sandbox.mutations.catalog import MUTATIONS
from rpa.sandbox.mutations.mutation import Mutation

ROOT = Path(__file__).resolve().parents[1]
SUITE = Path("flows/tests")
WANTED = 0.95
ONE_ACCOUNT = "--rpa-account=distributor"

ABOUT = {
    "P00": ("pages-home", "data-customers"),
    "P01": ("sign-in",),
    "P02": ("agreement",),
    "P03": ("data-order-resources", "pages-orders", "data-orders"),
    "P04": ("pages-revenue", "data-revenue"),
    "P05": ("pages-home", "change-account"),
    "P06": ("pages-coupons", "data-coupons", "change-coupons"),
    "P07": ("pages-development", "data-development", "change-dialogs"),
    "P08": ("pages-customers", "data-resources"),
    "P09": ("pages-orders", "data-expenditure"),
    "P10": ("pages-customers", "data-customers"),
    "P11": ("pages-development", "data-development", "change-dialogs"),
    "P12": ("pages-marketplace", "data-marketplace"),
    "P13": ("pages-coupons", "data-coupons", "change-coupons"),
    "P14": ("pages-development", "data-opportunities"),
    "P15": ("pages-marketplace", "data-marketplace", "change-dialogs"),
    "P16": ("data-expenditure",),
}
"""The flows about the pages of each procedure."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutation: the test that failed and what it said, if one did."""

    mutation: str
    test: str
    said: str
    took_s: float

    def __str__(self) -> str:
        found = f"caught by {self.test}: {self.said}" if self.test else "SURVIVED"
        return f"{self.mutation:<24}{self.took_s:5.0f} s  {found}"


def judge(mutation: Mutation) -> Verdict:
    """Run the suite, the likeliest flows first, until something fails."""
    began = monotonic()
    near = [str(SUITE / f"{name}.yaml") for name in ABOUT[mutation.where.fact]]
    for arguments in ([*near, ONE_ACCOUNT], near, [str(SUITE)]):
        if failed := first_failure(mutation.name, arguments):
            return Verdict(mutation.name, *failed, monotonic() - began)
    return Verdict(mutation.name, "", "", monotonic() - began)


def first_failure(mutation: str, arguments: Sequence[str]) -> tuple[str, str] | None:
    """Return the test that fails first on a replica with a mutation, and what it says."""
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder, "junit.xml")
        options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", f"--junitxml={junit}"]
        options += [f"--rpa-output={folder}/runs", f"--rpa-mutate={mutation}"]
        command = [sys.executable, "-m", "pytest", *arguments, *options]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if ended.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")
        cases = ET.parse(junit).iter("testcase")
        failed = ((one, part) for one in cases for part in one if part.tag != "properties")
        for case, part in failed:
            flow = str(case.get("classname")).removesuffix(".yaml").rpartition(".")[2]
            return f"{flow}::{case.get('name')}", gist(part.text or "")
    return None


def gist(failure: str) -> str:
    """Return the line of a failure that names the cause: what differs first, if it is a diff."""
    lines = failure.partition("\n\n")[0].splitlines()
    changed = [one for one in lines if one[:1] in "+-" and one[:3] not in ("---", "+++")]
    told = [one for one in lines if not one.endswith("as expected:")]
    first = told[0] if told else failure
    return f"{first} {' | '.join(changed[:3])}" if changed else first


def judged(mutations: Sequence[Mutation], jobs: int) -> Iterator[Verdict]:
    """Judge mutations, several at once, and yield each verdict when it is its turn."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(judge, mutations)


def main() -> int:
    """Print what becomes of each mutation, and the score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--only",
        nargs="+",
        choices=MUTATIONS,
        default=list(MUTATIONS),
        metavar="MUTATION",
        help="names as `rpa sandbox --list-mutations` tells them; all, if not given",
    )
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time; 2, if not given")
    given = parser.parse_args()
    survived = []
    for verdict in judged([MUTATIONS[name] for name in given.only], given.jobs):
        sys.stdout.write(f"{verdict}\n")
        sys.stdout.flush()
        survived += [] if verdict.test else [verdict.mutation]
    score = 1 - len(survived) / len(given.only)
    left = ", ".join(survived) or "none"
    sys.stdout.write(f"{score:.1%} of {len(given.only)} caught; survived: {left}\n")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
