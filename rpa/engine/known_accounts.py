"""Whose secrets we were given to keep: names only, because a keyring cannot be listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from rpa.errors import FileWrong
from rpa.state import replace_file, state_folder


@dataclass(frozen=True, slots=True, order=True)
class KnownAccount:
    """An account on a site of a portal."""

    portal: str
    site: str
    account: str


class KnownAccounts:
    """The list of them, which several processes may change at once."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or state_folder() / "accounts.json"

    def all(self) -> list[KnownAccount]:
        """Return them, sorted."""
        try:
            listed = json.loads(self._file.read_bytes())
            return sorted(KnownAccount(**one) for one in listed)
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            raise FileWrong(
                str(self._file),
                "the list of accounts cannot be read",
                "delete it, and add them again",
            ) from error

    def add(self, one: KnownAccount) -> None:
        """Put an account on the list."""
        self._change(lambda known: known | {one})

    def remove(self, one: KnownAccount) -> None:
        """Take an account off the list."""
        self._change(lambda known: known - {one})

    def _change(self, change: Callable[[set[KnownAccount]], set[KnownAccount]]) -> None:
        with FileLock(self._file.with_suffix(".lock"), mode=0o600):
            listed = [asdict(one) for one in sorted(change(set(self.all())))]
            replace_file(self._file, json.dumps(listed, ensure_ascii=False, indent=1).encode())
