"""A shop small enough to know by heart, served on this machine, and flows run against it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Thread, Timer
from time import sleep
from typing import Any
from urllib.parse import parse_qs

import pytest

from rpa.engine.project import Project

PORTAL = Path(__file__).parent / "portal"
PASSWORD = "Open-sesame-42"


@dataclass
class Shop:
    """The shop's server: what forms sent is `heard`, `failing` paths get a bad answer so often.

    `ordered` is what was ordered, each thing as often as it was; how an order goes lies in its
    name: `lost` is taken and badly answered, `late` is taken a second later, `refused` is refused,
    `vanished` is accepted and never taken, after `odd` the list of orders is not shown, after `last`
    the session is over, before `early` it was, the first time,
    and after `down` orders are not shown for a while.
    """

    port: int
    failing: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    heard: list[str] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)

    def fails(self, path: str, times: int) -> None:
        """Answer nonsense the next times that `path` is asked for."""
        self.failing[path], self.seen[path] = times, 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def elsewhere(self) -> str:
        """The same server by a name that is not one of the portal's hosts."""
        return f"http://localhost:{self.port}/"


class Handler(BaseHTTPRequestHandler):
    """Serves the pages of `portal/site`, and answers the forms on them."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        shop: Shop = self.server.shop  # type: ignore[attr-defined]
        shop.seen[path] += 1
        if shop.failing[path] >= shop.seen[path]:
            self.wfile.write(b"no answer at all")
            return
        match path:
            case "/slow.txt":
                sleep(0.5)
                self._answer("fetched in the end")
            case "/elsewhere":
                self._lead_to(f"{shop.elsewhere}desk.html")
            case "/frames.html":
                foreign = f'<iframe id=foreign src="{shop.elsewhere}echo"></iframe>'
                self._answer(f'<iframe id=inner src="/echo"></iframe>{foreign}')
            case "/echo" | "/flaky":
                self._answer("<input>")
            case "/orders":
                self._answer(_orders(shop.ordered))
            case _:
                file = PORTAL / "site" / (path[1:] or "index.html")
                self._answer(file.read_text("utf-8")) if file.is_file() else self.send_error(404)

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(text).items()}
        if self.path == "/order":
            self._order(sent["word"])
        elif self.path == "/echo":
            self.server.shop.heard.append(sent["word"])  # type: ignore[attr-defined]
            word = escape(sent["word"])
            self._answer(f"<meta charset=utf-8><p id=echo>{word}</p><p>{word}, again</p>")
        elif sent.get("password") == PASSWORD:
            self._lead_to("/desk.html")
        else:
            self._answer(f"<p class=refusal>{sent['name']} is not known here</p>")

    def _order(self, thing: str) -> None:
        ordered = self.server.shop.ordered  # type: ignore[attr-defined]
        seen = self.server.shop.seen  # type: ignore[attr-defined]
        seen[thing] += 1
        is_too_late = thing == "early" and seen[thing] == 1
        if thing == "down":
            self.server.shop.fails("/orders", 50)  # type: ignore[attr-defined]
        if thing == "late":
            Timer(1, ordered.append, [thing]).start()
        elif thing not in ("refused", "vanished") and not is_too_late:
            ordered.append(thing)
        if thing == "lost":
            self.wfile.write(b"no answer at all")
        elif thing == "refused":
            self._answer("<p class=refusal>there is no such thing</p>")
        elif thing == "last" or is_too_late:
            self._lead_to("/")
        else:
            self._lead_to("/orders")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _lead_to(self, place: str) -> None:
        self.send_response(303)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _orders(ordered: list[str]) -> str:
    listed = "" if "odd" in ordered else f"<p id=orders>Orders: {' '.join(ordered)}</p>"
    form = "<form method=post action=/order><label>Thing <input name=word></label>"
    return f"<meta charset=utf-8><h1>Orders</h1>{listed}{form}<button>Order</button></form>"


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    """Serve the shop."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = server.shop = Shop(server.server_port)  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project of its own for a test, with the shop's selectors and its sign-in flow."""
    for name in ("flows", "selectors"):
        shutil.copytree(PORTAL / name, tmp_path / name)
    return Project(tmp_path / "flows", tmp_path / "selectors", tmp_path / "output")


@pytest.fixture
def write_flow(project: Project) -> Callable[..., Path]:
    """Write a flow of the shop from its steps, and what stands above them."""

    def write(steps: str, *, head: str = "", slug: str = "flow") -> Path:
        file = project.flows / f"{slug}.yaml"
        body = "".join(f"  {line}\n" for line in dedent(steps).strip().splitlines())
        file.write_text(f"title: A flow\nportal: shop\n{dedent(head)}\nsteps:\n{body}", "utf-8")
        return file

    return write


@pytest.fixture
def run(
    shop: Shop, project: Project, write_flow: Callable[..., Path], run_flow: Callable[..., Any]
) -> Callable[..., Any]:
    """Run steps in the shop, signed in, and return what the run left behind."""

    def run_steps(steps: str, *, head: str = "", **inputs: str) -> Any:
        write_flow(steps, head=head)
        return run_flow("flow", shop, project=project, **inputs)

    return run_steps
