"""What commands write: tables for people, messages on stderr, and the end of a pipe."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress

_WIDE = 400
"""Columns of what is not a terminal: whoever reads a pipe wants whole lines."""
_NARROWEST, _GAP = 24, 2
"""What the last column of a table must have at least, and the room between two columns."""


def let_any_text_through() -> None:
    """See to it that no text fails on a terminal or pipe whose encoding lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say_wrong(message: str, code: int) -> int:
    """Write a message to stderr and return the exit code that goes with it."""
    with suppress(OSError):
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    return code


def silence_stdout() -> None:
    """Send to nowhere what is still to be written to stdout, because nobody reads it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table to stdout; on a terminal that is too narrow for it, a few lines for each row.

    Only the last column is ever wrapped.
    """
    write_grouped(headers, [("", list(rows))])


def write_grouped(
    headers: Sequence[str], groups: Sequence[tuple[str, Sequence[Sequence[str]]]]
) -> None:
    """Write one table whose rows stand in groups, each below its heading if it has one."""
    from rich.cells import cell_len
    from rich.console import Console

    width = Console().width if sys.stdout.isatty() else _WIDE
    listed = (headers, *(row for _, rows in groups for row in rows))
    widths = [max(cell_len(row[at]) for row in listed) for at in range(len(headers))]
    before_last = sum(widths[:-1]) + _GAP * (len(headers) - 1)
    is_narrow = before_last + min(widths[-1], _NARROWEST) > width
    widths[-1] = min(widths[-1], width - before_last)
    if not is_narrow:
        _write_columns(headers, widths, (), width, has_header=True)
    for at, (heading, rows) in enumerate(groups):
        if heading:
            sys.stdout.write(f"\n{heading}\n" if at or not is_narrow else f"{heading}\n")
        if is_narrow:
            _write_apart(headers, rows)
        else:
            _write_columns(headers, widths, rows, width)


def _write_apart(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for first, *rest in rows:
        said = zip(headers[1:], rest, strict=True)
        told = [(1, "", f"{header.lower()}: {cell}") for header, cell in said if cell]
        write_indented([(0, "", first), *told])


def _write_columns(
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    width: int,
    *,
    has_header: bool = False,
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=width, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.show_header = has_header
    for at, (header, room) in enumerate(zip(headers, widths, strict=True), start=1):
        is_last = at == len(headers)
        table.add_column(header, no_wrap=not is_last, overflow="fold", min_width=room)
    for row in rows:
        table.add_row(*map(Text, row))
    with console.capture() as captured:
        console.print(table)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def write_indented(lines: Iterable[tuple[int, str, str]]) -> None:
    """Write lines (depth, number, words) to stdout, the words wrapped below themselves."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    is_terminal = sys.stdout.isatty()
    console = Console(highlight=False)
    for depth, number, words in lines:
        lead = "  " * depth + (f"{number} " if number else "")
        room = max(20, console.width - cell_len(lead)) if is_terminal else _WIDE
        for at, line in enumerate(Text(words).wrap(console, room)):
            before = lead if at == 0 else " " * cell_len(lead)
            sys.stdout.write(f"{before}{line.plain.rstrip()}\n")
