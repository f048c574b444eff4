"""A keyring that keeps its secrets in memory, or where a test names a file for it, in that file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Drawer(KeyringBackend):
    """A keyring of a test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("there is no such entry")


class FiledDrawer(Drawer):
    """A keyring of several processes of one test: it lies in the file that TEST_DRAWER names."""

    # No machine shall choose it by itself.
    priority = -1

    def __init__(self) -> None:
        super().__init__()
        self._file = Path(os.environ["TEST_DRAWER"])
        kept = json.loads(self._file.read_text("utf-8")) if self._file.exists() else []
        self.entries = {(service, name): text for service, name, text in kept}

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self._save()

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self._save()

    def _save(self) -> None:
        kept = [[service, name, text] for (service, name), text in self.entries.items()]
        self._file.write_text(json.dumps(kept), "utf-8")
