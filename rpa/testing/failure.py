"""What is said of a flow that failed as a test: the step in its file, the page, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rpa.errors import RpaError
from rpa.events import FileWritten, RunStarted, StepFailedEvent, StepStarted
from rpa.mark import shown_path
from rpa.testing.result import Result

_BEFORE, _MOST = 2, 8


class FlowFailed(RpaError):
    """A flow did not come to what a test expects of it."""

    def __init__(self, result: Result, *, exit_code: int = 0, error: str = "") -> None:
        super().__init__("\n".join(_lines(result, exit_code, error)))
        self.result = result


def _lines(result: Result, exit_code: int, error: str) -> Iterator[str]:
    """Yield what the reader of a failed test wants to know, the cause first."""
    unproved = [f"{one.table}: {one.detail}" for one in result.proofs if one.verdict == "fails"]
    yield result.error or "\n".join(unproved) or "it ended well"
    if result.exit_code != exit_code and (exit_code, result.exit_code) != (0, 1):
        yield f"expected exit code {exit_code}, found {result.exit_code}"
    elif error not in result.error:
        yield f"expected an error that says: {error}"
    places = [one for failed in result.failures if (one := _place(result, failed))]
    for at, place in enumerate(places, 1):
        yield ""
        named, *lines = excerpt(*place)
        yield f"{at}. {named}" if len(places) > 1 else named
        yield from lines
    yield ""
    for name, value in _facts(result):
        yield f"{name:<11} {value}"


def _facts(result: Result) -> Iterator[tuple[str, str]]:
    yield "flow", f"{result.flow} as {result.account or 'nobody'} on {result.site}"
    for event in result.events:
        if isinstance(event, RunStarted) and event.inputs:
            yield "inputs", ", ".join(f"{name} {value}" for name, value in event.inputs.items())
    for failed in result.failures:
        if failed.url:
            yield "page", f"{failed.title} {failed.url}".strip()
    for proof in result.proofs:
        if proof.verdict != "holds":
            yield "proof", f"{proof.table}: {proof.check}: {proof.detail}"
    for failed in result.failures:
        if failed.screenshot:
            yield "screenshot", shown_path(failed.screenshot)
    for event in result.events:
        if isinstance(event, FileWritten) and event.kind not in ("workbook", "csv", "download"):
            yield event.kind, shown_path(event.path)
    if result.folder:
        yield "folder", shown_path(result.folder)


def _place(result: Result, failed: StepFailedEvent) -> tuple[str, int, int] | None:
    """Return where the step that failed stands: file, line and column."""
    started = (one for one in result.events if isinstance(one, StepStarted))
    places = [one.place for one in started if one.path == failed.path]
    file, line, column = (*places[-1:], "")[0].rsplit(":", 2) if places else ("", "", "")
    return (file, int(line), int(column)) if line.isdigit() and column.isdigit() else None


def excerpt(file: str, line: int, column: int) -> Iterator[str]:
    """Yield a step's lines with a mark before each, and some lines before them."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        yield f"{file}:{line}:{column}"
        return
    yield f"{file}:{line}:{column}"
    first, last = line - 1, _end(lines, line - 1, column)
    for at in range(max(0, first - _BEFORE), last):
        mark = ">" if at >= first else " "
        yield f"{mark} {at + 1:>4} | {lines[at]}".rstrip()


def _end(lines: list[str], first: int, column: int) -> int:
    """Return the line after a step that begins in `first`: what belongs to it is indented more."""
    at = first + 1
    while at < min(len(lines), first + _MOST):
        text = lines[at]
        if text.strip() and len(text) - len(text.lstrip()) < column - 1:
            break
        at += 1
    while at > first + 1 and not lines[at - 1].strip():
        at -= 1
    return at
