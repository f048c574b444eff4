"""`rpa account`: whose passwords the system keyring keeps for us."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.output import write_table
from rpa.cli.verb import Verb
from rpa.cli.verb_group import VerbGroup
from rpa.errors import InputWrong, PersonNeeded
from rpa.nearest import did_you_mean

if TYPE_CHECKING:
    from rpa.cli.place import Place
    from rpa.engine.known_accounts import KnownAccount
    from rpa.secret import Secret

Name = Annotated[str, typer.Argument(metavar="NAME", help="Who signs in.")]
Site = Annotated[
    str | None,
    typer.Option(
        metavar="SITE", envvar="RPA_SITE", help="A site of the portal, if it has several."
    ),
]
Portal = Annotated[
    str | None, typer.Option(metavar="PORTAL", help="The portal, if the project has several.")
]


def account(context: typer.Context) -> None:
    """Keep passwords in the system keyring, where runs find them; without a command: list them.

    A server has no keyring: there the environment of a run gives the password of an account, as
    RPA_PASSWORD_<ACCOUNT> or RPA_PASSWORD, and the secret of its one-time codes, as
    RPA_TOTP_<ACCOUNT> or RPA_TOTP; its access key to the API and the secret of that, as
    RPA_AK_<ACCOUNT> and RPA_SK_<ACCOUNT>, or RPA_AK and RPA_SK.
    """
    if context.invoked_subcommand is None:
        list_accounts()


def add(
    name: Name,
    site: Site = None,
    portal: Portal = None,
    totp: Annotated[
        bool, typer.Option("--totp", help="Also keep the secret of its one-time codes.")
    ] = False,
    api: Annotated[
        bool, typer.Option("--api", help="Also keep its access key to the API (AK and SK).")
    ] = False,
) -> None:
    """Ask for the password of an account and keep it in the system keyring.

    It is not shown while it is typed. Where the standard input is no terminal, its first line is
    the password, and with --totp its second line the secret of one-time codes: the letters that
    the portal shows when virtual MFA is bound, or the address in its QR code. With --api the two
    lines after that are the access key and its secret.
    """
    from rpa.cli.place import find_place
    from rpa.engine.account import keyring_entry, totp_entry
    from rpa.engine.api_access import key_entries
    from rpa.engine.known_accounts import KnownAccount, KnownAccounts
    from rpa.engine.totp_secret import read_totp
    from rpa.keychain import keep_secret

    place = find_place(portal, site)
    _refuse_published(place, name)
    _refuse_without_keyring(name)
    entry = keyring_entry(place.portal, place.name, name)
    password = _asked("Password", twice=True)
    code = read_totp(_asked("Secret of one-time codes").reveal(), "--totp") if totp else None
    keys = [_asked(what) for what in ("Access key", "Secret of the access key")] if api else []
    keep_secret(entry, password)
    if code:
        keep_secret(totp_entry(entry), code)
    for each, key in zip(key_entries(entry), keys, strict=False):
        keep_secret(each, key)
    KnownAccounts().add(KnownAccount(place.portal, place.name, name))
    also = ["secret of one-time codes"] * bool(code) + ["access key"] * api
    kept = " and ".join(["password", *also]) + (" are" if also else " is")
    typer.echo(f"{name} on {place.name}: the {kept} in the system keyring")


def list_accounts() -> None:
    """List the accounts that were added, and where their passwords come from."""
    from rpa.engine.known_accounts import KnownAccounts

    known = KnownAccounts().all()
    if not known:
        typer.echo('no accounts yet; "rpa account add NAME" keeps the password of one')
        return
    write_table(
        ("ACCOUNT", "SITE", "PORTAL", "PASSWORD FROM", "ONE-TIME CODES FROM"),
        [(one.account, one.site, one.portal, *_sources(one)) for one in known],
    )


def remove(name: Name, site: Site = None, portal: Portal = None) -> None:
    """Delete what the system keyring keeps of an account."""
    from rpa.engine.account import keyring_entry, totp_entry
    from rpa.engine.api_access import key_entries
    from rpa.engine.known_accounts import KnownAccounts
    from rpa.keychain import drop_secret

    known = KnownAccounts()
    one = _the_known(known.all(), name, site, portal)
    entry = keyring_entry(one.portal, one.site, one.account)
    dropped = [drop_secret(each) for each in (entry, totp_entry(entry), *key_entries(entry))]
    known.remove(one)
    said = "no longer in the system keyring" if any(dropped) else "no longer listed"
    typer.echo(f"{one.account} on {one.site}: {said}")


def _refuse_published(place: Place, name: str) -> None:
    if name in place.site.passwords:
        raise InputWrong(
            f"{name} on {place.name}: this password is published with the selectors of "
            f"{place.portal}; there is nothing to keep"
        )


def _refuse_without_keyring(name: str) -> None:
    from rpa.engine.account import PASSWORD, TOTP, variables
    from rpa.keychain import has_keyring

    if not has_keyring():
        raise PersonNeeded(
            "this machine has no keyring that could keep a password: give it in the environment "
            f"of each run, as {variables(PASSWORD, name)[0]}, and the secret of one-time codes, "
            f"if there is one, as {variables(TOTP, name)[0]}"
        )


def _asked(what: str, *, twice: bool = False) -> Secret:
    from rpa.cli.person import typed_unseen
    from rpa.secret import Secret

    if sys.stdin.isatty():
        return typed_unseen(what, twice=twice)
    text = sys.stdin.readline().rstrip("\r\n")
    if not text:
        raise InputWrong(f"{what.lower()}: none was given; it stands on a line of its own")
    return Secret(text)


def _sources(one: KnownAccount) -> tuple[str, str]:
    from rpa.engine.account import PASSWORD, TOTP, keyring_entry, totp_entry

    entry = keyring_entry(one.portal, one.site, one.account)
    password = _source(PASSWORD, one.account, entry)
    return password or "nowhere", _source(TOTP, one.account, totp_entry(entry))


def _source(kind: str, account: str, entry: str) -> str:
    from rpa.engine.account import variables
    from rpa.keychain import KeyringUnusable, NoKeyring, kept_secret

    for variable in variables(kind, account):
        if os.environ.get(variable):
            return variable
    try:
        return "system keyring" if kept_secret(entry) else ""
    except NoKeyring:
        return ""
    except KeyringUnusable as error:
        return f"nowhere: {error}"


def _the_known(
    known: list[KnownAccount], name: str, site: str | None, portal: str | None
) -> KnownAccount:
    found = [
        one
        for one in known
        if one.account == name and site in (None, one.site) and portal in (None, one.portal)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(f"{one.site} of {one.portal}" for one in found)
        raise InputWrong(f"{name}: there are several: on {places}; add --site or --portal")
    remedy = did_you_mean(name, [one.account for one in known])
    on = f" on {site}" if site else ""
    raise InputWrong(f"{name}: no such account{on} was added; {remedy}")


VERB = VerbGroup(
    "account",
    "Keep passwords in the system keyring.",
    account,
    ("rpa account add my-account --site cn", "rpa account list", "rpa account remove my-account"),
    verbs=(
        Verb(
            "add",
            "Keep the password of an account.",
            add,
            (
                "rpa account add my-account --site cn",
                "rpa account add my-account --site cn --totp < secrets.txt",
            ),
        ),
        Verb("list", "List the accounts there are.", list_accounts, ("rpa account list",)),
        Verb("remove", "Forget an account.", remove, ("rpa account remove my-account",)),
    ),
)
