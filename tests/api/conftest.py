"""The official SDK, unmodified, talking to a replica; and the world that the replica has."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rpa.sandbox.world.world import World

TODAY = date(2026, 11, 23)
SECRET_KEY = "Sandbox-SK-2026"
ROWS = 230


@pytest.fixture(scope="session")
def world() -> World:
    """Return the world of a replica with `ROWS` rows and the first seed."""
    return World(1, ROWS, TODAY)


@pytest.fixture
def sdk(replicas: Callable[..., Any]) -> Callable[..., Any]:
    """Return a client of the SDK for an account, of the shared replica unless told."""
    from huaweicloudsdkbss.v2 import BssClient
    from huaweicloudsdkcore.auth.credentials import GlobalCredentials

    def make(role: str = "distributor", *, replica: Any = None, key: str = SECRET_KEY) -> Any:
        where = replica or replicas(rows=ROWS)
        keys = GlobalCredentials(f"AK-{role}", key, f"{role}-domain")
        builder = BssClient.new_builder().with_credentials(keys)
        client = builder.with_endpoint(where.address.rstrip("/")).build()
        client.get_http_client().logger.addHandler(logging.NullHandler())
        return client

    return make
