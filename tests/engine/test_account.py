"""Whose password a run uses, and where it comes from."""

from __future__ import annotations

import keyring
import pytest
from keyring.errors import KeyringLocked

from rpa.engine.account import AccountMissing, PasswordMissing, find_account
from rpa.keychain import keep_secret
from rpa.locators.portal import SiteSpec
from rpa.secret import Secret
from tests.keyrings import Drawer

REPLICA = SiteSpec(account="clerk", passwords={"clerk": "published-1"})
TOWN = SiteSpec(start="https://town.example/", hosts=("town.example",), account="mayor")
PORT = SiteSpec(start="https://port.example/", hosts=("port.example",))


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch):
    for kind in ("RPA_PASSWORD", "RPA_TOTP"):
        for variable in (kind, f"{kind}_MAYOR", f"{kind}_ACME_BOB"):
            monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def drawer():
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    yield
    keyring.set_keyring(before)


def _found(site, name=None):
    account = find_account("shop", "there", site, name)
    return account.name, account.password.reveal()


def _code_secret(site, name=None):
    found = find_account("shop", "there", site, name).totp
    return found and found.reveal()


def test_a_replicas_password_is_in_its_selectors(monkeypatch):
    monkeypatch.setenv("RPA_PASSWORD", "from-the-environment")
    assert _found(REPLICA) == ("clerk", "published-1")
    assert _found(REPLICA, "other") == ("other", "from-the-environment")


def test_an_accounts_own_variable_comes_before_the_common_one(monkeypatch):
    monkeypatch.setenv("RPA_PASSWORD", "common-1")
    assert _found(TOWN) == ("mayor", "common-1")
    assert _found(TOWN, "acme/bob") == ("acme/bob", "common-1")
    monkeypatch.setenv("RPA_PASSWORD_ACME_BOB", "bobs-own-1")
    monkeypatch.setenv("RPA_PASSWORD_MAYOR", "the-mayors-1")
    assert _found(TOWN, "acme/bob") == ("acme/bob", "bobs-own-1")
    assert _found(TOWN) == ("mayor", "the-mayors-1")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme/bob", "acme/bob on there: set the environment variable RPA_PASSWORD_ACME_BOB"),
        (None, "mayor on there: set the environment variable RPA_PASSWORD_MAYOR"),
    ],
)
def test_a_password_that_nobody_told_is_a_persons_business(name, said):
    with pytest.raises(PasswordMissing) as raised:
        find_account("shop", "there", TOWN, name)
    assert raised.value.exit_code == 4
    assert str(raised.value) == f"no password is known for {said}"


def test_a_password_is_for_nobody_where_no_account_is_named(monkeypatch):
    monkeypatch.setenv("RPA_PASSWORD", "common-1")
    with pytest.raises(AccountMissing, match="no account is named for there: give --account NAME"):
        find_account("shop", "there", PORT, None)
    assert AccountMissing.exit_code == 4


def test_a_password_that_the_environment_lacks_is_asked_of_the_keyring(drawer, monkeypatch):
    keep_secret("shop/there/mayor", Secret("kept-1"))
    keep_secret("shop/elsewhere/acme/bob", Secret("kept-2"))

    assert _found(TOWN) == ("mayor", "kept-1")
    with pytest.raises(PasswordMissing) as raised:
        find_account("shop", "there", TOWN, "acme/bob")
    assert str(raised.value) == (
        'no password is known for acme/bob on there: run "rpa account add acme/bob --site there", '
        "or set the environment variable RPA_PASSWORD_ACME_BOB"
    )
    monkeypatch.setenv("RPA_PASSWORD", "from-the-environment")
    assert _found(TOWN) == ("mayor", "from-the-environment")


def test_a_keyring_that_is_locked_is_said(drawer, monkeypatch):
    def locked(*_):
        raise KeyringLocked("the collection is locked")

    monkeypatch.setattr(keyring.get_keyring(), "get_password", locked)
    with pytest.raises(PasswordMissing) as raised:
        find_account("shop", "there", TOWN, None)
    assert str(raised.value) == (
        "no password is known for mayor on there: set the environment variable RPA_PASSWORD_MAYOR; "
        "the system keyring cannot be used: the collection is locked"
    )


def test_the_secret_of_one_time_codes_comes_from_where_the_password_does(drawer, monkeypatch):
    keep_secret("shop/there/mayor", Secret("kept-1"))
    assert _code_secret(TOWN) is None
    keep_secret("shop/there/mayor/totp", Secret("JBSWY3DP"))
    assert _code_secret(TOWN) == "JBSWY3DP"
    monkeypatch.setenv("RPA_TOTP", "GEZDGNBV")
    assert (_code_secret(TOWN), _code_secret(REPLICA)) == ("GEZDGNBV", "GEZDGNBV")
    monkeypatch.setenv("RPA_TOTP_MAYOR", "MFRGGZDF")
    assert _code_secret(TOWN) == "MFRGGZDF"


def test_where_the_environment_has_the_password_the_keyring_is_left_alone(drawer, monkeypatch):
    keep_secret("shop/there/mayor/totp", Secret("JBSWY3DP"))
    monkeypatch.setenv("RPA_PASSWORD_MAYOR", "from-the-environment")

    assert _code_secret(TOWN) is None
    assert _code_secret(REPLICA) is None


def test_an_account_does_not_show_its_secrets(drawer):
    keep_secret("shop/there/mayor", Secret("kept-1"))
    keep_secret("shop/there/mayor/totp", Secret("JBSWY3DP"))

    assert repr(find_account("shop", "there", TOWN, None)) == (
        "Account(name='mayor', password=Secret(••••••), totp=Secret(••••••))"
    )
