"""What a run keeps of a change for those who ask later: pictures before and after, and texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rpa.browser.artifacts import screenshot
from rpa.events import FileWritten
from rpa.steps.context import Context

FOLDER = "evidence"
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


@dataclass(slots=True)
class Evidence:
    """Files of one change after the other, below `evidence/` in the run's folder."""

    ctx: Context
    _files: list[str] = field(default_factory=list)
    _stem: str = ""

    def before(self, elements: Iterable[str]) -> None:
        """Keep how the page looks before, and the texts of some elements."""
        self._files = []
        self._stem = f"{len({one.name[:3] for one in self._folder.glob('*')}) + 1:03}"
        for name in elements:
            text = self.ctx.find(name).inner_text(timeout=self.ctx.deadline.left_ms())
            self._write(f"{self._stem}-{_NOT_IN_NAMES.sub('_', name)}.txt", text)
        self._picture(f"{self._stem}-before.png")

    def after(self) -> list[str]:
        """Keep how the page looks now, and return the names of all files since `before`."""
        self._picture(f"{self._stem}-after.png")
        return self._files

    @property
    def _folder(self) -> Path:
        return self.ctx.folder.path / FOLDER

    def _picture(self, name: str) -> None:
        path = self._folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if screenshot(self.ctx.page, path, redactor=self.ctx.redactor) is not None:
            self._kept(path)

    def _write(self, name: str, text: str) -> None:
        path = self._folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        self._kept(path)

    def _kept(self, path: Path) -> None:
        self._files.append(f"{FOLDER}/{path.name}")
        self.ctx.emit(FileWritten(path=path, kind="evidence"))
