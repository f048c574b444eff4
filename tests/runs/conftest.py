"""Where the tables of a test lie: in SQLite, or on a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

import psycopg
import pytest

on_both = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
"""Marks a test that is run on either database."""


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Return where there is no table yet: a path, unless the test asks for PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return tmp_path / "tables" / "sqlite.db"
    schema, folder = f"s{uuid4().hex}", request.getfixturevalue("postgresql")
    with psycopg.connect(f"host={folder} user=rpa dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
    options = quote_plus(f"-csearch_path={schema}")
    return f"postgresql://rpa@/postgres?host={folder}&options={options}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """Run a server, and return the folder of its socket."""
    if (pg_ctl := _pg_ctl()) is None:
        pytest.skip("no PostgreSQL server is installed here")
    folder = Path(tempfile.mkdtemp(prefix="rpa-pg-"))
    settings = f"-F -k {folder} -c listen_addresses="

    def control(*arguments: str) -> None:
        act = [str(pg_ctl), "-D", str(folder / "tables"), "-s", *arguments]
        subprocess.run(act, cwd=folder, check=True, stdout=subprocess.DEVNULL, **_owner(folder))

    try:
        control("initdb", "-o", "-A trust -U rpa -E UTF8 --locale=C --no-sync")
        control("start", "-w", "-l", str(folder / "log"), "-o", settings)
        yield folder
        control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _pg_ctl() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = shutil.which("pg_ctl")
    return installed[-1] if installed else Path(found) if found else None


def _owner(folder: Path) -> dict[str, Any]:
    """Return whose the server is, and give the folder to him: it refuses to be root's."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}
