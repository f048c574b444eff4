"""Events reach every reader, and secrets none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rpa.engine.bus import Bus
from rpa.errors import Unavailable
from rpa.events import (
    Event,
    FallbackUsed,
    FileWritten,
    ItemFinished,
    Noticed,
    PageRead,
    ProofMade,
    RunFinished,
    RunStarted,
    StepFailedEvent,
    StepStarted,
)
from rpa.secret import MASK, Redactor, Secret
from rpa.tables import Proof

SECRET = "Tok-1234"


@pytest.fixture
def redactor() -> Redactor:
    known = Redactor()
    known.learn(Secret(SECRET))
    return known


def _proof(detail: str) -> Proof:
    return Proof("Goods", "keys", "fails", detail)


def _events(text: str) -> list[Event]:
    """Return an event of each kind that can hold a text, with this text in every place."""
    return [
        RunStarted(
            run="r",
            flow="f",
            title=text,
            portal="p",
            site="s",
            account=text,
            folder=Path("/x"),
            inputs={"Code": text, "Other": "plain"},
            steps=1,
        ),
        StepStarted(path="steps[0]", kind="fill", words=f"fill x with {text}", place="f.yaml:1:1"),
        StepFailedEvent(path="steps[0]", error=text, url=f"http://x/?q={text}", title=text),
        FallbackUsed(element="x", used=text, index=1, failed=("css=x", f"text={text}")),
        ItemFinished(path="steps[0]", item=1, items=2, label=text, error=text),
        Noticed(message=text),
        ProofMade(proof=_proof(f"twice: {text}")),
        RunFinished(
            status="failed",
            exit_code=1,
            error=text,
            duration_s=1.0,
            files=(Path("/x/y"),),
            proofs=(_proof(text), _proof("plain")),
        ),
    ]


def test_a_secret_is_taken_out_wherever_an_event_holds_it(redactor):
    heard: list[Event] = []
    bus = Bus(redactor, [heard.append])
    for event in _events(SECRET):
        bus.emit(event)
    assert SECRET not in repr(heard)
    cleaned = _events(MASK)
    assert heard == [replace(one, at=wanted.at) for one, wanted in zip(cleaned, heard, strict=True)]
    assert (bus.notices, bus.proofs) == ([MASK], [_proof(f"twice: {MASK}")])


def test_an_event_without_a_secret_passes_as_it_is_to_every_reader(redactor):
    first: list[Event] = []
    second: list[Event] = []
    bus = Bus(redactor, [first.append, second.append])
    event = Noticed(message="nothing to hide")
    bus.emit(event)
    assert first[0] is second[0] is event


def test_what_the_end_of_a_run_sums_up_is_remembered():
    bus = Bus(Redactor(), [])
    bus.emit(FileWritten(path=Path("/x/y.csv"), kind="csv", rows=3))
    bus.emit(PageRead(table="Goods", page=1, pages=2, rows=10, total=20))
    bus.emit(PageRead(table="Goods", page=2, pages=2, rows=20, total=20))
    bus.emit(ProofMade(proof=_proof("x")))
    bus.emit(Noticed(message="look"))
    assert (bus.files, bus.pages, bus.proofs, bus.notices) == (
        [Path("/x/y.csv")],
        2,
        [_proof("x")],
        ["look"],
    )


def test_a_reader_that_cannot_go_on_ends_the_run_and_the_others_hear_the_end():
    heard: list[Event] = []

    def full(_event: Event) -> None:
        raise Unavailable("journal.jsonl: no room")

    bus = Bus(Redactor(), [full, heard.append])
    with pytest.raises(Unavailable, match="no room"):
        bus.emit(Noticed(message="one"))
    bus.emit(Noticed(message="two"))
    assert [event.message for event in heard if isinstance(event, Noticed)] == ["two"]
