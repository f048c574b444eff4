"""The protocol of a change: ledger, look, consent, intent, deed, look, outcome.

It never guesses: what looking cannot settle is left to a person.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rpa.errors import PersonNeeded, RpaError, StepFailed, Unavailable
from rpa.events import ChangeTold, Noticed
from rpa.flow.expressions import ExpressionFailed, evaluate
from rpa.flow.words import as_text
from rpa.runs.ledger import Entry, Outcome
from rpa.steps.changes import Changes
from rpa.steps.context import Context
from rpa.steps.evidence import Evidence
from rpa.steps.subjects import Subject, subjects_of

if TYPE_CHECKING:
    from rpa.steps.change import Change

Result: TypeAlias = Literal["done", "before", "failed", "planned", "unclear"]
Reason: TypeAlias = Literal["ran", "seen", "absent", "unshown", "held"]
_Seen: TypeAlias = Literal["done", "undone", "unknown"]

_SHORTEST_WAIT_S, _LONGEST_WAIT_S = 0.5, 4.0


class ChangeFailed(StepFailed):
    """The portal did not do what was asked of it, and that is certain."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: not done: {why}")
        self.what, self.why = what, why


class ChangeUnclear(PersonNeeded):
    """Nobody can say whether a change was made; it will not be tried again until a person has."""

    def __init__(self, what: str, keys: Sequence[str], why: str) -> None:
        listed = ", ".join(keys)
        super().__init__(
            f"{what}: it cannot be told whether it was done ({why}). Look in the portal, then say "
            f"what you found: rpa ledger settle KEY --as done|not_done, where KEY is {listed}"
        )
        self.what, self.keys = what, tuple(keys)


@dataclass(frozen=True, slots=True)
class Made:
    """What a change came to, and why: in the page's words, or in ours (`reason`), if need be.

    `kept` are the further columns of its row.
    """

    subject: Subject
    result: Result
    said: str = ""
    reason: Reason | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    run: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """Why, for reports."""
        ours = _REASONS[self.reason].format(run=self.run) if self.reason else ""
        return "; ".join(filter(None, (self.said, ours)))


def make_changes(step: Change, ctx: Context, tell: Callable[[Made], None]) -> None:
    """Tell what each change came to, as soon as it is known; raise once a person must check."""
    changes = ctx.changes
    if changes is None:
        raise StepFailed("this run may change nothing")
    making = _Making(step, ctx, changes, Evidence(ctx))
    for made in making.run():
        ctx.emit(
            ChangeTold(
                what=str(step.what), key=made.subject.key, result=made.result, detail=made.detail
            )
        )
        tell(made)


@dataclass(frozen=True, slots=True)
class _Making:
    step: Change
    ctx: Context
    changes: Changes
    evidence: Evidence
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def run(self) -> Iterator[Made]:
        """Look at all there is to do, ask whether it may be done, and do it."""
        subjects = subjects_of(self.step, self.ctx)
        known = self.changes.last([one.key for one in subjects])
        open_: list[Subject] = []
        for subject in subjects:
            entry = known.get(subject.key)
            if entry is not None and entry.state == "done":
                yield _remembered(subject, entry)
            else:
                open_.append(subject)
        if self.changes.must_be_asked:
            wanted: list[Subject] = []
            for batch in self._batches(open_):
                yield from self._looked_over(batch, known, wanted)
            if wanted and not self.changes.allow([one.words for one in wanted]):
                yield from (Made(one, "planned") for one in wanted)
                return
            open_ = wanted
        for batch in self._batches(open_):
            undone: list[Subject] = []
            yield from self._looked_over(batch, known, undone)
            if undone:
                yield from self._make(undone)

    def _batches(self, subjects: Sequence[Subject]) -> Iterator[Sequence[Subject]]:
        size = self.step.at_most
        for at in range(0, len(subjects), size):
            yield subjects[at : at + size]

    def _looked_over(
        self, batch: Sequence[Subject], known: Mapping[str, Entry], undone: list[Subject]
    ) -> Iterator[Made]:
        """Tell of those that need no doing, and put the others into `undone`."""
        self._await_what_is_under_way(known[one.key] for one in batch if one.key in known)
        doubtful: list[str] = []
        for subject, seen in self._look(batch).items():
            entry = known.get(subject.key)
            if seen == "done":
                if entry is not None:
                    self._settle(Outcome(subject.key, "done", "seen on the page"))
                yield Made(subject, "before", reason="seen")
            elif seen == "undone":
                undone.append(subject)
            elif entry is None or entry.state == "not_done":
                yield Made(subject, "failed", reason="absent")
            else:
                self._settle(Outcome(subject.key, "unclear", _REASONS["absent"]))
                doubtful.append(subject.key)
                yield Made(subject, "unclear", reason="absent")
        if doubtful:
            why = f"an earlier run did not come back from it, and {_REASONS['absent']}"
            raise ChangeUnclear(str(self.step.what), doubtful, why)

    def _make(self, batch: Sequence[Subject]) -> Iterator[Made]:
        """Write down the intent, act, look, and write down the outcome."""
        claimed = self.changes.claim({one.key: one.words for one in batch})
        mine = [one for one in batch if one.key in claimed.won]
        for one in batch:
            if (entry := claimed.lost.get(one.key)) is not None:
                yield _taken(one, entry)
        if not mine:
            return
        self.evidence.before(self.step.evidence)
        error = self._do(mine)
        seen, trouble = self._look_until_clear(mine, error)
        files = self.evidence.after()
        made = [self._judged(one, seen[one], error, trouble) for one in mine]
        self.changes.settle(
            [Outcome(one.subject.key, _STATE[one.result], one.detail, tuple(files)) for one in made]
        )
        yield from made
        if unclear := [one for one in made if one.result == "unclear"]:
            keys = [one.subject.key for one in unclear]
            raise ChangeUnclear(str(self.step.what), keys, unclear[0].detail)
        if isinstance(error, PersonNeeded):
            raise error

    def _do(self, batch: Sequence[Subject]) -> RpaError | None:
        """Act, and return what went wrong; what ends the run is raised, the intent stays open."""
        try:
            self.ctx.writing().run(self.step.do, batch=[one.value for one in batch])
        except (StepFailed, Unavailable, PersonNeeded) as error:
            if self.ctx.is_ending:
                raise
            return error
        return None

    def _look_until_clear(
        self, batch: Sequence[Subject], error: RpaError | None
    ) -> tuple[dict[Subject, _Seen], str]:
        """Look until all is done, or until the portal has had the time that it may take."""
        until = time.monotonic() + self.step.settles_in_s
        wait_s = _SHORTEST_WAIT_S
        while True:
            seen, trouble = self._looked(batch)
            left_s = until - time.monotonic()
            open_ = [one for one, how in seen.items() if how != "done"]
            is_explained = error is None and all(map(self._said, open_))
            if not open_ or left_s <= 0 or (is_explained and not trouble):
                return seen, trouble
            self.ctx.page.wait_for_timeout(1000 * min(wait_s, left_s))
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    def _looked(self, batch: Sequence[Subject]) -> tuple[dict[Subject, _Seen], str]:
        try:
            return self._look(batch), ""
        except (StepFailed, Unavailable) as error:
            if self.ctx.is_ending:
                raise
            return dict.fromkeys(batch, "unknown"), str(error)

    def _look(self, batch: Sequence[Subject]) -> dict[Subject, _Seen]:
        self.ctx.run(self.step.look, batch=[one.value for one in batch])
        return {one: self._seen(one) for one in batch}

    def _seen(self, subject: Subject) -> _Seen:
        step = self.step
        try:
            if self._value(step.done_when, subject):
                return "done"
            if step.undone_when is None or self._value(step.undone_when, subject):
                return "undone"
        except ExpressionFailed:
            return "unknown"  # what it asks for is not on the page
        return "unknown"

    def _judged(self, subject: Subject, seen: _Seen, error: RpaError | None, trouble: str) -> Made:
        if seen == "done":
            kept = {name: self._value(one, subject) for name, one in self.step.keep.items()}
            return Made(subject, "done", kept=kept)
        said = str(error) if error else self._said(subject)
        if seen == "undone":
            return (
                Made(subject, "failed", said) if said else Made(subject, "unclear", said, "unshown")
            )
        told = "; ".join(filter(None, (said, trouble)))
        return Made(subject, "unclear", told, None if trouble else "absent")

    def _said(self, subject: Subject) -> str:
        """Return why the page says that a change was not made, if it says so."""
        try:
            why = self._value(self.step.why, subject)
        except ExpressionFailed:
            return ""
        return as_text(why) if why else ""

    def _value(self, expression: Any, subject: Subject) -> Any:
        return evaluate(expression, {**self.ctx.scope, **subject.names})

    def _await_what_is_under_way(self, entries: Iterator[Entry]) -> None:
        """Let come to rest what a run that died may have sent just before."""
        sent = [self._last_sent(one) for one in entries if one.state in ("intended", "unclear")]
        if not sent:
            return
        left_s = self.step.settles_in_s - (datetime.now(UTC) - max(sent)).total_seconds()
        if left_s > 0:
            said = f"{self.step.what}: an earlier run broke off just now; looking in {left_s:.0f} s"
            self.ctx.emit(Noticed(message=said))
            self.ctx.page.wait_for_timeout(1000 * left_s)

    def _last_sent(self, entry: Entry) -> datetime:
        """Return when a run that died may have sent something at the latest."""
        if entry.state == "unclear":
            return entry.at
        # It may have worked on long after it wrote down its intent, but not beside this run.
        return min(self.began, entry.holder.until)

    def _settle(self, outcome: Outcome) -> None:
        self.changes.settle([outcome])


_STATE: Mapping[Result, Literal["done", "not_done", "unclear"]] = {
    "done": "done",
    "failed": "not_done",
    "unclear": "unclear",
}


_REASONS: Mapping[Reason, str] = {
    "ran": "done by run {run}",
    "seen": "the page shows that it is done",
    "absent": "the page shows nothing of it",
    "unshown": "it was carried out, but the page does not show it",
    "held": "run {run} has it in hand",
}


def _remembered(subject: Subject, entry: Entry) -> Made:
    return Made(subject, "before", reason="ran", at=entry.at, run=entry.run)


def _taken(subject: Subject, entry: Entry) -> Made:
    if entry.state == "done":
        return _remembered(subject, entry)
    return Made(subject, "failed", reason="held", run=entry.run)
