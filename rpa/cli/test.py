"""`rpa test`: flows as tests of the portal, by pytest."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.shared_options import Headed
from rpa.cli.verb import Verb
from rpa.errors import InputWrong, Interrupted

if TYPE_CHECKING:
    from pathlib import Path

    from rpa.engine.project import Project

_NEEDED = ("pytest", "pytest_playwright")
_NO_PLACE_GIVEN = ("-n", "--numprocesses", "--dist")


class NothingToTest(InputWrong):
    """No flow was found that is a test."""

    def __init__(self) -> None:
        super().__init__(
            "nothing to test: give a flow `test:` at its head, or put one with a step `expect` "
            "into flows/tests, or take every flow with --all; -k and -m may also have left out "
            "all there are"
        )


class NoTestTools(InputWrong):
    """What runs the tests is not installed."""

    def __init__(self) -> None:
        super().__init__('pytest is not installed here; run: pip install "partner-rpa[qa]"')


def run_tests(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Flows or folders, if not all; options of pytest as well."
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option("-k", metavar="WORDS", help='By name: -k "order and not solution".'),
    ] = None,
    tags: Annotated[
        str | None, typer.Option("-m", metavar="TAGS", help="By the tags of flows: -m orders.")
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(metavar="SITE", help="A site of the portal, or an address; else sandbox."),
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who signs in, in place of those that flows name."),
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only those that failed the last time.")
    ] = False,
    headed: Headed = False,
    take_all: Annotated[
        bool, typer.Option("--all", help="Also flows that test nothing, if they need no inputs.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update-baselines", help="What is found is right from now on.")
    ] = False,
) -> int:
    """Test the portal with the flows of a project, several at once, and write a report.

    \b
    A flow is a test if it lies in flows/tests and has a step `expect`, or says at its head as
    whom and with what:
      test:
        accounts: [distributor, solution]
        cases:
          all: {}
          last-month: {inputs: {expires: last_month}}
          no-menu: {accounts: [reseller], exit: 1, error: no such menu}

    Each account and case is a test of its own. The site "sandbox" is a made-up portal on this
    machine, one for each process; flows that write get one for themselves. Everything else is
    pytest: what stands after -- goes there, such as -- -x --tracing=on --rpa-mutate=NAME, and
    "pytest flows" does the same without this command.

    Exit codes: 0 all passed, 1 some failed, 2 flows or arguments are wrong or nothing was found.
    """
    if not all(map(find_spec, _NEEDED)):
        raise NoTestTools
    from rpa.engine.project import find_own_project
    from rpa.testing.folders import new_folder

    project = find_own_project()
    given = arguments or []
    options = _defaults(project, new_folder(project.output), given)
    valued = {"-k": words, "-m": tags, "--rpa-site": site, "--rpa-account": account}
    flags = {
        "--last-failed": failed,
        "--headed": headed,
        "--rpa-all": take_all,
        "--rpa-update-baselines": update,
    }
    options += [part for name, value in valued.items() if value for part in (name, value)]
    options += [name for name, is_given in flags.items() if is_given]
    return _run([*options, *given])


def _defaults(project: Project, folder: Path, given: list[str]) -> list[str]:
    """Return what pytest is to do unless it is told otherwise."""
    # What pytest thinks of its other plugins is nothing that its user here could change.
    quiet = ["--no-header", "-v", "-W", "ignore::pytest.PytestWarning"]
    options = [*quiet, f"--rpa-output={folder}", f"--rpa-report={folder}/report.html"]
    if all(one.startswith("-") for one in given):
        options.append(str(project.flows))
    if find_spec("xdist") and not any(one.startswith(_NO_PLACE_GIVEN) for one in given):
        options += ["-n", "auto"]
    return options


def _run(options: list[str]) -> int:
    import pytest
    from playwright.sync_api import Error

    class Stopped:
        """Hears whether somebody stopped the tests; wrong files look the same to pytest."""

        by_person = False

        def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
            self.by_person = not isinstance(excinfo.value, pytest.Session.Interrupted)

    stopped = Stopped()
    try:
        code = pytest.main(options, plugins=[stopped])
    except Error:
        # The browser went with the run, which pytest-playwright does not expect as it closes it.
        if not stopped.by_person:
            raise
    if stopped.by_person:
        raise Interrupted("interrupted")
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise NothingToTest
    return _EXIT_CODES.get(int(code), 1)


_EXIT_CODES = {0: 0, 1: 1, 2: 2, 4: 2}
"""What pytest's exit codes are here."""


VERB = Verb(
    "test",
    "Test the portal with flows.",
    run_tests,
    (
        "rpa test",
        "rpa test flows/tests -k distributor --headed",
        "rpa test -m orders -- -x --tracing=retain-on-failure",
    ),
)
