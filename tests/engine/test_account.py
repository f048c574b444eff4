"""Whose password a run uses, and where it comes from."""

from __future__ import annotations

import pytest

from rpa.engine.account import AccountMissing, PasswordMissing, find_account
from rpa.locators.model import SiteSpec

REPLICA = SiteSpec(account="clerk", passwords={"clerk": "published-1"})
TOWN = SiteSpec(start="https://town.example/", hosts=("town.example",), account="mayor")
PORT = SiteSpec(start="https://port.example/", hosts=("port.example",))


@pytest.fixture(autouse=True)
def no_passwords(monkeypatch):
    for name in ("RPA_PASSWORD", "RPA_PASSWORD_MAYOR", "RPA_PASSWORD_ACME_BOB"):
        monkeypatch.delenv(name, raising=False)


def _found(site, name=None):
    account = find_account("there", site, name)
    return account.name, account.password.reveal()


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
        find_account("there", TOWN, name)
    assert raised.value.exit_code == 4
    assert str(raised.value) == f"no password is known for {said}"


def test_a_password_is_for_nobody_where_no_account_is_named(monkeypatch):
    monkeypatch.setenv("RPA_PASSWORD", "common-1")
    with pytest.raises(AccountMissing, match="no account is named for there: give --account NAME"):
        find_account("there", PORT, None)
    assert AccountMissing.exit_code == 4
