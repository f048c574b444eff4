"""The folder that a run fills: `output/<flow>/<run id>/`, for its owner's eyes."""

from __future__ import annotations

import errno
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rpa.errors import FileWrong, RpaError, Unavailable

_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where one run puts its files."""

    flow: str
    run_id: str
    path: Path

    def downloads(self) -> Path:
        """Return the folder for what the browser downloads, made when first asked for."""
        folder = self.path / "downloads"
        _make(folder)
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
    _make(output)
    parent = output / flow
    _make(parent)
    while True:
        run_id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        path = parent / run_id
        try:
            path.mkdir(mode=_OWNER_ONLY)
        except FileExistsError:
            continue
        except OSError as error:
            raise _trouble(path, error) from error
        return RunFolder(flow, run_id, path)


def _make(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    except OSError as error:
        raise _trouble(folder, error) from error


def _trouble(folder: Path, error: OSError) -> RpaError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(f"{folder}: no room to make this folder")
    if isinstance(error, FileExistsError | NotADirectoryError):
        file = next(one for one in (folder, *folder.parents) if one.is_file())
        return FileWrong(str(file), "is a file where a folder must be", "choose another folder")
    reason = (error.strerror or str(error)).lower()
    return FileWrong(str(folder), f"this folder cannot be made: {reason}", "choose another folder")
