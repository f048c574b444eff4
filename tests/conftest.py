"""A running replica, a browser, and flows run against them, for all tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from rpa.browser.driver import in_loop
from rpa.browser.find import find_browser
from rpa.browser.launch import NewContext, launched
from rpa.engine.stage import Options
from rpa.events import Event, RunFinished

# How long an example takes says nothing of it on a machine that is busy with browsers.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

pytest_plugins = ("pytester",)

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Replica:
    """A sandbox that runs in a process of its own."""

    address: str

    def truth(self, slug: str, **inputs: str) -> dict[str, Any]:
        query = "&".join(f"{name}={quote(value)}" for name, value in inputs.items())
        with urlopen(f"{self.address}__truth__/{slug}.json?{query}") as answer:
            return json.load(answer)

    def fault(self, name: str, *, on: bool = True) -> None:
        request = Request(f"{self.address}__fault__/{name}", method="POST" if on else "DELETE")
        with urlopen(request):
            pass

    def end_session(self, after: int = 0) -> None:
        """End the session, once, with a request after so many others."""
        self.fault(f"session_expires?after={after}")

    def writes(self) -> list[dict[str, Any]]:
        with urlopen(f"{self.address}__writes__.json") as answer:
            return json.load(answer)["writes"]


def pytest_sessionstart() -> None:
    """Hear Ctrl-C also where a shell that started the tests in the background ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Run two workers more than there are cores: most of a browser test is waiting."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what stays between runs out of this user's folder, and his keyring out of play."""
    folder = tmp_path_factory.mktemp("home") / "rpa"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RPA_HOME", str(folder))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        for name in ("RPA_LEDGER", "RPA_SESSION_KEY"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="session")
def replicas() -> Iterator[Callable[..., Replica]]:
    """Start a sandbox with options, or give the one that runs with the same options."""
    with ExitStack() as stack:

        @cache
        def start(**options: Any) -> Replica:
            return stack.enter_context(_running(**options))

        yield start


@pytest.fixture
def fresh_replica() -> Iterator[Callable[..., Replica]]:
    """Start a sandbox for one test alone, for faults and writes."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(_running(**options))


class _running:  # noqa: N801 - used as a context manager
    def __init__(self, **options: Any) -> None:
        named = {"today": TODAY.isoformat(), **options}
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in named.items()]
        command = [
            sys.executable,
            "-m",
            "rpa.sandbox",
            "--port=0",
            "--exit-with-parent",
            *arguments,
        ]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def __enter__(self) -> Replica:
        assert self.process.stdout is not None
        return Replica(self.process.stdout.readline().split()[1])

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=10)


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    finished: RunFinished
    events: list[Event]
    folder: Path

    @property
    def workbook(self) -> Path:
        (path,) = self.folder.glob("*.xlsx")
        return path

    def sheet(self, name: str) -> dict[str, Any]:
        """Return a sheet as the replica's truth writes it."""
        return sheet_of(self.workbook, name)

    def told(self, kind: type[Event]) -> list[Event]:
        """Return the events of one kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]


def sheet_of(workbook: Path, name: str) -> dict[str, Any]:
    """Return a sheet as the replica's truth writes it, types told apart as Excel tells them."""
    from openpyxl import load_workbook

    header, *rows = load_workbook(workbook)[name].iter_rows()
    columns = [cell.value for cell in header]
    cells = [[_as_truth(cell) for cell in row] for row in rows]
    return {"columns": columns, "rows": cells, "total": len(cells)}


@pytest.fixture(scope="session")
def sheet() -> Callable[[Path, str], dict[str, Any]]:
    """Read a sheet of a workbook as the replica's truth writes it."""
    return sheet_of


def _as_truth(cell: Any) -> Any:
    match cell.value:
        case datetime():
            shows_time = "h" in cell.number_format.lower()
            return cell.value.strftime("%Y-%m-%d %H:%M:%S" if shows_time else "%Y-%m-%d")
        case value:
            return value


class KeptBrowser:
    """A browser that stays open between tests: to start one takes longer than most of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._browser: Browser | None = None

    @contextmanager
    def in_use(self) -> Iterator[NewContext]:
        """Give what opens a context, with the loop of this browser's driver as the running one."""
        with in_loop(self._start()):
            assert self._browser is not None
            yield self._browser.new_context

    def _start(self) -> AbstractEventLoop:
        if self._browser is None or not self._browser.is_connected():
            self.close()
            with in_loop(None):
                one = launched(find_browser(), downloads=self._folder)
                self._browser = self._open.enter_context(one)
                self._loop = get_running_loop()
        return self._loop

    def close(self) -> None:
        """Close it; it opens again when it is needed."""
        if self._browser is not None:
            with in_loop(self._loop):
                self._open.close()


@pytest.fixture(scope="session")
def kept_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptBrowser]:
    """Keep a browser for all runs in this process that need none of their own."""
    one = KeptBrowser(tmp_path_factory.mktemp("browser"))
    yield one
    one.close()


@pytest.fixture
def run_flow(tmp_path: Path, kept_browser: KeptBrowser) -> Callable[..., Outcome]:
    """Run a shipped flow (or a file) against a replica, in this process, headless."""
    from rpa.engine.plan import make_plan
    from rpa.engine.project import Project
    from rpa.engine.run import execute
    from rpa.runs.folder import create_run_folder

    def run(
        flow: str,
        replica: Replica,
        *,
        role: str | None = None,
        project: Project | None = None,
        options: Options | None = None,
        **inputs: str,
    ) -> Outcome:
        output = tmp_path / "output"
        home = project or Project(ROOT / "flows", ROOT / "selectors", output)
        plan = make_plan(home, flow, inputs, site=replica.address, account=role, today=TODAY)
        assert plan.site is not None
        folder = create_run_folder(output, plan.flow.slug, datetime.now())
        events: list[Event] = []
        with kept_browser.in_use() as new_context:
            manner = replace(options or Options(), new_context=new_context)
            finished = execute(plan, plan.site, folder, readers=[events.append], options=manner)
        return Outcome(finished, events, folder.path)

    return run
