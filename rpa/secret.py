"""Values that may be typed into a field and shown nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MASK = "••••••"

_SHORTEST = 4
# Names of people are that short, and say as much as a longer word of letters does.
_HAN_NAME = re.compile("[\u3400-\u9fff]{2,3}")


def is_telling(text: str) -> bool:
    """Say whether a text can be masked wherever it stands; a shorter one is in innocent words."""
    return len(text) >= _SHORTEST or _HAN_NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that does not show itself; `reveal` is called where it is typed and nowhere else."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"Secret({MASK})"


@dataclass(slots=True)
class Redactor:
    """Knows the secret texts of a run and takes them out of whatever is to be shown or kept."""

    _by_length: dict[int, set[str]] = field(default_factory=dict, repr=False)

    def learn(self, secret: Secret | str) -> None:
        """Remember a secret text; very short ones would blot out innocent words and are left."""
        text = secret.reveal() if isinstance(secret, Secret) else secret
        if is_telling(text):
            self._by_length.setdefault(len(text), set()).add(text)

    @property
    def texts(self) -> frozenset[str]:
        """The secret texts known so far, for whoever has to find them in other forms."""
        return frozenset().union(*self._by_length.values())

    def clean(self, text: str) -> str:
        """Return `text` with every known secret masked, the longest first.

        Every stretch of the text is looked up, so that the time does not grow with the number of
        secrets: a long table may reveal tens of thousands.
        """
        for length in sorted(self._by_length, reverse=True):
            known = self._by_length[length]
            stretches = {text[at : at + length] for at in range(len(text) - length + 1)}
            for secret in stretches & known:
                text = text.replace(secret, MASK)
        return text
