"""Where a step stands in its file, and where each of its fields does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rpa.flow.document import Document, Path
from rpa.mark import Mark


@dataclass(frozen=True, slots=True)
class Place:
    """A step's place: a field may stand inside the kind key, beside it, or be its bare value."""

    document: Document
    path: Path
    fields: Mapping[str, Path]

    def mark(self, kind: str, *inside: str | int) -> Mark:
        """Return where the step stands, or what is `inside`, as exactly as it is known."""
        likely: list[Path] = []
        if inside and inside[0] in self.fields:
            likely.append((*self.fields[str(inside[0])], *inside[1:]))
        likely += [(*self.path, *inside), (*self.path, kind, *inside)]
        exact = next((path for path in likely if path in self.document.marks), likely[0])
        return self.document.mark(exact)
