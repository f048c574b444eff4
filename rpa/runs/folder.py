"""The folder that a run fills: `output/<flow>/<run id>/`, for its owner's eyes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rpa.errors import FileWrong
from rpa.state import make_folder

_REMEDY = "choose another folder"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one run puts its files."""

    flow: str
    run_id: str
    path: Path

    def downloads(self) -> Path:
        """Return the folder for what the browser downloads, made when first asked for."""
        folder = self.path / "downloads"
        make_folder(folder, _REMEDY)
        return folder

    def file(self, name: str, ending: str) -> Path:
        """Return the path of a file of this run; a name that leads out of the folder is refused."""
        whole = name if name.lower().endswith(ending) else name + ending
        if Path(whole).name != whole or whole.startswith("."):
            raise FileWrong(name, "a plain file name is wanted", f"such as report{ending}")
        return self.path / whole


def create_run_folder(output: Path, flow: str, now: datetime) -> RunFolder:
    """Make a folder that no other run has; its name sorts by time, such as `20261123-153000-a1b2`.

    Folders above it are made where they are missing.
    """
    make_folder(output, _REMEDY)
    make_folder(output / flow, _REMEDY)
    while True:
        run_id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        path = output / flow / run_id
        if make_folder(path, _REMEDY):
            return RunFolder(flow, run_id, path)
