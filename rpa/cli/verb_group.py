"""A verb that has verbs of its own, such as `rpa account add`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperGroup

from rpa.cli.usage import UnknownCommand
from rpa.cli.verb import Verb


class _Group(TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Refuse an unknown verb as `rpa` itself does."""
        if not args[0].startswith("-") and args[0] not in self.commands:
            known = [f"{self.name} {one}" for one in self.commands]
            raise UnknownCommand(f"{self.name} {args[0]}", known)
        return super().resolve_command(ctx, args)


@dataclass(frozen=True, slots=True)
class VerbGroup(Verb):
    """A command whose function runs where none of its own verbs is named.

    The function takes a `typer.Context`, and does nothing when that has an `invoked_subcommand`.
    """

    verbs: tuple[Verb, ...] = ()

    def add_to(self, app: typer.Typer) -> None:
        """Make it a command of `app`, with its verbs below it."""
        group = typer.Typer(cls=_Group, rich_markup_mode=None, add_completion=False)
        shown = "\n".join(("\b", "Examples:", *(f"  {one}" for one in self.examples)))
        group.callback(
            invoke_without_command=True, short_help=self.about, epilog=shown, **self.settings
        )(self.function)
        for verb in self.verbs:
            verb.add_to(group)
        app.add_typer(group, name=self.name)
