"""The folder of this user for what stays between runs, and how what is private is made."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from rpa.errors import FileWrong, RpaError, Unavailable

ENVIRONMENT_NAME = "RPA_HOME"
_REMEDY = f"name another folder in the environment variable {ENVIRONMENT_NAME}"


def state_folder(*below: str) -> Path:
    """Return the folder, or one `below` it, made where it is missing and for its owner's eyes."""
    folder = _place()
    make_folder(folder, _REMEDY)
    for name in below:
        folder /= name
        make_folder(folder, _REMEDY)
    return folder


def make_folder(folder: Path, remedy: str) -> bool:
    """Make a folder for its owner's eyes, and return whether it was not there before.

    Folders above it are made where they are missing; `remedy` says what to do if none can be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except OSError as error:
        if isinstance(error, FileExistsError) and folder.is_dir():
            return False
        raise _trouble(folder, error, remedy) from error
    return True


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


def _trouble(folder: Path, error: OSError, remedy: str) -> RpaError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(f"{folder}: no room to make this folder")
    if isinstance(error, FileExistsError | NotADirectoryError):
        file = next((one for one in (folder, *folder.parents) if one.is_file()), folder)
        return FileWrong(str(file), "is a file where a folder must be", remedy)
    return FileWrong(str(folder), f"this folder cannot be made: {_why(error)}", remedy)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
