"""A portal of a few words, for tests of what the engine does with flows and selectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Event, Thread
from typing import Any

import pytest

from rpa.engine.plan import make_plan
from rpa.engine.project import Project
from rpa.engine.run import execute
from rpa.events import Emit, RunFinished
from rpa.events import Event as Told
from rpa.runs.folder import create_run_folder

PORTAL = """
portal: depot
title: The depot of the engine tests
library: tinyng
sites:
  sandbox: {account: clerk, passwords: {clerk: Open-sesame-42}}
  town: {start: 'https://depot.example.com/', hosts: [depot.example.com], account: mayor}
  port: {start: 'https://port.example.com/', hosts: [port.example.com]}
sign_in: {flow: sign-in, signed_in: home}
wording: {search: Search, confirm: OK}
elements:
  home: {css: '#home'}
  nowhere: {css: '#nowhere'}
"""
GOODS = """
page: Goods
menu: Stock > Goods
tabs: {All: null, Broken: {tabs: {Today: null}}}
fields: {Name: {kind: text}}
tables:
  Goods:
    key: [id]
    columns: {id: {type: id}, owner: {masked: true}, price: {type: money}}
  Broken: {columns: {id: {type: id}}}
elements: {print: {role: button, name: Print}}
"""
SIGN_IN = """
title: Sign in
portal: depot
inputs: {account: {type: text}, password: {type: secret}}
steps:
  - goto: start
  - wait: {for: home}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with the depot's selectors and the flow that signs in."""
    home = Project(tmp_path / "flows", tmp_path / "selectors", tmp_path / "output")
    depot = home.selectors / "depot"
    for folder in (home.flows, depot):
        folder.mkdir(parents=True)
    (depot / "portal.yaml").write_text(PORTAL)
    (depot / "goods.yaml").write_text(GOODS)
    (home.flows / "sign-in.yaml").write_text(SIGN_IN)
    return home


@pytest.fixture
def write_flow(project: Project) -> Callable[..., Path]:
    """Write a flow of the depot from its steps, and what stands above them."""

    def write(steps: str, *, head: str = "", slug: str = "flow", portal: str = "depot") -> Path:
        file = project.flows / f"{slug}.yaml"
        body = "".join(f"  {line}\n" for line in dedent(steps).strip().splitlines())
        file.write_text(f"title: A flow\nportal: {portal}\n{dedent(head)}\nsteps:\n{body}", "utf-8")
        return file

    return write


@dataclass(frozen=True)
class Depot:
    """The server of the depot's pages."""

    address: str


PAGES = {
    "/": "<title>Home</title><p id=home>Home</p>",
    "/hang": "<title>Hang</title><script>setTimeout(() => { for (;;); }, 100)</script>",
}


@pytest.fixture(scope="session")
def depot() -> Iterator[Depot]:
    """Serve the depot; what is asked of `/silent` is never answered."""
    is_over = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/silent":
                is_over.wait()
                return
            body = PAGES.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Depot(f"http://127.0.0.1:{server.server_port}/")
    is_over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(
    depot: Depot, project: Project, write_flow: Callable[..., Path]
) -> Callable[..., tuple[RunFinished, list[Told]]]:
    """Run steps in the depot, and return how that ended and all that was told."""

    def run_steps(
        steps: str, *, head: str = "", readers: Sequence[Emit] = (), **given: str
    ) -> tuple[RunFinished, list[Told]]:
        write_flow(steps, head=head)
        plan = make_plan(
            project, "flow", given, site=depot.address, account=None, today=date(2026, 11, 23)
        )
        assert plan.site is not None
        folder = create_run_folder(project.output, "flow", datetime.now())
        told: list[Told] = []
        finished = execute(plan, plan.site, folder, readers=[*readers, told.append])
        return finished, told

    return run_steps
