"""The parts of this machine that the search for a browser looks at."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def _playwright_package() -> Path | None:
    spec = importlib.util.find_spec("playwright")
    return Path(spec.origin).parent / "driver" / "package" if spec and spec.origin else None


@dataclass(frozen=True, slots=True)
class Machine:
    """What the search looks at; tests give one of their own."""

    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path = field(default_factory=Path.home)
    root: Path = Path("/")
    playwright: Path | None = field(default_factory=_playwright_package)

    def on_path(self, name: str) -> Path | None:
        """Return the executable `name` from the PATH."""
        found = shutil.which(name, path=self.environ.get("PATH", ""))
        return Path(found) if found else None

    def program_folders(self) -> Iterator[Path]:
        """Yield the folders where Windows keeps programs."""
        for name in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
            if folder := self.environ.get(name):
                yield Path(folder)


def can_run(program: Path) -> bool:
    """Say whether this is a program that we may start."""
    return program.is_file() and os.access(program, os.X_OK)
