"""What a browser needs to be signed in again: taken from one, kept encrypted, given to the next."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import time
from typing import TypeAlias, cast

from playwright.sync_api import BrowserContext, Error, Frame, StorageState

from rpa.keychain import KeyringUnusable, keep_secret, kept_secret
from rpa.secret import Secret
from rpa.state import replace_file, state_folder

ENVIRONMENT_NAME = "RPA_SESSION_KEY"
KEYRING_ENTRY = "session-key"
MOST_AGE = timedelta(hours=12)

Items: TypeAlias = Mapping[str, str]

# Stands in sessionStorage and in localStorage once a page got its items back: a site that has
# signed out and emptied one of them shall not find its old token again.
_MARK = "rpa-session-restored"
_READ = """() => {
  try {
    const names = Array.from(sessionStorage, (_, at) => sessionStorage.key(at));
    return [location.origin, names.map((name) => [name, sessionStorage.getItem(name)])];
  } catch {
    return null;  // a page without an origin of its own has no storage
  }
}"""
_RESTORE = """(() => {
  const mark = %(mark)s, kept = %(kept)s;
  try {
    const items = Object.hasOwn(kept, location.origin) ? kept[location.origin] : null;
    if (!items || sessionStorage.length || localStorage.getItem(mark)) return;
    for (const [name, value] of items) sessionStorage.setItem(name, value);
    sessionStorage.setItem(mark, "1");
    localStorage.setItem(mark, "1");
  } catch { /* no storage here */ }
})();"""


@dataclass(frozen=True, slots=True)
class SessionState:
    """The state of a signed-in browser; all of it is secret.

    `storage` is what a new context takes as its `storage_state`: cookies, localStorage, IndexedDB.
    `session` is the sessionStorage of each origin, for `restore_script`.
    """

    storage: StorageState = field(repr=False)
    session: Mapping[str, Items] = field(repr=False)


class KeptSessions:
    """Keeps states by the name of their scope, and none without a key.

    One that is older than `most_age` or cannot be read is as good as none, and is deleted.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        key: bytes | None,
        most_age: timedelta = MOST_AGE,
        now: Callable[[], float] = time,
    ) -> None:
        self._folder = folder or state_folder("sessions")
        self._key, self._most_age, self._now = key, most_age, now

    def save(self, scope: str, state: SessionState) -> None:
        """Keep a state in place of the one before; its age begins anew."""
        if self._key is None:
            return
        from cryptography.fernet import Fernet

        kept = {"scope": scope, "storage": state.storage, "session": state.session}
        token = Fernet(self._key).encrypt_at_time(json.dumps(kept).encode(), int(self._now()))
        replace_file(self._file(scope), token)

    def load(self, scope: str) -> SessionState | None:
        """Return the state kept for a scope, if it is fit for use."""
        if self._key is None:
            return None
        try:
            token = self._file(scope).read_bytes()
        except OSError:
            return None
        state = self._read(token, self._key, scope)
        if state is None:
            self.forget(scope)
        return state

    def forget(self, scope: str) -> None:
        """Delete the state kept for a scope."""
        with suppress(OSError):
            self._file(scope).unlink(missing_ok=True)

    def _read(self, token: bytes, key: bytes, scope: str) -> SessionState | None:
        from cryptography.fernet import Fernet, InvalidToken

        most_s = int(self._most_age.total_seconds())
        try:
            text = Fernet(key).decrypt_at_time(token, most_s, int(self._now()))
            kept = json.loads(text)
            # A file that somebody moved here is the session of another account.
            return (
                SessionState(kept["storage"], kept["session"]) if kept["scope"] == scope else None
            )
        except (InvalidToken, ValueError, KeyError, TypeError):
            return None

    def _file(self, scope: str) -> Path:
        return self._folder / f"{hashlib.sha256(scope.encode()).hexdigest()[:32]}.session"


def session_key() -> bytes | None:
    """Return the key for `KeptSessions`: of the environment, else of the system keyring, or None.

    The keyring's is made when it is first asked for.
    """
    if given := os.environ.get(ENVIRONMENT_NAME, ""):
        return _key_from(given)
    try:
        if kept_secret(KEYRING_ENTRY) is None:
            keep_secret(KEYRING_ENTRY, Secret(base64.urlsafe_b64encode(os.urandom(32)).decode()))
        # Read back, because another process may have made one just now.
        kept = kept_secret(KEYRING_ENTRY)
    except KeyringUnusable:
        return None
    return _key_from(kept.reveal()) if kept else None


def capture_state(context: BrowserContext) -> SessionState:
    """Take the state of a browser, with the sessionStorage of every page that it shows."""
    session: dict[str, dict[str, str]] = {}
    for page in context.pages:
        for frame in page.frames:
            origin, found = _items_of(frame)
            if found:
                session.setdefault(origin, {}).update(found)
    storage = context.storage_state(indexed_db=True)
    for place in storage.get("origins", []):
        items = place.get("localStorage", [])
        place["localStorage"] = [one for one in items if one["name"] != _MARK]
    return SessionState(storage, session)


def restore_script(state: SessionState) -> str:
    """Return a script for every new page, which gives an origin its sessionStorage back, once."""
    kept = {origin: list(items.items()) for origin, items in state.session.items()}
    return _RESTORE % {"mark": json.dumps(_MARK), "kept": json.dumps(kept)}


def _items_of(frame: Frame) -> tuple[str, dict[str, str]]:
    try:
        found = frame.evaluate(_READ)
    except Error:  # it is closing or going elsewhere
        found = None
    origin, items = cast("tuple[str, list[list[str]]]", found or ("", []))
    return origin, {name: value for name, value in items if name != _MARK}


def _key_from(text: str) -> bytes:
    # Whoever steals the files must not be able to try short texts quickly.
    raw = hashlib.scrypt(text.encode(), salt=b"partner-rpa session", n=2**14, r=8, p=1, dklen=32)
    return base64.urlsafe_b64encode(raw)
