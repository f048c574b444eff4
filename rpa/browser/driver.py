"""Playwright's driver: a process of its own, started and stopped around a run."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from asyncio import AbstractEventLoop
from asyncio.events import _get_running_loop, _set_running_loop
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Playwright, sync_playwright

from rpa.browser.lifeline import Lifeline
from rpa.errors import Unavailable


class DriverFailed(Unavailable):
    """Playwright's driver would not start."""

    def __init__(self, said: str) -> None:
        first = next((line for line in said.splitlines() if line.strip()), "it gave no reason")
        super().__init__(f"Playwright's driver did not start: {first.strip()}")


@contextmanager
def scratch_folder(incoming: Path) -> Iterator[Path]:
    """Give a folder for profile and artifacts, and remove it, and unsaved downloads, at the end.

    The driver removes what it made, but a driver that was killed does not, and a profile holds
    the cookies of a signed-in account.
    """
    scratch = Path(tempfile.mkdtemp(prefix="rpa-"))
    was_there = incoming.parent.exists()
    try:
        yield scratch
    finally:
        for folder in (scratch, incoming):
            shutil.rmtree(folder, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                incoming.parent.rmdir()  # not when something was downloaded


@contextmanager
def running_driver(scratch: Path, lifeline: Lifeline | None) -> Iterator[Playwright]:
    """Give Playwright, its driver started, which puts its temporary files into `scratch`."""
    with in_loop(None):
        playwright = _start(scratch)
        asyncio.get_running_loop().set_exception_handler(_on_loop_error)
        try:
            yield playwright
        finally:
            with closing(lifeline), suppress(Error):
                playwright.stop()


@contextmanager
def in_loop(loop: AbstractEventLoop | None) -> Iterator[None]:
    """Let `loop` count as running, which a driver's objects need that is not the only one.

    With none Playwright starts a loop of its own, also where one runs already, as in its fixtures.
    """
    before = _get_running_loop()
    _set_running_loop(loop)
    try:
        yield
    finally:
        _set_running_loop(before)


def _start(scratch: Path) -> Playwright:
    names = ("TMPDIR", "TEMP", "TMP")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(scratch)))
    try:
        return sync_playwright().start()
    except Exception as error:  # Playwright raises a bare one when the driver dies at once
        raise DriverFailed(str(error)) from None
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _on_loop_error(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    # When the driver is ended, Playwright leaves futures behind whose errors nobody asks for.
    if "never retrieved" not in str(context.get("message")):
        loop.default_exception_handler(context)


def closing(lifeline: Lifeline | None) -> AbstractContextManager[None]:
    """Hold closing to a limit where there is a lifeline."""
    return lifeline.limited(5, "closing the browser") if lifeline else nullcontext()
