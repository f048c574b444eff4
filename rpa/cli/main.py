"""The `rpa` command: which verbs there are, and how everything that goes wrong is said."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer

from rpa import __version__
from rpa.cli import (
    account,
    batch,
    check,
    crawl,
    demo,
    flows,
    generate,
    init,
    ledger,
    login,
    report,
    run,
    runs,
    sandbox,
    setup,
    show,
    test,
)
from rpa.cli.crash import keep_traceback
from rpa.cli.output import let_any_text_through, say_wrong, silence_stdout
from rpa.cli.usage import USAGE_ERROR, UnknownCommand, in_words
from rpa.cli.verb import Verb
from rpa.errors import ProblemsFound, RpaError

VERBS: tuple[Verb, ...] = (
    setup.VERB,
    demo.VERB,
    sandbox.VERB,
    flows.VERB,
    show.VERB,
    check.VERB,
    run.VERB,
    batch.VERB,
    test.VERB,
    crawl.VERB,
    runs.VERB,
    report.VERB,
    ledger.VERB,
    account.VERB,
    login.VERB,
    init.VERB,
    generate.VERB,
)

_TEACHING = f"""\
rpa {__version__}: runs flows in a browser on an enterprise console, and proves what it exported.

A flow is a short YAML file that reads like the console's help page; the workbook it writes
says of every table whether it is complete. To begin with:

  rpa demo                  see it work: a made-up portal, a whole table, an Excel workbook
  rpa list                  the flows there are; "rpa show FLOW" tells what one does
  rpa run order-resources   run one; add --site and --account for the real portal

All commands: rpa --help
"""
_EXIT_CODES = (
    "Exit codes: 0 all good, 1 a step failed, 2 flow, selectors or arguments are wrong, 3 the data "
    "could not be proved complete, 4 a person is needed, 5 portal or browser unavailable, "
    "130 interrupted. The version: rpa --version."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    let_any_text_through()
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        return 1
    except ProblemsFound as error:
        return say_wrong(str(error), error.exit_code)
    except RpaError as error:
        return say_wrong(f"rpa: {error}", error.exit_code)
    except USAGE_ERROR as error:
        return say_wrong(in_words(error, _verb_of(given)), 2)
    except (KeyboardInterrupt, typer.Abort):
        return say_wrong("rpa: interrupted", 130)
    except Exception as error:
        return say_wrong(keep_traceback(error), 1)
    return code


def _run(given: list[str]) -> int:
    # Before any coercion of arguments: typer imports pydantic for that.
    if given in ([], ["--version"]):
        typer.echo(_TEACHING if not given else f"rpa {__version__}\n", nl=False)
        return 0
    if not given[0].startswith("-") and _verb_of(given) is None:
        raise UnknownCommand(given[0], [one.name for one in VERBS])
    command = typer.main.get_command(_app())
    result: Any = command.main(given, prog_name="rpa", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _verb_of(given: Sequence[str]) -> Verb | None:
    return next((one for one in VERBS if given and one.name == given[0]), None)


def _app() -> typer.Typer:
    # Plain help costs half as much to show as that of rich, and is the same in a pipe.
    app = typer.Typer(
        name="rpa",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog=_EXIT_CODES,
    )
    app.callback()(_root)
    for verb in VERBS:
        verb.add_to(app)
    return app


def _root() -> None:
    """Run flows in a browser on an enterprise console, and prove what they export."""
