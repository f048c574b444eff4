"""The folder of this user where everything lies that stays between runs of any project."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rpa.errors import FileWrong, RpaError, Unavailable

ENVIRONMENT_NAME = "RPA_HOME"
_OWNER_ONLY = 0o700


def state_folder(*below: str) -> Path:
    """Return the folder, or one `below` it, made where it is missing and for its owner's eyes."""
    folder = _place()
    _make(folder)
    for name in below:
        folder /= name
        _make(folder)
    return folder


def replace_file(path: Path, content: bytes) -> None:
    """Put a file for its owner's eyes in place, whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unavailable(f"{path}: could not be written: {_why(error)}") from error


def _place() -> Path:
    if given := os.environ.get(ENVIRONMENT_NAME, "").strip():
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("partner-rpa", appauthor=False)


def _make(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    except OSError as error:
        raise _trouble(folder, error) from error


def _trouble(folder: Path, error: OSError) -> RpaError:
    remedy = f"name another folder in the environment variable {ENVIRONMENT_NAME}"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return FileWrong(str(folder), "a file stands where a folder must be", remedy)
    return FileWrong(str(folder), f"this folder cannot be made: {_why(error)}", remedy)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
