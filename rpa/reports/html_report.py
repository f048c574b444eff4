"""A run's report as one HTML file that needs nothing else: no scripts, no network."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from rpa.reports.story import ROUND, EventDict, Node, Story, Written, tell
from rpa.reports.words import CHANGE_WORDS, EXIT_WORDS, STATUS_WORDS, counted, duration
from rpa.tables import Proof

_TEMPLATE = "report.html.j2"
_MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_LONG = 20


class Tile(NamedTuple):
    """A figure, what it counts, and what to say of it."""

    label: str
    figure: str
    unit: str
    note: str


def render_report(
    events: Sequence[EventDict], read: Callable[[Path], bytes] = Path.read_bytes
) -> str:
    """Return the report of a run from the events of its journal; `read` gets a screenshot's bytes.

    Its links are relative to the run's folder, where it belongs.
    """
    story = tell(events)
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            story=story,
            started=story.started.astimezone(),
            status=STATUS_WORDS.get(story.status, "broken off"),
            change_words=CHANGE_WORDS,
            exit_words=EXIT_WORDS.get(story.exit_code or 0, ""),
            files=_shown_files(story),
            tiles=_tiles(story),
            screenshot=_screenshot(story, read),
            link=lambda path: _link(path, story.folder),
        )
    )


def environment(folder: Path = Path(__file__).parent) -> Environment:
    """Return what renders the templates of a folder, by default of this one."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"duration": duration, "counted": counted, "place": _short_place, "bar": _bar}
    made.tests["unfolded"] = _is_unfolded
    return made


def _tiles(story: Story) -> list[Tile]:
    """Return the figures that stand above all else."""
    steps = list(_all_steps(story.steps))
    code = story.exit_code
    ended = "no end was recorded" if code is None else f"exit code {code}"
    tiles = [
        _proof_tile(story.proofs),
        _file_tile(_shown_files(story)),
        Tile("Steps", str(len(steps)), "", _odd_steps(steps) or "all as planned"),
        Tile("Time", duration(story.duration_s), "", ended),
    ]
    if story.pages:
        tiles.insert(0, Tile("Rows", f"{story.rows:,}", "", f"on {counted(story.pages, 'page')}"))
    return tiles


def _proof_tile(proofs: Sequence[Proof]) -> Tile:
    if not proofs:
        return Tile("Proofs", "–", "", "no table was read")
    verdicts = Counter(proof.verdict for proof in proofs)
    odd = _counts({"failing": verdicts["fails"], "not checkable": verdicts["unknown"]})
    return Tile("Proofs", str(verdicts["holds"]), f"of {len(proofs)} hold", odd or "none is open")


def _file_tile(files: Sequence[Written]) -> Tile:
    kinds = dict.fromkeys(file.kind for file in files)
    return Tile("Files", str(len(files)), "", ", ".join(kinds) or "none was written")


def _shown_files(story: Story) -> list[Written]:
    return [file for file in story.files if file.kind != "report"]


def _odd_steps(steps: Sequence[Node]) -> str:
    states = Counter(step.state for step in steps)
    retried = sum(bool(step.retries) for step in steps)
    return _counts({"failed": states["failed"], "retried": retried, "skipped": states["skipped"]})


def _counts(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{count} {word}" for word, count in counts.items() if count)


def _all_steps(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind != ROUND:
            yield node
        yield from _all_steps(node.children)


def _is_unfolded(node: Node) -> bool:
    """Whether what is inside a node is shown at first: what went wrong, and what is not long."""
    is_long = node.kind == ROUND or len(node.children) > _LONG
    return node.is_marked() or not is_long


def _bar(node: Node, whole_s: float) -> str:
    """Return where in the run a node lies, as CSS: begin and length of its bar in percent."""
    if whole_s <= 0:
        return "--from:0%;--long:0%"
    begin = min(100.0, 100 * node.start_s / whole_s)
    length = min(100.0 - begin, 100 * node.duration_s / whole_s)
    return f"--from:{begin:.2f}%;--long:{length:.2f}%"


def _link(path: Path, folder: Path) -> str:
    if path.is_relative_to(folder):
        return "./" + quote(path.relative_to(folder).as_posix())
    return path.absolute().as_uri()


def _short_place(place: str) -> str:
    """Return file and line of `flows/orders.yaml:14:5`: `orders.yaml:14`."""
    file, _, at = PurePath(place).name.partition(":")
    return f"{file}:{at.partition(':')[0]}" if at else file


def _screenshot(story: Story, read: Callable[[Path], bytes]) -> str:
    """Return the picture of the page that a run failed on as a data URI, if it can be read."""
    path = story.failure.screenshot if story.failure else None
    return picture_of(path, read) if path else ""


def picture_of(path: Path, read: Callable[[Path], bytes] = Path.read_bytes) -> str:
    """Return a picture as a data URI, or nothing where it cannot be read."""
    try:
        picture = b64encode(read(path)).decode()
    except OSError:
        return ""
    return f"data:{_MEDIA_TYPES.get(path.suffix.lower(), 'image/png')};base64,{picture}"
