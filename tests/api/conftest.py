"""The official SDK, unmodified, talking to a replica; and the world that the replica has."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rpa.api.pace import Pace
from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)
SECRET_KEY = "Sandbox-SK-2026"
ROWS = 230


@pytest.fixture(scope="session")
def world() -> World:
    """Return the world of a replica with `ROWS` rows and the first seed."""
    return World(1, ROWS, TODAY)


class Paced:
    """A client that calls each operation no more often than the replica takes it."""

    def __init__(self, client: Any, pace: Pace) -> None:
        self._client, self._pace = client, pace

    def __getattr__(self, operation: str) -> Callable[[Any], Any]:
        def call(request: Any) -> Any:
            self._pace.keep(operation)
            return getattr(self._client, operation)(request)

        return call


@pytest.fixture(scope="session")
def pace() -> Pace:
    """Return what keeps the calls of all tests to the shared replica apart."""
    return Pace(time.sleep)


@pytest.fixture
def sdk(replicas: Callable[..., Any], pace: Pace) -> Callable[..., Any]:
    """Return a client of the SDK for an account, of the shared replica unless told."""
    from huaweicloudsdkbss.v2 import BssClient
    from huaweicloudsdkcore.auth.credentials import GlobalCredentials

    def make(role: str = "distributor", *, replica: Any = None, key: str = SECRET_KEY) -> Any:
        where = replica or replicas(rows=ROWS)
        keys = GlobalCredentials(f"AK-{role}", key, f"{role}-domain")
        builder = BssClient.new_builder().with_credentials(keys)
        client = builder.with_endpoint(where.address.rstrip("/")).build()
        client.get_http_client().logger.addHandler(logging.NullHandler())
        return client if replica else Paced(client, pace)

    return make
