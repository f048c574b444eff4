"""A browser for one run: launched with our options, and closed with nothing left behind."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Literal, TypeAlias, TypedDict, Unpack

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, StorageState

from rpa.browser.driver import closing, running_driver, scratch_folder
from rpa.browser.find import BrowserChoice, BrowserMissing
from rpa.browser.lifeline import Lifeline
from rpa.browser.processes import Processes
from rpa.browser.session import BrowserSession
from rpa.deadline import Deadline
from rpa.errors import RpaError, Unavailable
from rpa.events import Emit

__all__ = ["BrowserSession", "LaunchFailed", "open_browser", "try_browser"]

WIDTH, HEIGHT = 1440, 900
_LAUNCH_LIMIT_S = 60.0
# Chromium makes a socket in its temporary folder, and ends when the name gets too long (104).
_LONGEST_FOLDER = 55
_ARGUMENTS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


NewContext: TypeAlias = Callable[..., BrowserContext]
"""Opens a context in a browser; it takes what Playwright's `new_context` takes."""


class SessionOptions(TypedDict, total=False):
    """What a session is like, and who hears of it."""

    locale: str
    timezone: str
    reduced_motion: Literal["no-preference", "reduce"]
    storage_state: StorageState | None
    init_scripts: Sequence[str]
    emit: Emit | None
    on_page_changed: Callable[[Page], None] | None


class LaunchFailed(Unavailable):
    """A browser was found, but would not start."""

    def __init__(self, choice: BrowserChoice, cause: str) -> None:
        super().__init__(f"{choice} did not start: {cause}")
        self.choice, self.cause = choice, cause


@contextmanager
def open_browser(
    choice: BrowserChoice,
    *,
    downloads: Path,
    headed: bool = False,
    slow_mo_ms: float = 0,
    lifeline: Lifeline | None = None,
    **of_session: Unpack[SessionOptions],
) -> Iterator[BrowserSession]:
    """Launch a browser with one context and one page, and close it all at the end."""
    with (
        launched(
            choice, downloads=downloads, headed=headed, slow_mo_ms=slow_mo_ms, lifeline=lifeline
        ) as browser,
        _new_session(browser.new_context, lifeline, of_session) as session,
    ):
        yield session


@contextmanager
def launched(
    choice: BrowserChoice,
    *,
    downloads: Path,
    headed: bool = False,
    slow_mo_ms: float = 0,
    lifeline: Lifeline | None = None,
) -> Iterator[Browser]:
    """Launch a browser, and leave nothing of it behind at the end."""
    incoming = downloads / ".incoming"
    with (
        scratch_folder(incoming) as scratch,
        _held(Processes(scratch), scratch, lifeline) as processes,
        running_driver(scratch, lifeline) as playwright,
    ):
        with _opening(lifeline):
            browser = _launch(
                playwright, choice, scratch, incoming, headed=headed, slow_mo_ms=slow_mo_ms
            )
            processes.remember()
        try:
            yield browser
        finally:
            with closing(lifeline), suppress(Error):
                browser.close()


@contextmanager
def open_session(
    new_context: NewContext, *, lifeline: Lifeline, **of_session: Unpack[SessionOptions]
) -> Iterator[BrowserSession]:
    """Open a context with one page in a browser that runs already, and close it at the end.

    Of browser and driver nothing is ended, unless a deadline passes that they do not heed.
    """
    with (
        lifeline.holding(Processes.running()),
        _new_session(new_context, lifeline, of_session) as session,
    ):
        try:
            yield session
        finally:
            with closing(lifeline), suppress(Error):
                session.context.close()


@contextmanager
def _new_session(
    new_context: NewContext, lifeline: Lifeline | None, options: SessionOptions
) -> Iterator[BrowserSession]:
    with _opening(lifeline):
        context = new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            accept_downloads=True,
            locale=options.get("locale", "zh-CN"),
            timezone_id=options.get("timezone", "Asia/Shanghai"),
            reduced_motion=options.get("reduced_motion", "no-preference"),
            storage_state=options.get("storage_state"),
        )
        for script in options.get("init_scripts", ()):
            context.add_init_script(script)
        assert context.browser is not None  # no persistent context
        session = BrowserSession(
            context.browser,
            context,
            emit=options.get("emit"),
            on_page_changed=options.get("on_page_changed"),
        )
    try:
        yield session
    finally:
        with closing(lifeline):
            session.leave()


def try_browser(choice: BrowserChoice) -> str:
    """Launch the browser unseen, open an empty page, and return its version."""
    with (
        tempfile.TemporaryDirectory(prefix="rpa-") as folder,
        open_browser(choice, downloads=Path(folder) / "downloads") as session,
    ):
        session.page.goto("about:blank")
        return session.version


def _opening(lifeline: Lifeline | None) -> AbstractContextManager[None]:
    if lifeline is None:
        return nullcontext()
    return lifeline.watch(Deadline.after(2 * _LAUNCH_LIMIT_S, "opening the browser"))


@contextmanager
def _held(processes: Processes, scratch: Path, lifeline: Lifeline | None) -> Iterator[Processes]:
    """Give the record of what was started, and end what is left of it."""
    with lifeline.holding(processes, scratch) if lifeline else nullcontext():
        try:
            yield processes
        finally:
            processes.kill()
            processes.await_end(2)


def _launch(
    playwright: Playwright,
    choice: BrowserChoice,
    scratch: Path,
    incoming: Path,
    *,
    headed: bool,
    slow_mo_ms: float,
) -> Browser:
    program = choice.executable if headed else choice.shell or choice.executable

    def launch(*, is_sandboxed: bool) -> Browser:
        return playwright.chromium.launch(
            channel=choice.channel,
            executable_path=None if choice.channel else program,
            headless=not headed,
            slow_mo=slow_mo_ms,
            downloads_path=incoming,
            chromium_sandbox=is_sandboxed,
            args=_ARGUMENTS,
            env=_environment(scratch),
            # Ctrl-C and SIGTERM end the run in our way, which is the lifeline's.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=_LAUNCH_LIMIT_S * 1000,
        )

    try:
        return launch(is_sandboxed=not _is_root())
    except Error as error:
        # Containers and recent Ubuntus keep ordinary users from making a sandbox.
        if _is_root() or "sandbox" not in error.message.lower():
            raise _launch_error(choice, error.message) from None
    try:
        return launch(is_sandboxed=False)
    except Error as error:
        raise _launch_error(choice, error.message) from None


def _environment(scratch: Path) -> dict[str, str | float | bool]:
    """Let the browser keep to our folder, also with dumps of a page that crashed."""
    own = {"BREAKPAD_DUMP_LOCATION": str(scratch)}
    if len(str(scratch)) <= _LONGEST_FOLDER:
        own["TMPDIR"] = str(scratch)
    return {**os.environ, **own}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _launch_error(choice: BrowserChoice, said: str) -> RpaError:
    if re.search(r"[Ee]xecutable doesn't exist|is not found at", said):
        return BrowserMissing()
    return LaunchFailed(choice, _summary(said))


def _summary(said: str) -> str:
    """Return the one thing in a launcher's output that tells why."""
    if library := re.search(r"error while loading shared libraries: ([^:\s]+)", said):
        return f'the library {library[1]} is missing; run "rpa setup"'
    if "missing dependencies" in said:
        return 'libraries that it needs are missing; run "rpa setup"'
    if re.search(r"Missing X server|cannot open display|\$DISPLAY", said):
        return "there is no screen to show it on (no DISPLAY); run without --headed"
    if timeout := re.search(r"Timeout (\d+)ms exceeded", said):
        return f"it was not ready within {int(timeout[1]) / 1000:g} s"
    if code := re.search(r"exitCode=(\d+)", said):
        return f"it ended at once with exit code {code[1]}"
    if "has been closed" in said:
        return "it ended at once"
    lines = (re.sub(r"^[A-Z]\w*\.\w+: ", "", line.strip(" ║╔╗╚╝═")) for line in said.splitlines())
    return next((line for line in lines if line), "it gave no reason")[:200]
