"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from rpa.errors import FileWrong, RpaError, Unavailable

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_SUCH_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}


def put_in_place(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Let `write` fill a new file, move it to `path`, and return where it stands.

    That is `path`, or `name (2)` and so on where another program holds the file open. Until the
    move nothing of the old file changes; after an error nothing of the new one is left. Only the
    owner may read it.
    """
    with _said(path):
        part = _filled(path, write)
        try:
            return _moved(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def trouble(path: Path, error: OSError) -> RpaError:
    """Say why a file could not be written, in the family that tells what to do about it."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in _NO_ROOM:
        return Unavailable(f"{path}: no room to write it: {reason}")
    if error.errno in _NOT_ALLOWED:
        return FileWrong(str(path), f"may not be written: {reason}", "choose another folder")
    if error.errno in _NO_SUCH_PLACE:
        return FileWrong(str(path), f"cannot be written there: {reason}", "choose another folder")
    return Unavailable(f"{path}: could not be written: {reason}")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise trouble(path, error) from error


def _filled(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _moved(part: Path, path: Path) -> Path:
    for place in _places(path):
        if _is_open_elsewhere(place):
            continue
        try:
            part.replace(place)
        except PermissionError:
            # Windows refuses while a program holds the file; where even a name that nobody uses is
            # refused, the folder is to blame.
            if not place.exists():
                raise
        else:
            return place
    raise AssertionError("names never run out")


def _places(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _is_open_elsewhere(path: Path) -> bool:
    """Whether Excel's or LibreOffice's lock file lies beside `path`."""
    marks = (f"~${path.name}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)
