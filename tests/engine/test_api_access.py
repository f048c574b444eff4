"""Who calls the API: a published key, one from the environment or keyring, or an IAM user."""

from __future__ import annotations

import pytest

from rpa.api.credentials import AccessKey, IamUser
from rpa.engine.account import Account
from rpa.engine.api_access import HalfAKey, find_credentials
from rpa.locators.portal import PortalSpec
from rpa.secret import Secret

PORTAL = PortalSpec.model_validate(
    {
        "portal": "shop",
        "title": "A shop",
        "library": "tinyng",
        "sites": {
            "sandbox": {"keys": {"keeper": {"access": "AK-keeper", "secret": "SK"}}},
            "live": {"start": "https://shop.example.com/", "hosts": ["shop.example.com"]},
        },
        "sign_in": {"flow": "sign-in", "signed_in": "menu"},
        "wording": {"search": "Search", "confirm": "OK"},
    }
)
KEEPER = Account("keeper", Secret("open-sesame"))


def test_the_key_of_a_replica_is_published():
    assert find_credentials(PORTAL, "sandbox", KEEPER) == AccessKey("AK-keeper", Secret("SK"))


def test_a_key_comes_from_the_environment_the_own_one_of_an_account_first(monkeypatch):
    monkeypatch.setenv("RPA_AK", "any")
    monkeypatch.setenv("RPA_SK", "any-secret")
    assert find_credentials(PORTAL, "live", KEEPER) == AccessKey("any", Secret("any-secret"))
    monkeypatch.setenv("RPA_AK_KEEPER", "own")
    monkeypatch.setenv("RPA_SK_KEEPER", "own-secret")
    assert find_credentials(PORTAL, "live", KEEPER) == AccessKey("own", Secret("own-secret"))


def test_without_a_key_the_account_is_an_iam_user():
    user = Account("shop/keeper", Secret("open-sesame"))
    expected = IamUser("shop", "keeper", user.password)
    assert find_credentials(PORTAL, "live", user) == expected


@pytest.mark.parametrize("known", ["RPA_AK", "RPA_SK_KEEPER"])
def test_half_a_key_is_not_taken_for_none(monkeypatch, known):
    monkeypatch.setenv(known, "half")
    with pytest.raises(HalfAKey) as caught:
        find_credentials(PORTAL, "live", KEEPER)
    assert str(caught.value) == (
        "keeper: half of its access key is known; set both RPA_AK_KEEPER and RPA_SK_KEEPER"
    )
