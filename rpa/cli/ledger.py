"""`rpa ledger`: which changes were made on the portal, and what a person found out about some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.numbers_given import positive
from rpa.cli.output import write_table
from rpa.cli.verb import Verb
from rpa.cli.verb_group import VerbGroup
from rpa.errors import InputWrong

if TYPE_CHECKING:
    from rpa.runs.ledger import Entry, EntryFilter

_STATES = ("intended", "done", "not_done", "unclear")
_SETTLED = ("done", "not_done")
_NOTHING = "the ledger has no such change"

Account = Annotated[str | None, typer.Option(metavar="NAME", help="Only of this account.")]
Site = Annotated[str | None, typer.Option(metavar="SITE", help="Only on this site, as listed.")]
Portal = Annotated[str | None, typer.Option(metavar="PORTAL", help="Only of this portal.")]


def _one_of(known: Sequence[str], text: str) -> str:
    if text not in known:
        raise typer.BadParameter(f'found "{text}"; one of {", ".join(known)} is wanted')
    return text


def _state(text: str) -> str:
    return _one_of(_STATES, text)


def _settled(text: str) -> str:
    return _one_of(_SETTLED, text)


def _day(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise typer.BadParameter(
            f'found "{text}"; a day such as 2026-10-31 is wanted, or a moment such as '
            "2026-10-31T12:30"
        ) from None


def ledger(
    context: typer.Context,
    flow: Annotated[str | None, typer.Option(metavar="FLOW", help="Only of this flow.")] = None,
    account: Account = None,
    site: Site = None,
    portal: Portal = None,
    state: Annotated[
        str | None,
        typer.Option(metavar="STATE", parser=_state, help=f"Only one of {', '.join(_STATES)}."),
    ] = None,
    run: Annotated[
        str | None, typer.Option(metavar="RUN", help="Only of the runs whose ids begin so.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", parser=_day, help="Only from this day or moment on."),
    ] = None,
    key: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only those whose key holds this.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", parser=positive, help="How many; 50 if they are shown."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="All that was ever written down of each change.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    excel: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write them all to a workbook.")
    ] = None,
) -> None:
    """List the changes that flows made on the portal, and how each stands, the newest first.

    intended: being made, or its run ended without telling; done: seen to be done; not_done:
    refused, or seen not to be done; unclear: looking could not tell, so a person must check, and
    tells it with "rpa ledger settle". It is kept in the user's folder, or where RPA_LEDGER says.
    """
    if context.invoked_subcommand is not None:
        return
    from rpa.runs.ledger import EntryFilter

    wanted = EntryFilter(
        portal=portal,
        site=site,
        account=account,
        flow=flow,
        state=state,  # type: ignore[arg-type]
        run=run,
        key_holds=key,
        since=since,
    )
    most = limit or (None if as_json or excel else 50)
    entries = _entries(wanted, most, is_history=history)
    if excel is not None:
        from rpa.cli.ledger_files import write_excel

        typer.echo(f"{write_excel(excel, entries, wanted)}: {len(entries)} changes")
    elif as_json:
        from rpa.cli.ledger_files import as_line

        for entry in entries:
            typer.echo(as_line(entry))
    elif entries:
        _show(entries, most)
    else:
        typer.echo(_NOTHING if wanted != EntryFilter() else "no flow changed anything yet")


def settle(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Which change, as listed.")],
    outcome: Annotated[
        str,
        typer.Option("--as", metavar="STATE", parser=_settled, help="done, or not_done."),
    ],
    account: Account = None,
    site: Site = None,
    portal: Portal = None,
    note: Annotated[
        str, typer.Option(metavar="TEXT", help="How it was found out, for those who ask later.")
    ] = "",
) -> None:
    """Tell what a change came to, once a person has looked on the portal.

    Only a change that is unclear, or whose run ended without telling, can be settled. As done it is
    never made again; as not_done the next run may make it.
    """
    from rpa.runs.ledger import EntryFilter, Ledger

    entry = _the_one(key, EntryFilter(portal=portal, site=site, account=account))
    if refusal := _why_not(entry):
        raise InputWrong(f"{key}: {refusal}")
    detail = "told by a person" + (f": {note}" if note else "")
    settled = Ledger().settle(entry.scope, key, outcome, detail)  # type: ignore[arg-type]
    if settled.state != outcome:  # somebody was quicker
        raise InputWrong(f"{key}: {_why_not(settled)}")
    typer.echo(f"{key} ({entry.what}) of {entry.scope}: {_shown_state(settled)}")


def _entries(wanted: EntryFilter, most: int | None, *, is_history: bool) -> list[Entry]:
    from rpa.runs.ledger import Ledger, has_ledger

    if not has_ledger():
        return []
    return (Ledger().entries if is_history else Ledger().standing)(wanted, limit=most)


def _show(entries: Sequence[Entry], most: int | None) -> None:
    rows = [
        (
            f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
            entry.key,
            _shown_state(entry),
            f"{entry.site} / {entry.account}",
            entry.flow,
            entry.run,
            " · ".join(part for part in (entry.what, entry.detail) if part),
        )
        for entry in entries
    ]
    write_table(("WHEN", "KEY", "STATE", "SITE / ACCOUNT", "FLOW", "RUN", "WHAT"), rows)
    if len(entries) == most:
        typer.echo(f"\nThese are the newest {most}; --limit shows more.")
    if any(_why_not(entry) == "" for entry in entries):
        typer.echo('\nOnce you have looked on the portal: "rpa ledger settle KEY --as done".')


def _shown_state(entry: Entry) -> str:
    if entry.state != "intended":
        return entry.state
    return "being made" if entry.is_being_made() else "intended, run ended"


def _why_not(entry: Entry) -> str:
    """Return why a person cannot settle a change, or nothing."""
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    if entry.state == "done":
        return f"it was seen to be done at {when} (run {entry.run}); there is nothing to settle"
    if entry.state == "not_done":
        return f"it is not done since {when}, and the next run may make it; nothing to settle"
    if entry.is_being_made():
        return f"{entry.holder.in_words()} is making it right now; wait for its end"
    return ""


def _the_one(key: str, wanted: EntryFilter) -> Entry:
    from dataclasses import replace

    from rpa.nearest import did_you_mean

    near = _entries(replace(wanted, key_holds=key), None, is_history=False)
    found = [entry for entry in near if entry.key == key]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(str(entry.scope) for entry in found)
        raise InputWrong(f"{key}: there are several: of {places}; add --account or --site")
    known = [entry.key for entry in _entries(wanted, 500, is_history=False)]
    raise InputWrong(f"{key}: {_NOTHING}; {did_you_mean(key, known)}")


VERB = VerbGroup(
    "ledger",
    "List the changes that were made.",
    ledger,
    (
        "rpa ledger --state unclear",
        "rpa ledger --flow recall-coupons --since 2026-10-01 --excel changes.xlsx",
        'rpa ledger settle KEY --as done --account my-account --note "seen in the records"',
    ),
    verbs=(
        Verb(
            "settle",
            "Tell what an unclear change came to.",
            settle,
            ("rpa ledger settle KEY --as done", "rpa ledger settle KEY --as not_done --site cn"),
        ),
    ),
)
