"""The system keyring: what it keeps, and what becomes of it when it is missing or hangs."""

from __future__ import annotations

from threading import Event

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from rpa import keychain
from rpa.keychain import KeyringUnusable, drop_secret, has_keyring, keep_secret, kept_secret
from rpa.secret import Secret
from tests.keyrings import Drawer

ENTRY = "shop/live/me"


@pytest.fixture(autouse=True)
def restored(monkeypatch):
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)
    keychain._Patience.is_lost = False


@pytest.fixture
def drawer() -> Drawer:
    one = Drawer()
    keyring.set_keyring(one)
    return one


class Locked(Drawer):
    def get_password(self, *_: str) -> str:
        raise KeyringLocked("the collection is locked.\nask its owner")


class Hanging(Drawer):
    def __init__(self) -> None:
        super().__init__()
        self.end = Event()
        self.asked = 0

    def get_password(self, *_: str) -> None:
        self.asked += 1
        self.end.wait(30)


def test_a_secret_is_kept_under_our_name_and_replaced_and_dropped(drawer):
    assert (kept_secret(ENTRY), drop_secret(ENTRY)) == (None, False)
    keep_secret(ENTRY, Secret("first"))
    keep_secret(ENTRY, Secret("second"))
    assert drawer.entries == {("partner-rpa", ENTRY): "second"}
    assert kept_secret(ENTRY) == Secret("second")
    assert (drop_secret(ENTRY), drawer.entries) == (True, {})


@pytest.mark.parametrize("none", [fail.Keyring, null.Keyring])
def test_a_keyring_that_keeps_nothing_is_none(none):
    keyring.set_keyring(none())

    assert has_keyring() is False
    for act in (lambda: kept_secret(ENTRY), lambda: keep_secret(ENTRY, Secret("first"))):
        with pytest.raises(KeyringUnusable) as caught:
            act()
        assert str(caught.value) == "the system keyring cannot be used: this machine has none"


def test_a_locked_keyring_is_said_in_a_line(drawer):
    keyring.set_keyring(Locked())

    with pytest.raises(KeyringUnusable) as caught:
        kept_secret(ENTRY)
    assert str(caught.value) == "the system keyring cannot be used: the collection is locked"
    assert caught.value.exit_code == 4


def test_a_keyring_that_hangs_is_given_up_once_for_all(monkeypatch):
    hanging: KeyringBackend = Hanging()
    keyring.set_keyring(hanging)
    monkeypatch.setattr(keychain, "_PATIENCE_S", 0.1)

    said = []
    for _ in range(3):
        with pytest.raises(KeyringUnusable) as caught:
            kept_secret(ENTRY)
        said.append(caught.value.why)
    hanging.end.set()
    assert said == ["it did not answer within 0.1 s", "it does not answer", "it does not answer"]
    assert hanging.asked == 1
