"""The one way that events take: cleaned of secrets, then to every reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from rpa.events import Emit, Event, FileWritten, Noticed, PageRead, ProofMade
from rpa.secret import Redactor
from rpa.tables import Proof


class Bus:
    """Hands events to readers, and remembers what workbooks and the last event sum up."""

    def __init__(self, redactor: Redactor, readers: Sequence[Emit]) -> None:
        self._redactor, self._readers = redactor, tuple(readers)
        self.files: list[Path] = []
        self.proofs: list[Proof] = []
        self.notices: list[str] = []
        self.pages = 0

    def emit(self, event: Event) -> None:
        """Clean an event and hand it on."""
        match event:
            case FileWritten():
                self.files.append(event.path)
            case ProofMade():
                self.proofs.append(event.proof)
            case Noticed():
                self.notices.append(event.message)
            case PageRead():
                self.pages += 1
        cleaned = self._cleaned(event)
        for reader in self._readers:
            reader(cleaned)

    def _cleaned(self, event: Event) -> Event:
        texts = {
            one.name: clean
            for one in fields(event)
            if isinstance(text := getattr(event, one.name), str)
            and (clean := self._redactor.clean(text)) != text
        }
        return replace(event, **texts) if texts else event
