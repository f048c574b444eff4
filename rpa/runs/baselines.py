"""How things looked when they were right: files beside a flow, and what is different now."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from rpa.errors import FileWrong, StepFailed
from rpa.mark import shown_path
from rpa.state import make_folder, replace_file

_REMEDY = "make the folder of the flow one that may be written to"
_MAKE = "run it with --update-baselines"
_MOST_LINES = 40


class BaselineMissing(StepFailed):
    """Nobody has said yet how it should look."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{shown_path(file)}: there is no such baseline yet; to make it, {_MAKE}")
        self.file = file


@dataclass(frozen=True, slots=True)
class Baselines:
    """The baselines of a run: whose they are, and whether they are made anew."""

    account: str = ""
    is_updated: bool = False

    def file(self, flow: Path, name: str, ending: str, *, by_account: bool) -> Path:
        """Return where a baseline of a flow lies, such as `orders.baselines/menu-clerk.txt`."""
        whole = f"{name}-{self.account}" if by_account and self.account else name
        if not name or Path(whole).name != whole or whole.startswith("."):
            raise FileWrong(whole, "a plain name is wanted for a baseline", "such as menu")
        return flow.with_suffix(".baselines") / f"{whole}{ending}"

    def read(self, file: Path) -> bytes | None:
        """Return a baseline; None where it is missing and is to be made."""
        try:
            return file.read_bytes()
        except FileNotFoundError:
            if self.is_updated:
                return None
            raise BaselineMissing(file) from None
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise FileWrong(shown_path(file), f"cannot be read: {why}") from error


def keep(file: Path, content: bytes) -> None:
    """Put a baseline in place, whole or not at all."""
    make_folder(file.parent, _REMEDY)
    replace_file(file, content)


def difference(expected: str, found: str) -> str:
    """Return what differs, line by line as reviews show it; nothing if both are the same."""
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected", "found", lineterm="", n=2
    )
    listed = list(lines)
    more = len(listed) - _MOST_LINES
    return "\n".join([*listed[:_MOST_LINES], *([f"… and {more} more lines"] if more > 0 else [])])


def differs(file: Path, found: str) -> str:
    """Say that something does not look as it did when it was right, and what to do if it is."""
    return f"not as in {shown_path(file)}: {found}\nif it is right so, {_MAKE}"
