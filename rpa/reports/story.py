"""What happened in a run, told from its events: the tree of its steps and all that is of note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, TypeAlias

from rpa.errors import InputWrong
from rpa.tables import Proof

EventDict: TypeAlias = dict[str, Any]
"""An event as `as_json` makes it and the journal keeps it."""

ROUND = "round"
"""The kind of a node that is one round of a loop."""

EVIDENCE = "evidence"
"""The kind of the files that are kept of a change: there are two or more for each."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Node:
    """A step, or one round of a loop, with what happened inside."""

    words: str
    kind: str = ""
    place: str = ""
    path: str = ""
    start_s: float = 0.0
    duration_s: float = 0.0
    state: Literal["running", "done", "failed", "skipped"] = "running"
    why: str = ""
    retries: list[str] = field(default_factory=list)
    pages: int = 0
    rows: int = 0
    children: list[Node] = field(default_factory=list)

    def is_marked(self) -> bool:
        """Whether a reader should see this: it, or something inside, went other than planned."""
        odd = self.state in ("failed", "running") or bool(self.retries)
        return odd or any(child.is_marked() for child in self.children)


@dataclass(frozen=True, slots=True)
class Fallback:
    """An element that was found, but not by the first way that the selectors give."""

    element: str
    used: str
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the run, and how many rows it holds where it holds rows."""

    path: Path
    kind: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change in the portal came to."""

    what: str
    key: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What ended a run, and the page at that moment where it is known."""

    error: str
    step: str = ""
    place: str = ""
    url: str = ""
    title: str = ""
    screenshot: Path | None = None


@dataclass(slots=True)
class Story:
    """A run as a whole; `status` is empty when its end was never written."""

    run: str = ""
    flow: str = ""
    title: str = ""
    portal: str = ""
    site: str = ""
    account: str = ""
    folder: Path = Path()
    inputs: dict[str, str] = field(default_factory=dict)
    started: datetime = _NEVER
    duration_s: float = 0.0
    status: str = ""
    exit_code: int | None = None
    error: str = ""
    steps: list[Node] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)
    guards: dict[str, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    files: list[Written] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    pages: int = 0
    rows: int = 0

    @property
    def failure(self) -> Failure | None:
        """What ended the run, or None when it ended well or never ended."""
        if not self.error:
            return None
        same = [one for one in self.failures if one.error == self.error]
        return same[0] if same else Failure(self.error)


def tell(events: Iterable[EventDict]) -> Story:
    """Return the story of a run; what is missing because it broke off stays open."""
    teller = Teller()
    try:
        for event in events:
            teller.hear(event)
    except (KeyError, TypeError, ValueError) as error:
        raise InputWrong(f"the journal holds an event that is not whole: {error!r}") from error
    if not teller.story.run:
        raise InputWrong("the journal does not begin with a run")
    return teller.story


class Teller:
    """Takes one event after the other; steps that are not over are `open`, the innermost last."""

    def __init__(self) -> None:
        self.story = Story()
        self.open: list[Node] = []

    def hear(self, event: EventDict) -> None:
        """Take the next event; kinds of a later version that we do not know are passed over."""
        if act := getattr(self, f"_on_{event['event']}", None):
            act(event)
            self.story.duration_s = max(self.story.duration_s, self._since(event))

    def _on_run_started(self, event: EventDict) -> None:
        story = self.story
        story.run, story.flow, story.title = event["run"], event["flow"], event["title"]
        story.portal, story.site, story.account = event["portal"], event["site"], event["account"]
        story.folder, story.inputs = Path(event["folder"]), event["inputs"]
        story.started = datetime.fromisoformat(event["at"])

    def _on_step_started(self, event: EventDict) -> None:
        words, kind, place, path = (event[key] for key in ("words", "kind", "place", "path"))
        node = Node(words, kind, place, path, self._since(event))
        self._add(node)
        self.open.append(node)

    def _on_step_finished(self, event: EventDict) -> None:
        node = self._closed(event)
        node.state, node.duration_s = "done", event["duration_s"]

    def _on_step_failed(self, event: EventDict) -> None:
        node = self._closed(event)
        node.state, node.why, node.duration_s = "failed", event["error"], event["duration_s"]
        picture = Path(event["screenshot"]) if event["screenshot"] else None
        self.story.failures.append(
            Failure(event["error"], node.words, node.place, event["url"], event["title"], picture)
        )

    def _on_step_skipped(self, event: EventDict) -> None:
        node = Node(event["words"], path=event["path"], start_s=self._since(event))
        node.state, node.why = "skipped", event["why"]
        self._add(node)

    def _on_step_retried(self, event: EventDict) -> None:
        for node in self.open:
            if node.path == event["path"]:
                node.retries.append(event["error"])

    def _on_item_finished(self, event: EventDict) -> None:
        """Gather what a loop's steps did since its last round into a node of its own."""
        siblings = self.open[-1].children if self.open else self.story.steps
        inside = list(takewhile(lambda node: node.kind != ROUND, reversed(siblings)))[::-1]
        del siblings[len(siblings) - len(inside) :]
        at = self._since(event)
        began = inside[0].start_s if inside else at
        words = " · ".join(filter(None, [f"{event['item']} of {event['items']}", event["label"]]))
        node = Node(words, ROUND, start_s=began, duration_s=at - began, children=inside)
        node.state, node.why = "failed" if event["error"] else "done", event["error"]
        siblings.append(node)

    def _on_page_read(self, event: EventDict) -> None:
        node = self.open[-1] if self.open else Node("")
        pages = 1 if event["page"] == 1 else node.pages + 1  # a table may be read again
        self.story.pages += 1
        self.story.rows += event["rows"] - node.rows
        node.pages, node.rows = pages, event["rows"]

    def _on_fallback_used(self, event: EventDict) -> None:
        fallback = Fallback(event["element"], event["used"], tuple(event["failed"]))
        if fallback not in self.story.fallbacks:
            self.story.fallbacks.append(fallback)

    def _on_guard_acted(self, event: EventDict) -> None:
        guard = event["guard"]
        self.story.guards[guard] = self.story.guards.get(guard, 0) + 1

    def _on_noticed(self, event: EventDict) -> None:
        self.story.notices.append(event["message"])

    def _on_proof_made(self, event: EventDict) -> None:
        if (proof := Proof(**event["proof"])) not in self.story.proofs:
            self.story.proofs.append(proof)

    def _on_change_told(self, event: EventDict) -> None:
        self.story.changes.append(
            Changed(event["what"], event["key"], event["result"], event["detail"])
        )

    def _on_file_written(self, event: EventDict) -> None:
        self.story.files.append(Written(Path(event["path"]), event["kind"], event["rows"]))

    def _on_run_finished(self, event: EventDict) -> None:
        story = self.story
        story.status, story.exit_code = event["status"], event["exit_code"]
        story.error, story.duration_s = event["error"], event["duration_s"]

    def _since(self, event: EventDict) -> float:
        return (datetime.fromisoformat(event["at"]) - self.story.started).total_seconds()

    def _add(self, node: Node) -> None:
        (self.open[-1].children if self.open else self.story.steps).append(node)

    def _closed(self, event: EventDict) -> Node:
        """Take the step of `event` off the open ones, with any inside that never ended."""
        for at, node in enumerate(self.open):
            if node.path == event["path"]:
                del self.open[at:]
                return node
        return Node(event["path"])  # its beginning was lost
