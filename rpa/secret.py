"""Values that may be typed into a field and shown nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

MASK = "••••••"


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

    _texts: set[str] = field(default_factory=set, repr=False)

    def learn(self, secret: Secret | str) -> None:
        """Remember a secret text; very short ones would blot out innocent words and are left."""
        text = secret.reveal() if isinstance(secret, Secret) else secret
        if len(text) >= 4:
            self._texts.add(text)

    @property
    def texts(self) -> frozenset[str]:
        """The secret texts known so far, for whoever has to find them in other forms."""
        return frozenset(self._texts)

    def clean(self, text: str) -> str:
        """Return `text` with every known secret masked."""
        for secret in sorted(self._texts, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text

    def clean_bytes(self, content: bytes) -> bytes:
        """Return `content` with every known secret masked, for files such as traces."""
        for secret in sorted(self._texts, key=len, reverse=True):
            content = content.replace(secret.encode(), MASK.encode())
        return content
