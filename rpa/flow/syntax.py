"""What is wrong with text that is not YAML, said in one clear sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import yaml

_FULL_WIDTH_COLON = "\uff1a"


class Complaint(NamedTuple):
    """What is wrong, what would be right, and where (from 1)."""

    found: str
    remedy: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Saying:
    """Our words for what the YAML reader says; `at_start` points to where the thing was opened."""

    needles: tuple[str, ...]
    found: str
    remedy: str
    at_start: bool = False


_SAYINGS = (
    _Saying(("unexpected ':'",), "a colon needs a blank after it", 'write "key: value"'),
    _Saying(("unexpected end of stream",), "the quote that opens here is never closed",
            "close it", at_start=True),
    _Saying(("expected ',' or ']'",), "the [ that opens here is not closed properly",
            "separate its values with commas, and close it with ]", at_start=True),
    _Saying(("expected ',' or '}'",), "the { that opens here is not closed properly",
            "separate its keys with commas, and close it with }", at_start=True),
    _Saying(("entries are not allowed",), "a list cannot begin on the line of its key",
            'begin it on a new line, or put the text in quotes'),
    _Saying(("mapping keys are not allowed",), "a ? cannot stand here", "put the text in quotes"),
    _Saying(("expected '-' indicator",), "the list ends here without its next -",
            'begin each item with "- ", all in the same column'),
    _Saying(("expected key", "expected <block end>"), "this line does not fit what stands above",
            "write keys of the same mapping in the same column; text after a closing quote "
            "is not allowed"),
    _Saying(("expected ':'",), "this line has no colon", 'write "key: value"'),
    _Saying(("escape", "hexdecimal"), "an unknown \\ sequence",
            "write \\\\ for a backslash, or use single quotes"),
    _Saying(("alphabetic or numeric character",), "a text cannot begin with & or *",
            "put it in quotes"),
    _Saying(("expected node content", "expected the node content"), "a value is missing here",
            "put texts that begin with a bracket or comma in quotes"),
    _Saying(("expected comment or line break", "chomping"), "text follows | or > on the same line",
            "begin the text on the next line"),
    _Saying(("tag",), "found a !tag", "put the text in quotes"),
    _Saying(("directive", "<document start>"), "only one mapping of keys and values is expected",
            "put texts that begin with % in quotes"),
)  # fmt: skip
_AFTER_A_VALUE = ("expected key", "<block end>", "<document start>", "mapping values")
_OTHER = _Saying((), "this is not YAML", "compare this line and the one above with another flow")


def sentence_for(error: yaml.YAMLError, text: str) -> Complaint:
    """Return our own words for an error of the YAML reader."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Complaint(_OTHER.found, _OTHER.remedy, 0, 0)
    problem, mark = error.problem or "", error.problem_mark
    lines = text.splitlines() or [""]
    line = lines[min(mark.line, len(lines) - 1)]
    saying = _from_line(problem, line, mark.column, _line_above(lines, mark.line)) or next(
        (one for one in _SAYINGS if any(needle in problem for needle in one.needles)), _OTHER
    )
    if saying.at_start and error.context_mark is not None:
        mark = error.context_mark
    return Complaint(saying.found, saying.remedy, mark.line + 1, mark.column + 1)


def _line_above(lines: list[str], number: int) -> str:
    return next((one for one in reversed(lines[:number]) if one.strip()), "")


def _from_line(problem: str, line: str, column: int, above: str) -> _Saying | None:
    """Return what the line itself tells about the mistake."""
    if "${" in line[max(0, column - 1) : column + 1]:
        return _Saying((), "${…} inside { } or [ ] needs quotes", 'write "${…}"')
    for one in (line[: column + 1], above):
        if _FULL_WIDTH_COLON in one and ":" not in one.split("#")[0]:
            return _Saying((), f'"{_FULL_WIDTH_COLON}" is a full-width colon', 'write ": "')
    is_quoted = line[:column].rstrip().endswith(('"', "'"))
    if is_quoted and any(needle in problem for needle in _AFTER_A_VALUE):
        return _Saying((), "text follows a closing quote", "put all of it in quotes")
    if line.lstrip().startswith(": "):
        return _Saying((), "the key is missing", 'write "key: value"')
    if "mapping values are not allowed" in problem:
        return _second_colon(line, column)
    if "cannot start any token" in problem:
        return _Saying((), f"a text cannot begin with {line[column : column + 1]}",
                       "put it in quotes")  # fmt: skip
    return None


def _second_colon(line: str, column: int) -> _Saying:
    if ": " in line[:column]:
        return _Saying((), 'a second ": " on this line', "put the text in quotes")
    return _Saying(
        (),
        "this line does not fit the one above",
        "begin keys of the same mapping in the same column, and end each key with a colon",
    )
