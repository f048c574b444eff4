"""Who signs in: the account a run uses, and where its password comes from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from rpa.errors import PersonNeeded
from rpa.locators.model import SiteSpec
from rpa.secret import Secret


class PasswordMissing(PersonNeeded):
    """Nobody told us the password of an account."""

    def __init__(self, account: str, site: str, variable: str) -> None:
        super().__init__(
            f"no password is known for {account} on {site}: set the environment variable {variable}"
        )
        self.account, self.site = account, site


class AccountMissing(PersonNeeded):
    """Nobody said who is to sign in."""

    def __init__(self, site: str) -> None:
        super().__init__(
            f"no account is named for {site}: give --account NAME, and its password in the "
            "environment variable RPA_PASSWORD"
        )
        self.site = site


@dataclass(frozen=True, slots=True)
class Account:
    """An account's name and password."""

    name: str
    password: Secret


def find_account(site_name: str, site: SiteSpec, name: str | None) -> Account:
    """Return the account to use: the one named, else the site's own.

    The password of a replica is published in the selectors; any other comes from the environment,
    `RPA_PASSWORD_<ACCOUNT>` or `RPA_PASSWORD`.
    """
    account = name or site.account or ""
    if account in site.passwords:
        return Account(account, Secret(site.passwords[account]))
    if not account:
        raise AccountMissing(site_name)
    variable = "RPA_PASSWORD_" + re.sub(r"\W", "_", account).upper()
    for candidate in (variable, "RPA_PASSWORD"):
        if password := os.environ.get(candidate):
            return Account(account, Secret(password))
    raise PasswordMissing(account, site_name, variable)
