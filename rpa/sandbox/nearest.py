"""The closest known word to a word that is unknown."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or an empty text."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.4)), "")


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that `word` is no such thing, and what would be."""
    names = list(known)
    close = nearest(word, names)
    hint = f'did you mean "{close}"?' if close else f"known: {' '.join(names)}"
    return f'unknown {what} "{word}"; {hint}'
