"""The structure of what a page shows, as text: its roles and words without its data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_TABLE = re.compile(r" *- '?(?:table|grid|treegrid)\b")
_ROWS = re.compile(r" *- '?(?:row|rowgroup)\b")
_HEADER = re.compile(r" *- '?columnheader\b")
_NOWHERE = re.compile(r" *- /url: javascript:")
_WORDS = re.compile(r'(?<!\\)"(?:\\.|[^"\\])*"|: .*$')
_NUMBER = re.compile(r"\d+(?:[-/.,: T]*\d+)*")


def structure(aria: str, ignored: Sequence[str] = ()) -> str:
    """Return an aria snapshot without the rows of tables that have a header, numbers as `#`.

    Numbers and rows are data, and come and go while the structure stays. What the `ignored` regular
    expressions match is left out as well.
    """
    lines = [one for one in _without_rows(aria.splitlines()) if not _NOWHERE.match(one)]
    plain = (_WORDS.sub(lambda found: _NUMBER.sub("#", found[0]), one) for one in lines)
    # What has lost all that stood below it has nothing to announce any more.
    text = re.sub(r"^( *)(- .*):$(?!\n\1 )", r"\1\2", "\n".join(plain), flags=re.MULTILINE)
    for one in ignored:
        text = re.sub(one, "…", text)
    return f"{text}\n"


def as_list(texts: Iterable[str], depth: int = 0) -> str:
    """Return texts as an indented list, such as the headers of a table."""
    return "".join(f"{'  ' * depth}- {text}\n" for text in texts)


def _without_rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that are not about rows of data: those without a header, in a table with."""
    at = ends = 0
    while at < len(lines):
        end = _end(lines, at)
        if _TABLE.match(lines[at]) and _has_header(lines[at:end]):
            ends = end
        if at < ends and _ROWS.match(lines[at]) and not _has_header(lines[at:end]):
            at = end
        else:
            yield lines[at]
            at += 1


def _has_header(lines: Sequence[str]) -> bool:
    """Whether what begins in the first line has a header, other than that of a table inside."""
    at = 1
    while at < len(lines):
        if _HEADER.match(lines[at]):
            return True
        at = _end(lines, at) if _TABLE.match(lines[at]) else at + 1
    return False


def _end(lines: Sequence[str], at: int) -> int:
    """Return where what stands below a line ends."""
    depth = _depth(lines[at])
    after = range(at + 1, len(lines))
    return next((one for one in after if _depth(lines[one]) <= depth), len(lines))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
