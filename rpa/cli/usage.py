"""What is wrong with a command line, in our words, with what would be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer

from rpa.cli.verb import Verb
from rpa.errors import InputWrong
from rpa.nearest import did_you_mean, nearest

# Older typers have click beside them, newer ones inside: this is where both keep the base.
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]


class UnknownCommand(InputWrong):
    """There is no such verb."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f'there is no command "{name}"; {did_you_mean(name, known)}')
        self.name = name


def in_words(error: Any, verb: Verb | None) -> str:
    """Return one sentence for a command line of `verb` that cannot be read."""
    place = f"rpa {verb.name}" if verb else "rpa"
    hint = f"for example: {verb.examples[0]}" if verb else 'see "rpa --help"'
    return f"{place}: {_complaint(error, hint)}"


def _complaint(error: Any, hint: str) -> str:
    message = error.format_message().rstrip(".")
    if option := getattr(error, "option_name", None):
        if type(error).__name__ == "NoSuchOption":
            return _no_such_option(option, error)
        found = " needs a value" if "requires" in message else f": {_lowered(message)}"
        return f"{option}{found}; {hint}"
    if (param := getattr(error, "param", None)) is not None:
        if type(error).__name__ == "MissingParameter":
            return f"{_shown(param)} is missing; {hint}"
        return f"{_shown(param)}: {_lowered(error.message)}"
    if extra := re.search(r"extra argument.* \((.+)\)$", message):
        return _extra(extra[1], hint)
    return f"{_lowered(message)}; {hint}"


def _no_such_option(option: str, error: Any) -> str:
    context = error.ctx
    known = [name for one in context.command.get_params(context) for name in one.opts]
    known += [] if context.parent else ["--version"]
    # Without the dashes, which make every option look a little like every other.
    by_word = {name.lstrip("-"): name for name in known}
    near = nearest(option.lstrip("-"), by_word, most=1)
    if near:
        return f'there is no option {option}; did you mean "{by_word[near[0]]}"?'
    return f"there is no option {option}; {did_you_mean(option, sorted(known))}"


def _extra(words: str, hint: str) -> str:
    if "=" in words:
        return f"{words}: an input stands after -i; write -i {words.split()[0]}"
    return f"{words}: one argument too many; {hint}"


def _shown(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(param.opts[0])


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
