"""A text file as a user gives it, or what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

from rpa.errors import Problem, ProblemsFound
from rpa.mark import Mark
from rpa.nearest import nearest

_MOST_BYTES = 4_000_000
_UNFIT = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what YAML forbids
    "|[\u200b\u2028\u2029\u2060\ufeff]"  # what nobody sees
)


def read_text(path: Path, file: str) -> str:
    """Return the text of a UTF-8 file; `file` is its name in messages."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _problem(file, "the file is larger than 4 MB", "is it the right one?")
        return _decoded(path.read_bytes(), file)
    except FileNotFoundError:
        raise _problem(file, "there is no such file", _neighbours(path)) from None
    except IsADirectoryError:
        raise _problem(file, "this is a folder", "name a file in it") from None
    except OSError as error:
        # Windows says "permission denied" of a folder.
        what = "this is a folder" if path.is_dir() else f"cannot be read: {error.strerror}"
        raise _problem(file, what) from error


def check_characters(text: str, file: str) -> list[Problem]:
    """Return a problem for tabs and one for characters that cannot be seen or are not text."""
    problems = []
    if (tab := text.find("\t")) >= 0:
        problems.append(
            Problem(mark_at(text, tab, file), "", "found a tab character", "write spaces")
        )
    if odd := _UNFIT.search(text):
        found = f"found the invisible character U+{ord(odd[0]):04X}"
        problems.append(Problem(mark_at(text, odd.start(), file), "", found, "remove it"))
    return problems


def mark_at(text: str, offset: int, file: str) -> Mark:
    """Return the place of the character at `offset`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Mark(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        mark = mark_at(before, len(before), file)
        found = "the file is not UTF-8" + _likely_encoding(content)
        raise ProblemsFound([Problem(mark, "", found, "save it as UTF-8")]) from None


def _likely_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " but UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it may be GBK"


def _neighbours(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"nor is there a folder {folder}"
    names = sorted(one.name for one in folder.iterdir() if one.suffix == path.suffix)
    near = nearest(path.stem, (Path(one).stem for one in names))
    return f'did you mean "{near[0]}{path.suffix}"?' if near else ""


def _problem(file: str, found: str, remedy: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(Mark(file), "", found, remedy)])
