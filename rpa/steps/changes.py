"""What a run may change, and the ledger that remembers what was changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rpa.errors import StepFailed
from rpa.runs.ledger import Claimed, Entry, Holder, Ledger, Outcome, Scope


class TooManyChanges(StepFailed):
    """A run is about to change more than its flow expects."""

    def __init__(self, wanted: int, most: int) -> None:
        super().__init__(
            f"{wanted} changes would be made, and the flow expects at most {most} a run; "
            "nothing more was changed"
        )
        self.wanted, self.most = wanted, most


@dataclass(slots=True)
class Changes:
    """The changes of one run: asked for, limited, and kept in the ledger.

    `consent` gets what is about to be changed, in words, and says whether it may be; it raises
    `PersonNeeded` where nobody can be asked. Without it all was agreed to beforehand.
    """

    ledger: Ledger
    scope: Scope
    flow: str
    holder: Holder
    consent: Callable[[Sequence[str]], bool] | None = None
    at_most: int | None = None
    _allowed: int = 0

    @property
    def must_be_asked(self) -> bool:
        """Whether all that is to be done must be known before any of it is."""
        return self.consent is not None or self.at_most is not None

    def last(self, keys: Collection[str]) -> dict[str, Entry]:
        """Return what the ledger knows of each key that it knows."""
        return self.ledger.last(self.scope, keys)

    def allow(self, words: Sequence[str]) -> bool:
        """Return whether these may be changed now, each said in words."""
        wanted = self._allowed + len(words)
        if self.at_most is not None and wanted > self.at_most:
            raise TooManyChanges(wanted, self.at_most)
        self._allowed = wanted
        return self.consent is None or self.consent(words)

    def claim(self, wanted: Mapping[str, str]) -> Claimed:
        """Write down that these are about to be made, by key and in words."""
        return self.ledger.claim(self.scope, wanted, flow=self.flow, holder=self.holder)

    def settle(self, outcomes: Collection[Outcome]) -> None:
        """Write down what they came to."""
        if outcomes:
            self.ledger.settle_all(self.scope, outcomes)
