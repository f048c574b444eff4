"""`rpa setup`: a browser to work with."""

from __future__ import annotations

import typer

from rpa.cli.verb import Verb


def setup() -> None:
    """Find a browser that can be used, and install one where there is none.

    Playwright's own Chromium, Google Chrome, Microsoft Edge and a system's Chromium all do. Safe to
    run again: what is there already is left as it is.
    """
    from rpa.browser.install import set_up

    set_up(typer.echo)


VERB = Verb("setup", "Find or install a browser.", setup, ("rpa setup",))
