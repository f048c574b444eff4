"""What lines on a console look like: a mark, words and a note, in colour where there is any."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TextIO, TypeAlias

from rich.console import Console
from rich.style import Style
from rich.text import Text

from rpa.mark import shown_path

Look: TypeAlias = Literal[
    "title", "begun", "done", "failed", "unknown", "skipped", "notice", "again", "muted"
]

_MARKS: dict[Look, tuple[str, str, str]] = {
    "title": ("", "", "bold"),
    "begun": ("›", ">", "dim"),
    "done": ("✓", "+", "green"),
    "failed": ("✗", "x", "red"),
    "unknown": ("?", "?", "yellow"),
    "skipped": ("-", "-", "dim"),
    "notice": ("!", "!", "yellow"),
    "again": ("↻", "~", "yellow"),
    "muted": ("", "", "dim"),
}
_STYLED_THROUGHOUT = {"title", "skipped", "notice", "again", "muted"}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Paper:
    """Lines that stay; `is_lively` lets them be coloured and linked."""

    def __init__(self, stream: TextIO, *, is_lively: bool) -> None:
        self.is_lively = is_lively
        self.console = Console(
            file=stream,
            force_terminal=is_lively,
            no_color=not is_lively,
            color_system="auto" if is_lively else None,
            highlight=False,
        )
        self._at = 0 if _writes(stream, "".join(mark for mark, _, _ in _MARKS.values())) else 1

    def mark(self, look: Look) -> Text:
        """Return the mark of a look, in characters that the stream can write."""
        return Text(_MARKS[look][self._at], _MARKS[look][2])

    def line(self, look: Look, words: str, note: str = "", *, depth: int = 0) -> None:
        """Write a mark, words, and a note that matters less."""
        style = _MARKS[look][2] if look in _STYLED_THROUGHOUT else ""
        indent = "  " * depth
        mark = self.mark(look)
        below = "\n" + indent + " " * (len(mark) + 1)
        text = Text(indent) + mark + Text(" " if mark else "") + Text(plain(words, below), style)
        self.put(text + Text(f"  {plain(note)}" if note else "", "dim"))

    def error(self, message: str, *, depth: int = 0) -> None:
        """Write what went wrong, below the line of the step that it is about."""
        indent = "  " * (depth + 1)
        self.put(Text(indent + plain(message, "\n" + indent), "red"))

    def path(self, path: Path) -> None:
        """Write a path on a line of its own, so that it can be copied or clicked."""
        link = Style(link=path.absolute().as_uri()) if self.is_lively else Style()
        self.put(Text("  ") + Text(plain(shown_path(path)), link))

    def put(self, text: Text) -> None:
        """Write a text as it is; the terminal breaks what is too long."""
        self.console.print(text, soft_wrap=True)


def plain(text: str, line_end: str = " ") -> str:
    """Return `text` without what would make a terminal do things; what pages say may hold that."""
    return _CONTROL.sub(" ", text).replace("\n", line_end)


def _writes(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
