"""Whether a run may change something: never unless somebody said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rpa.errors import PersonNeeded
from rpa.events import Emit, Noticed
from rpa.steps.answers import Person

_MOST_LISTED = 5


class ConsentMissing(PersonNeeded):
    """Something would be changed, and nobody agreed to it."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(
            f"nothing was changed, because nobody agreed to it: {listed(words)}. Give --confirm "
            "to have it done, or --plan to see all that would be done"
        )
        self.words = tuple(words)


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether a run only plans, and if not, who is asked."""

    emit: Emit
    only_plans: bool = False
    person: Person | None = None

    def __call__(self, words: Sequence[str]) -> bool:
        """Return whether all this may be changed; raise `ConsentMissing` if nobody can say."""
        if self.only_plans:
            self.emit(Noticed(message=f"would be done: {listed(words)}"))
            return False
        what = "1 change" if len(words) == 1 else f"{len(words)} changes"
        question = f"{what} will be made in the portal"
        if self.person is None or not self.person.agrees(question, list(words)):
            raise ConsentMissing(words)
        return True


def listed(words: Sequence[str]) -> str:
    """Return some of what is to be done, and how much more there is."""
    more = f" and {len(words) - _MOST_LISTED} more" if len(words) > _MOST_LISTED else ""
    return "; ".join(words[:_MOST_LISTED]) + more
