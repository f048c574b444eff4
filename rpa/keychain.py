"""The system keyring: secrets that a person gave once, kept by the machine and not by us."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from rpa.errors import PersonNeeded
from rpa.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "partner-rpa"
_PATIENCE_S = 30.0

T = TypeVar("T")


class KeyringUnusable(PersonNeeded):
    """The keyring is locked, broken or missing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the system keyring cannot be used: {why}")
        self.why = why


class NoKeyring(KeyringUnusable):
    """This machine has no keyring, as is usual for servers."""

    def __init__(self) -> None:
        super().__init__("this machine has none")


class _Patience:
    """Remembers that the keyring did not answer, so that nothing waits for it a second time."""

    is_lost = False


def kept_secret(entry: str) -> Secret | None:
    """Return the secret kept as `entry`, if there is one."""
    text = _asked(lambda keyring: keyring.get_password(SERVICE, entry))
    return Secret(text) if text else None


def keep_secret(entry: str, secret: Secret) -> None:
    """Keep a secret as `entry`, in place of the one before."""
    _asked(lambda keyring: keyring.set_password(SERVICE, entry, secret.reveal()))


def drop_secret(entry: str) -> bool:
    """Delete the secret kept as `entry`, and say whether there was one."""
    if kept_secret(entry) is None:
        return False
    _asked(lambda keyring: keyring.delete_password(SERVICE, entry))
    return True


def has_keyring() -> bool:
    """Whether there is a keyring that keeps anything; asking does not open it."""
    try:
        _asked(lambda _: None)
    except KeyringUnusable:
        return False
    return True


def _asked(question: Callable[[KeyringBackend], T]) -> T:
    """Return what the keyring answers.

    Without a desktop it may wait for a password that nobody can type: the question is put in a
    thread that can be left behind.
    """
    if _Patience.is_lost:
        raise KeyringUnusable("it does not answer")
    answers: list[T] = []
    troubles: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(question(_keyring()))
        except Exception as error:  # keyrings are plug-ins, and raise what they like
            troubles.append(error)

    thread = Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    if answers:
        return answers[0]
    if not troubles:
        _Patience.is_lost = True
        raise KeyringUnusable(f"it did not answer within {_PATIENCE_S:g} s")
    (trouble,) = troubles
    if isinstance(trouble, KeyringUnusable):
        raise trouble
    raise KeyringUnusable(_in_words(trouble)) from trouble


def _keyring() -> KeyringBackend:
    import keyring
    from keyring.backends import chainer, fail, null

    found = keyring.get_keyring()
    is_empty = isinstance(found, chainer.ChainerBackend) and not found.backends
    # One that keeps nothing says so only when it is asked, or not at all.
    if is_empty or isinstance(found, fail.Keyring | null.Keyring):
        raise NoKeyring
    return found


def _in_words(trouble: Exception) -> str:
    lines = str(trouble).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(trouble).__name__
