"""One run at a time for an account: a second sign-in would end the session of the first."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from rpa.errors import Unavailable
from rpa.runs.scope import Scope
from rpa.state import replace_file, state_folder

_POLL_S = 0.2


class AccountBusy(Unavailable):
    """Another run had the account in hand for as long as we would wait."""

    def __init__(self, scope: Scope, tenant: Tenant | None, waited_s: float) -> None:
        waited = f" after waiting {round(waited_s, 1):g} s" if waited_s else ""
        remedy = f"end process {tenant.pid}" if tenant else "end it"
        super().__init__(
            f"{_in_use(scope, tenant)}{waited}; a second sign-in would end its session: "
            f"try again when it is over, {remedy}, or use another account"
        )
        self.scope, self.tenant, self.waited_s = scope, tenant, waited_s


@dataclass(frozen=True, slots=True)
class Tenant:
    """Who has an account in hand, such as "run 20261123-153000-a1b2", and since when."""

    who: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return f"{self.who} (process {self.pid}, since {self.since.astimezone():%H:%M:%S})"


@contextmanager
def account_lease(
    scope: Scope,
    who: str,
    *,
    wait_s: float,
    on_wait: Callable[[str], None],
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Have the account to ourselves until the end, or raise `AccountBusy` after `wait_s`.

    `who` tells others what we are. `on_wait` is told once who is waited for, and `is_cancelled`
    asked often whether to go on waiting. A process that ends, in whatever way, leaves the account
    free at once.
    """
    lock_file, note = _files(scope)
    # A lock object of its own each time: the same one would let its thread in again.
    lock = FileLock(lock_file, mode=0o600)
    with _taken(lock, scope, note, wait_s, on_wait, is_cancelled):
        tenant = Tenant(who, os.getpid(), datetime.now(UTC))
        _write(note, tenant)
        try:
            yield
        finally:
            with suppress(OSError):
                note.unlink(missing_ok=True)


@contextmanager
def _taken(
    lock: FileLock,
    scope: Scope,
    note: Path,
    wait_s: float,
    on_wait: Callable[[str], None],
    is_cancelled: Callable[[], bool],
) -> Iterator[None]:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if wait_s > 0:
            on_wait(f"{_in_use(scope, _read(note))}; waiting")
            _wait_for(lock, scope, note, wait_s, is_cancelled)
        else:
            raise AccountBusy(scope, _read(note), 0) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unavailable(f"{lock.lock_file}: the account cannot be locked: {reason}") from error
    try:
        yield
    finally:
        lock.release()


def _wait_for(
    lock: FileLock, scope: Scope, note: Path, wait_s: float, is_cancelled: Callable[[], bool]
) -> None:
    try:
        lock.acquire(timeout=wait_s, poll_interval=_POLL_S, cancel_check=is_cancelled)
    except Timeout:
        raise AccountBusy(scope, _read(note), wait_s) from None


def _files(scope: Scope) -> tuple[Path, Path]:
    folder = state_folder("leases")
    text = json.dumps(asdict(scope), ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(text.encode()).hexdigest()[:32]
    return folder / f"{name}.lock", folder / f"{name}.json"


def _in_use(scope: Scope, tenant: Tenant | None) -> str:
    return f"{scope} is in use by {tenant or 'another run'}"


def _write(note: Path, tenant: Tenant) -> None:
    facts = {**asdict(tenant), "since": tenant.since.isoformat()}
    replace_file(note, json.dumps(facts, ensure_ascii=False).encode())


def _read(note: Path) -> Tenant | None:
    """Return who has the account; its note may be torn, or for a moment that of a dead one."""
    try:
        facts = json.loads(note.read_bytes())
        tenant = Tenant(facts["who"], facts["pid"], datetime.fromisoformat(facts["since"]))
        return tenant if psutil.pid_exists(tenant.pid) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
