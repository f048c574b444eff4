"""A browser for one run: launched with our options, and closed with nothing left behind."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, Playwright, StorageState

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
    locale: str = "zh-CN",
    timezone: str = "Asia/Shanghai",
    reduced_motion: Literal["no-preference", "reduce"] = "no-preference",
    storage_state: StorageState | None = None,
    init_scripts: Sequence[str] = (),
    emit: Emit | None = None,
    on_page_changed: Callable[[Page], None] | None = None,
    lifeline: Lifeline | None = None,
) -> Iterator[BrowserSession]:
    """Launch a browser with one context and one page, and close it all at the end."""
    incoming = downloads / ".incoming"
    with (
        scratch_folder(incoming) as scratch,
        _processes(scratch, lifeline) as processes,
        running_driver(scratch, lifeline) as playwright,
    ):
        with _opening(lifeline):
            browser = _launch(
                playwright, choice, scratch, incoming, headed=headed, slow_mo_ms=slow_mo_ms
            )
            processes.remember()
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT},
                accept_downloads=True,
                locale=locale,
                timezone_id=timezone,
                reduced_motion=reduced_motion,
                storage_state=storage_state,
            )
            for script in init_scripts:
                context.add_init_script(script)
            session = BrowserSession(browser, context, emit=emit, on_page_changed=on_page_changed)
        try:
            yield session
        finally:
            session.leave()
            with closing(lifeline), suppress(Error):
                browser.close()


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
def _processes(scratch: Path, lifeline: Lifeline | None) -> Iterator[Processes]:
    """Give the record of what was started, and end what is left of it."""
    processes = Processes(scratch)
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
