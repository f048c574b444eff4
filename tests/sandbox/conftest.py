"""A replica in this process, and somebody who has signed in to it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from rpa.sandbox.app import create_app
from rpa.sandbox.generations import GENERATIONS
from rpa.sandbox.roles import ROLES
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.settings import Settings

ADDRESS = "http://127.0.0.1:8765"
PASSWORD = "Sandbox@2026"
TODAY = date(2026, 11, 23)


class Visitor:
    """A browser, as far as the server can tell."""

    def __init__(self, sandbox: Sandbox, portal: BlockingPortal) -> None:
        self.sandbox = sandbox
        self._portal = portal
        self._client = self._new_client(ADDRESS, "127.0.0.1")

    def _new_client(self, address: str, peer: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(create_app(self.sandbox), client=(peer, 50000))
        return httpx.AsyncClient(transport=transport, base_url=address)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._portal.call(partial(self._client.request, method, path, **more))

    def ask_from(self, address: str, peer: str, path: str) -> httpx.Response:
        return self._portal.call(self._new_client(address, peer).get, path)

    @property
    def headers(self) -> httpx.Headers:
        return self._client.headers

    def leave(self) -> None:
        self._portal.call(self._client.aclose)

    def sign_in(self, account: str = "distributor", password: str = PASSWORD) -> "Visitor":
        answer = self.login(form="account", account=account, password=password)
        self.headers["X-Console-Token"] = answer.json()["token"]
        return self

    def login(self, **body: str) -> httpx.Response:
        return self.ask("POST", "/authui/login", json=body)

    def get(self, path: str, **params: str) -> Any:
        return self.ask("GET", path, params=params).json()

    def post(self, path: str, **body: object) -> Any:
        return self.ask("POST", path, json=body).json()

    def table(self, table: str = "order-resources", **body: object) -> Any:
        return self.post(f"/api/tables/{table}", **{"page": 1, "size": 100, **body})

    def all_rows(self, table: str = "order-resources", **body: object) -> list[dict[str, Any]]:
        first = self.table(table, **body)
        pages = range(2, -(-first["total"] // 100) + 1)
        later = [row for page in pages for row in self.table(table, page=page, **body)["rows"]]
        return [*first["rows"], *later]

    def truth(self, slug: str = "order-resources", **inputs: str) -> Any:
        return self.get(f"/__truth__/{quote(slug)}.json", **inputs)


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own, as browser tests keep one in this thread."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def visit(portal: BlockingPortal) -> Iterator[Callable[..., Visitor]]:
    """Return the act of visiting a new replica."""
    visitors = []

    def act(
        *,
        account: str | None = "distributor",
        role: str = "distributor",
        generation: int = 2025,
        clock: Callable[[], datetime] = lambda: datetime(2026, 11, 23, 15, 30),
        **settings: Any,
    ) -> Visitor:
        sandbox = Sandbox(
            Settings(
                **{"today": TODAY, "rows": 240, "is_quiet": True, **settings},
                role=ROLES[role],
                generation=GENERATIONS[generation],
            ),
            clock,
        )
        visitor = Visitor(sandbox, portal)
        visitors.append(visitor)
        return visitor.sign_in(account) if account else visitor

    yield act
    for visitor in visitors:
        visitor.leave()
