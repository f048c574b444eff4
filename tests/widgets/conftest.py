"""Small consoles of TinyNG's markup, served on this machine, and a browser that looks at them.

They are built from the replica's own components, so that the markup is the same, with the
awkwardness that a test wants put between: what is late, lost, doubled, hidden or refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from textwrap import dedent
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from rpa.browser.driver import running_driver
from rpa.browser.find import find_browser
from rpa.deadline import Deadline
from rpa.locators.model import TableSpec
from rpa.locators.portal import Wording
from rpa.widgets.library import load_library
from rpa.widgets.surface import Surface, page_script
from rpa.widgets.table import Table

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "rpa" / "sandbox" / "static"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STYLES = ("base", "icons", "controls", "table", "dialogs", "shell")
FRAME = (
    "<!doctype html><meta charset=utf-8><title>Desk</title>"
    + "".join(f'<link rel=stylesheet href="/static/css/{name}.css">' for name in STYLES)
    + "<body>{body}<script type=module>{script}</script>"
)
WORDING = Wording.model_validate(
    {"search": "查询", "reset": "重置", "confirm": "确定", "cancel": "取消", "more": "更多"}
)


class Desk:
    """A server of one page, which a test writes."""

    def __init__(self) -> None:
        self.page = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                match parts.path.split("/")[1:]:
                    case ["answer"]:
                        wish = dict(parse_qsl(parts.query))
                        sleep(int(wish.get("after_ms", 0)) / 1000)
                        self._send(b"{}", "application/json", int(wish.get("status", 200)))
                    case ["static", *path]:
                        self._send_file(STATIC.joinpath(*path))
                    case ["kit", name]:
                        self._send_file(HERE / "kit" / name)
                    case _:
                        self._send(desk.page.encode(), "text/html; charset=utf-8")

            def _send_file(self, file: Path) -> None:
                kind, _ = guess_type(file.name)
                self._send(
                    file.read_bytes(), kind or "text/plain", **{"Cache-Control": "max-age=600"}
                )

            def _send(self, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
                self.send_response(status)
                own = {"Content-Type": kind, "Content-Length": str(len(body))}
                for name, value in (own | headers).items():
                    self.send_header(name, value)
                with suppress(ConnectionError):  # a page that has left waits for no answer
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """Serve the page that a test writes."""
    one = Desk()
    yield one
    one.close()


class Chromium:
    """A browser for all tests of this folder, started when it is needed.

    The engine starts a driver of its own in this process, and there can be but one at a time: who
    runs a flow has to close this one first.
    """

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._open = ExitStack()
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        if self._context is None:
            driver = self._open.enter_context(running_driver(self._scratch, None))
            choice = find_browser()
            program = choice.shell or choice.executable
            browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
            self._open.callback(browser.close)
            self._context = browser.new_context(viewport={"width": 1440, "height": 900})
            self._context.add_init_script(page_script())
            self._context.set_default_timeout(10_000)
        return self._context

    def close(self) -> None:
        self._open.close()
        self._context = None


@pytest.fixture(scope="package")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Give a browser for all tests of this folder."""
    one = Chromium(tmp_path_factory.mktemp("driver"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def context(chromium: Chromium) -> BrowserContext:
    """Give a browser whose pages load our scripts before their own."""
    return chromium.context


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Iterator[Page]:
    """Open one tab for all tests of a module."""
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def show(page: Page, desk: Desk) -> Callable[..., None]:
    """Show a page made of a body and a module script, with no pointer over it."""

    def show_page(script: str = "", body: str = "", frame: str = FRAME) -> None:
        page.mouse.move(0, 0)
        desk.page = frame.replace("{body}", body).replace("{script}", dedent(script))
        page.goto(desk.address)

    return show_page


@pytest.fixture
def surface_of(page: Page) -> Callable[..., Surface]:
    """Return the page as widgets take it, with the limits that a test wants."""

    def make(limit_s: float = 20, *, of: Page | None = None, **more: Any) -> Surface:
        given = {"patience_s": 0.25, **more}
        return Surface(
            page=of or page,
            library=load_library("tinyng"),
            wording=WORDING,
            deadline=Deadline.after(limit_s, "the step"),
            emit=lambda _event: None,
            **given,
        )

    return make


@pytest.fixture
def surface(surface_of: Callable[..., Surface]) -> Surface:
    """Return the page as widgets take it."""
    return surface_of()


@dataclass(frozen=True)
class Orders:
    """How the tests describe the table of `kit/grid.js`."""

    columns: Mapping[str, Mapping[str, Any]]

    def spec(self) -> TableSpec:
        return TableSpec.model_validate({"key": ["订单号"], "columns": self.columns})


ORDERS = Orders(
    {
        "订单号": {"type": "id"},
        "客户名称": {"header": ["客户名称/账号名", "客户名称"], "masked": True},
        "订单金额": {"type": "money"},
    }
)


@pytest.fixture
def table_of(surface_of: Callable[..., Surface]) -> Callable[..., Table]:
    """Return the table of orders that the page shows."""

    def make(
        limit_s: float = 20, *, columns: Mapping[str, Any] | None = None, **more: Any
    ) -> Table:
        revealed = more.pop("revealed", ())
        orders = ORDERS if columns is None else Orders(columns)
        return Table(surface_of(limit_s, **more), "客户订单", orders.spec(), revealed)

    return make


@pytest.fixture
def table(table_of: Callable[..., Table]) -> Table:
    """Return the table of orders that the page shows."""
    return table_of()
