"""The one way that events take: cleaned of secrets, then to every reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from rpa.errors import RpaError
from rpa.events import Emit, Event, FileWritten, Noticed, PageRead, ProofMade, TableRead
from rpa.secret import Redactor
from rpa.tables import Proof

EventT = TypeVar("EventT", bound=Event)


class Bus:
    """Hands events to readers, and remembers what workbooks and the last event sum up."""

    def __init__(self, redactor: Redactor, readers: Sequence[Emit]) -> None:
        self._redactor, self._readers = redactor, list(readers)
        self.files: list[Path] = []
        self.proofs: list[Proof] = []
        self.notices: list[str] = []
        self.tables: list[TableRead] = []
        self.pages = 0

    def emit(self, event: Event) -> None:
        """Clean an event and hand it on.

        A reader that cannot go on, such as a journal on a full disk, is told nothing more, and its
        error is raised here.
        """
        cleaned = self.cleaned(event)
        match cleaned:
            case FileWritten():
                self.files.append(cleaned.path)
            case ProofMade() if cleaned.proof not in self.proofs:  # a table may be read often
                self.proofs.append(cleaned.proof)
            case Noticed():
                self.notices.append(cleaned.message)
            case PageRead():
                self.pages += 1
            case TableRead():
                self.tables.append(cleaned)
        for reader in tuple(self._readers):
            try:
                reader(cleaned)
            except RpaError:
                self._readers.remove(reader)
                raise

    def cleaned(self, event: EventT) -> EventT:
        """Return an event without the secrets that are known."""
        cleaned: EventT = self._cleaned(event)
        return cleaned

    def _cleaned(self, value: Any) -> Any:
        match value:
            case str():
                return self._redactor.clean(value)
            case tuple():
                return tuple(map(self._cleaned, value))
            case dict():
                return {key: self._cleaned(one) for key, one in value.items()}
            case _ if is_dataclass(value):
                return self._with_clean_fields(value)
            case _:
                return value

    def _with_clean_fields(self, value: Any) -> Any:
        changed = {
            one.name: clean
            for one in fields(value)
            if (clean := self._cleaned(held := getattr(value, one.name))) != held
        }
        return replace(value, **changed) if changed else value
