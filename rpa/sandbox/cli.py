"""The command line of the sandbox."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NoReturn, TypeVar

from rpa.sandbox.faults import FAULTS, Fault, FaultBoard
from rpa.sandbox.generations import GENERATIONS
from rpa.sandbox.mutations.catalog import MUTATIONS, mutation_named
from rpa.sandbox.nearest import unknown
from rpa.sandbox.roles import ROLES
from rpa.sandbox.settings import DEFAULT_PORT, DEFAULT_ROWS, Settings

T = TypeVar("T")

_ABOUT = """\
A replica of 华为云 伙伴中心 on this machine, with made-up data. Open the address it prints and
sign in as one of the roles (distributor, solution, reseller, manager, supervisor) with the
password Sandbox@2026; manager and supervisor may also use the form IAM用户, tenant distributor.
The same address is the endpoint of the API (and of IAM, for tokens): access key AK-ROLE, such as
AK-distributor, secret key Sandbox-SK-2026.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.removeprefix('argument ')}\n")


class _ListMutations(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        for one in MUTATIONS.values():
            sys.stdout.write(f"{one.name:<24}{one.where}: {one.what}\n")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sandbox until it is ended; the result is the exit code."""
    settings = parse(arguments)
    from rpa.sandbox.serve import CannotListen, serve

    try:
        serve(settings)
    except CannotListen as problem:
        sys.stderr.write(f"rpa sandbox: {problem}\n")
        return 5
    return 0


def parse(arguments: Sequence[str] | None = None) -> Settings:
    """Read the command line; what is wrong with it ends the process with exit code 2."""
    parser = _parser()
    given, rest = parser.parse_known_args(arguments)
    if rest:
        parser.error(unknown("option", rest[0].partition("=")[0], _options(parser)))
    return Settings(
        today=given.today or date.today(),
        port=given.port,
        seed=given.seed,
        rows=given.rows,
        role=given.role,
        generation=given.generation,
        latency_ms=given.latency_ms,
        faults=tuple(given.fault),
        mutations=tuple(given.mutate),
        is_quiet=given.quiet,
        renamed=dict(given.rename),
        exits_with_parent=given.exit_with_parent,
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rpa sandbox",
        description=_ABOUT,
        epilog=_epilog(),
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "--port",
        type=_whole(0, 65535),
        default=DEFAULT_PORT,
        metavar="P",
        help="where to listen on 127.0.0.1; 0 takes a free port (default %(default)s)",
    )
    add(
        "--seed",
        type=_whole(0, 2**63),
        default=1,
        metavar="N",
        help="the data: same seed and same --today, same data (default %(default)s)",
    )
    add(
        "--rows",
        type=_whole(0, 1_000_000),
        default=DEFAULT_ROWS,
        metavar="N",
        help="order lines of the distributor; the others get a share (default %(default)s)",
    )
    add(
        "--role",
        type=_one_of("role", ROLES),
        default="distributor",
        metavar="ROLE",
        help=f"whom /__truth__ speaks of unless told: {' '.join(ROLES)} (default %(default)s)",
    )
    years = {str(year): generation for year, generation in GENERATIONS.items()}
    add(
        "--generation",
        type=_one_of("generation", years),
        default="2025",
        metavar="YEAR",
        help=f"wording and markup of the portal in {' '.join(years)} (default %(default)s)",
    )
    add(
        "--today",
        type=_day,
        metavar="DATE",
        help="the sandbox's clock, such as 2026-11-23 (default: the date of this machine)",
    )
    add(
        "--latency-ms",
        type=_whole(0, 60_000),
        default=0,
        metavar="L",
        help="make every answer of the portal this much later (default %(default)s)",
    )
    add(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="NAME[=N]",
        help="let something go wrong, see below; may be given again",
    )
    add(
        "--mutate",
        type=_mutation,
        action="append",
        default=[],
        metavar="NAME",
        help="break the portal as a release might, also by POST and DELETE /__mutate__/NAME while "
        "it runs; may be given again",
    )
    add("--list-mutations", action=_ListMutations, nargs=0, help="name all mutations and end")
    add(
        "--rename",
        type=_renaming,
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="write NEW wherever the portal wrote OLD as a label; may be given again",
    )
    add("--quiet", action="store_true", help="do not log requests to stderr")
    add(
        "--exit-with-parent",
        action="store_true",
        help="end when stdin ends, for a process that embeds the sandbox",
    )
    return parser


def _epilog() -> str:
    lines = [f"  {_written(fault):<22}{fault.about}" for fault in FAULTS.values()]
    return (
        "faults, also by POST (with ?after=N) and DELETE /__fault__/NAME while it runs:\n"
        + "\n".join(lines)
        + "\n\nexit codes: 0 ended (SIGTERM), 2 wrong option, 5 port in use, 130 interrupted\n"
    )


def _written(fault: Fault) -> str:
    return fault.name if fault.after is None else f"{fault.name}[={fault.after}]"


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return re.findall(r"--[a-z-]+", parser.format_usage())


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                f'expected a whole number from {least} to {most}, got "{text}"'
            )
        return number

    return read


def _one_of(what: str, known: Mapping[str, T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if text not in known:
            raise argparse.ArgumentTypeError(unknown(what, text, known))
        return known[text]

    return read


def _fault(text: str) -> str:
    try:
        FaultBoard([text])
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    return text


def _mutation(text: str) -> str:
    try:
        return mutation_named(text).name
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _renaming(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise argparse.ArgumentTypeError(f'expected OLD=NEW, got "{text}"')
    return old, new


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'expected a date such as 2026-11-23, got "{text}"'
        ) from None
