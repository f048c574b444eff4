"""`rpa login`: a person signs in, and the session is kept for the runs that follow."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa.cli.numbers_given import not_negative
from rpa.cli.verb import Verb
from rpa.errors import InputWrong, PersonNeeded

if TYPE_CHECKING:
    from rpa.browser.kept_session import SessionState
    from rpa.locators.book import Book

ENVIRONMENT_NAME = "RPA_SESSION_KEY"
_LOOK_AGAIN_MS = 500


class NotSignedIn(PersonNeeded):
    """Nobody signed in while the browser was open."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"nobody signed in within {limit_s:g} s; no session was kept")


def login(
    site: Annotated[
        str | None,
        typer.Option(metavar="SITE", envvar="RPA_SITE", help="A site, or a replica's address."),
    ] = None,
    account: Annotated[
        str | None, typer.Option(metavar="NAME", envvar="RPA_ACCOUNT", help="Whose session it is.")
    ] = None,
    portal: Annotated[
        str | None, typer.Option(metavar="PORTAL", help="The portal, if there are several.")
    ] = None,
    within: Annotated[
        int, typer.Option(metavar="S", parser=not_negative, help="How long the browser stays.")
    ] = 600,
) -> None:
    """Open a browser in which you sign in yourself, and keep the session.

    For accounts that sign in with a QR code, a captcha or a code that only you get. The runs that
    follow begin signed in, for as long as the portal lets the session live. It is encrypted with a
    key from the system's keyring, or from RPA_SESSION_KEY where there is none.
    """
    from rpa.browser.kept_session import KeptSessions, session_key
    from rpa.cli.place import find_place
    from rpa.engine.plan import REPLICA, is_address, replica_site, site_of
    from rpa.engine.reach import instance_of
    from rpa.runs.lease import account_lease
    from rpa.runs.scope import Scope

    is_replica = site is not None and is_address(site)
    place = find_place(portal, REPLICA if is_replica else site)
    where = site_of(place.book, site if site and is_replica else place.name)
    if where is None:
        raise InputWrong(f"--site: {place.name} lives for one run only; give a replica's address")
    if is_replica:
        where = replica_site(where.start, instance_of(where.start))
    name = account or place.site.account
    if not name:
        raise InputWrong("--account: say whose session it will be")
    if (key := session_key()) is None:
        raise InputWrong(
            "a session is kept only encrypted, and there is no keyring to hold the key: "
            f"set {ENVIRONMENT_NAME} to a text that only you know"
        )
    scope = Scope(place.portal, where.instance, name)
    with account_lease(scope, "rpa login", wait_s=0, on_wait=typer.echo):
        typer.echo(f"Sign in as {name} in the browser that opens; it closes by itself.")
        KeptSessions(key=key).save(str(scope), _signed_in(place.book, where.start, within))
    typer.echo(f"The session of {name} on {where.name} is kept; runs of it begin signed in now.")


def _signed_in(book: Book, start: str, limit_s: float) -> SessionState:
    """Show the portal until its pages say that somebody is signed in."""
    from playwright.sync_api import Error

    from rpa.browser.find import find_browser
    from rpa.browser.kept_session import capture_state
    from rpa.browser.launch import open_browser
    from rpa.deadline import Deadline
    from rpa.errors import DeadlinePassed
    from rpa.locators.resolve import is_visible

    deadline = Deadline.after(limit_s, "signing in")
    sought = book.portal.sign_in.signed_in
    with (
        tempfile.TemporaryDirectory(prefix="rpa-") as folder,
        open_browser(find_browser(), downloads=Path(folder), headed=True) as session,
    ):
        try:
            session.page.goto(start)
            while not any(is_visible(one, sought, book, None) for one in session.context.pages):
                deadline.left_ms()
                session.page.wait_for_timeout(_LOOK_AGAIN_MS)
            return capture_state(session.context)
        except (Error, DeadlinePassed) as error:  # also when the browser was closed by hand
            raise NotSignedIn(limit_s) from error


VERB = Verb(
    "login",
    "Sign in by hand, and keep the session.",
    login,
    ("rpa login --site cn --account my-account",),
)
