"""The protocol of a change: ledger, look, consent, intent, deed, look, outcome.

It never guesses: what looking cannot settle is left to a person.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rpa.errors import PersonNeeded, RpaError, StepFailed, Unavailable
from rpa.events import ChangeTold, Noticed, ProofMade
from rpa.flow.expressions import ExpressionFailed, evaluate
from rpa.flow.words import as_text
from rpa.proofs import prove_types
from rpa.runs.ledger import Entry, Outcome
from rpa.steps.changes import Changes
from rpa.steps.context import Context
from rpa.steps.evidence import Evidence
from rpa.steps.outcomes import REASONS, Made, made_elsewhere
from rpa.steps.subjects import Subject, subjects_of
from rpa.tables import Rows

if TYPE_CHECKING:
    from rpa.steps.change import Change

_Seen: TypeAlias = Literal["done", "undone", "unknown"]

_SHORTEST_WAIT_S, _LONGEST_WAIT_S = 0.5, 4.0


class ChangeFailed(StepFailed):
    """The portal did not do what was asked of it, and that is certain."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: not done: {why}")
        self.what, self.why = what, why


class ChangeUnclear(PersonNeeded):
    """Looking cannot tell whether a change was made, so it is not made again by guessing."""

    def __init__(self, what: str, keys: Sequence[str], why: str) -> None:
        listed = ", ".join(keys)
        super().__init__(
            f"{what}: it cannot be told whether it was done ({why}). Look in the portal, then say "
            f"what you found: rpa ledger settle KEY --as done|not_done, where KEY is {listed}"
        )
        self.what, self.keys = what, tuple(keys)


def make_changes(step: Change, ctx: Context, tell: Callable[[Made], None]) -> None:
    """Tell what each change came to, as soon as it is known; raise once a person must check."""
    changes = ctx.changes
    if changes is None:
        raise StepFailed("this run may change nothing")
    making = _Making(step, ctx, changes, Evidence(ctx))
    what = str(step.what)
    try:
        for made in making.run():
            key = made.subject.key
            ctx.emit(ChangeTold(what=what, key=key, result=made.result, detail=made.detail))
            tell(made)
    finally:
        if making.untold:
            wrong = {name: (len(said), said[0]) for name, said in making.untold.items()}
            ctx.emit(ProofMade(proof=prove_types(what, wrong)))


@dataclass(frozen=True, slots=True)
class _Making:
    step: Change
    ctx: Context
    changes: Changes
    evidence: Evidence
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    untold: dict[str, list[str]] = field(default_factory=dict)

    def run(self) -> Iterator[Made]:
        """Look at all there is to do, ask whether it may be done, and do it."""
        subjects = subjects_of(self.step, self.ctx)
        known = self.changes.last([one.key for one in subjects])
        open_: list[Subject] = []
        for subject in subjects:
            entry = known.get(subject.key)
            if entry is not None and entry.state == "done":
                yield made_elsewhere(subject, entry)
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
                self._settle(Outcome(subject.key, "unclear", REASONS["absent"]))
                doubtful.append(subject.key)
                yield Made(subject, "unclear", reason="absent")
        if doubtful:
            why = f"an earlier run did not come back from it, and {REASONS['absent']}"
            raise ChangeUnclear(str(self.step.what), doubtful, why)

    def _make(self, batch: Sequence[Subject]) -> Iterator[Made]:
        """Write down the intent, and make those that no other process has in hand."""
        claimed = self.changes.claim({one.key: one.words for one in batch})
        mine = [one for one in batch if one.key in claimed.won]
        for one in batch:
            if (entry := claimed.lost.get(one.key)) is not None:
                yield made_elsewhere(one, entry)
        if mine:
            yield from self._attempted(mine)

    def _attempted(self, batch: Sequence[Subject]) -> Iterator[Made]:
        """Act, look, and write down the outcome; what only the end of a session undid goes on."""
        error = self._do(batch)
        was_over = isinstance(error, StepFailed | Unavailable) and self._is_session_over()
        seen, trouble = self._look_until_clear(batch, error)
        files = self.evidence.after()
        made = [self._judged(one, seen[one], error, trouble) for one in batch]
        if isinstance(trouble, Unavailable):  # the intent stays: the next run looks first
            yield from made
            raise error if isinstance(error, Unavailable) else trouble
        self.changes.settle([one.settled(files) for one in made])
        unclear = [one for one in made if one.result == "unclear"]
        failed = [one.subject for one in made if one.result == "failed"]
        again = failed if was_over and not unclear else []
        yield from (self._with_columns(one) for one in made if one.subject not in again)
        if unclear:
            keys = [one.subject.key for one in unclear]
            raise ChangeUnclear(str(self.step.what), keys, unclear[0].detail)
        if isinstance(error, PersonNeeded):
            raise error
        if again:
            yield from self._make(again)

    def _do(self, batch: Sequence[Subject]) -> RpaError | None:
        """Act, and return what went wrong; what ends the run is raised, the intent stays open."""
        try:
            self.evidence.before(self.step.evidence)
            self.ctx.writing().run(self.step.do, batch=[one.value for one in batch])
            self.ctx.hooks.check_session(self.ctx)
        except (StepFailed, Unavailable, PersonNeeded) as error:
            if self.ctx.is_ending:
                raise
            return error
        return None

    def _is_session_over(self) -> bool:
        try:
            self.ctx.hooks.check_session(self.ctx)
        except Unavailable:
            return True
        return False

    def _look_until_clear(
        self, batch: Sequence[Subject], error: RpaError | None
    ) -> tuple[dict[Subject, _Seen], RpaError | None]:
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

    def _looked(self, batch: Sequence[Subject]) -> tuple[dict[Subject, _Seen], RpaError | None]:
        try:
            return self._look(batch), None
        except (StepFailed, Unavailable) as error:
            if self.ctx.is_ending:
                raise
            return dict.fromkeys(batch, "unknown"), error

    def _look(self, batch: Sequence[Subject]) -> dict[Subject, _Seen]:
        before = dict(self.ctx.scope)
        self.ctx.run(self.step.look, batch=[one.value for one in batch])
        read = [one for name, one in self.ctx.scope.items() if one is not before.get(name)]
        is_whole = not any(isinstance(one, Rows) and _lacks_rows(one) for one in read)
        return {one: self._seen(one, is_whole=is_whole) for one in batch}

    def _seen(self, subject: Subject, *, is_whole: bool) -> _Seen:
        step = self.step
        try:
            if self._value(step.done_when, subject):
                return "done"
            # What is missing from a list that was not read whole may be done all the same.
            is_undone = (
                is_whole if step.undone_when is None else self._value(step.undone_when, subject)
            )
        except ExpressionFailed:
            return "unknown"  # what it asks for is not on the page
        return "undone" if is_undone else "unknown"

    def _judged(
        self, subject: Subject, seen: _Seen, error: RpaError | None, trouble: RpaError | None
    ) -> Made:
        if seen == "done":
            return Made(subject, "done")
        clean = self.ctx.redactor.clean  # the ledger and the workbook keep it
        said = clean(str(error) if error else self._said(subject))
        if seen == "undone":
            return (
                Made(subject, "failed", said) if said else Made(subject, "unclear", said, "unshown")
            )
        told = "; ".join(filter(None, (said, clean(str(trouble or "")))))
        return Made(subject, "unclear", told, None if trouble else "absent")

    def _with_columns(self, made: Made) -> Made:
        """Add the further columns to what was done; it stays done if one cannot be told."""
        if made.result != "done":
            return made
        kept: dict[str, Any] = {}
        for name, expression in self.step.keep.items():
            try:
                kept[name] = self._value(expression, made.subject)
            except ExpressionFailed as error:
                self.untold.setdefault(name, []).append(str(error))
        if missing := [name for name in self.step.keep if name not in kept]:
            return replace(made, said=", ".join(missing), reason="untold", kept=kept)
        return replace(made, kept=kept)

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


def _lacks_rows(rows: Rows) -> bool:
    return any(proof.check == "count" and proof.verdict == "fails" for proof in rows.proofs)
