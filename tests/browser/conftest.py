"""Small pages served on this machine, and browsers to look at them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState

from rpa.browser.find import find_browser
from rpa.browser.launch import open_browser
from rpa.browser.session import BrowserSession
from rpa.events import Event


@dataclass
class Place:
    """A server whose pages a test writes; `seen` are the paths that were asked for."""

    port: int
    pages: dict[str, str] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    delay_s: dict[str, float] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def other_host(self) -> str:
        """The same server by another name."""
        return f"localhost:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def other_url(self, path: str = "/") -> str:
        return f"http://{self.other_host}{path}"


@pytest.fixture
def place() -> Iterator[Place]:
    """Serve pages on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            served.seen.append(path)
            time.sleep(served.delay_s.get(path, 0))
            body = served.pages.get(path, "").encode()
            self.send_response(served.status.get(path, 200 if path in served.pages else 404))
            headers = {"Content-Type": "text/html; charset=utf-8", **served.headers.get(path, {})}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Place(server.server_port)
    Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def events() -> list[Event]:
    """What was emitted."""
    return []


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., BrowserSession]]:
    """Open a browser of the test's own, and close it at the end."""
    with ExitStack() as stack:

        def open_one(**options: Any) -> BrowserSession:
            options = {"downloads": tmp_path / "downloads", **options}
            return stack.enter_context(open_browser(find_browser(), **options))

        yield open_one


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserSession]:
    """A browser for all tests of a module that leave nothing behind in it."""
    downloads = tmp_path_factory.mktemp("session") / "downloads"
    with open_browser(find_browser(), downloads=downloads) as one:
        yield one


@pytest.fixture
def fresh(session: BrowserSession) -> Iterator[Callable[..., BrowserSession]]:
    """Open a session of the test's own in the module's browser, which is quicker."""
    with ExitStack() as stack:

        def open_one(
            *,
            storage_state: StorageState | None = None,
            init_scripts: Sequence[str] = (),
            **options: Any,
        ) -> BrowserSession:
            context = session.browser.new_context(storage_state=storage_state)
            stack.enter_context(context)
            for script in init_scripts:
                context.add_init_script(script)
            one = BrowserSession(session.browser, context, **options)
            stack.callback(one.leave)
            return one

        yield open_one


@pytest.fixture
def tab(session: BrowserSession) -> Iterator[Page]:
    """An empty tab with short limits."""
    page = session.context.new_page()
    page.set_default_timeout(1500)
    yield page
    page.close()
