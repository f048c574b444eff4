"""Who signs in: the account a run uses, and where its password comes from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from rpa.engine.totp_secret import read_totp
from rpa.errors import PersonNeeded
from rpa.keychain import KeyringUnusable, NoKeyring, kept_secret
from rpa.locators.portal import SiteSpec
from rpa.secret import Secret

PASSWORD, TOTP = "RPA_PASSWORD", "RPA_TOTP"


class PasswordMissing(PersonNeeded):
    """Nobody told us the password of an account."""

    def __init__(self, account: str, site: str, trouble: KeyringUnusable | None) -> None:
        command = "" if trouble else f'run "rpa account add {account} --site {site}", or '
        why = f"; {trouble}" if trouble and not isinstance(trouble, NoKeyring) else ""
        super().__init__(
            f"no password is known for {account} on {site}: "
            f"{command}set the environment variable {variables(PASSWORD, account)[0]}{why}"
        )
        self.account, self.site = account, site


class AccountMissing(PersonNeeded):
    """Nobody said who is to sign in."""

    def __init__(self, site: str) -> None:
        super().__init__(
            f"no account is named for {site}: give --account NAME, and its password in the "
            f"environment variable {PASSWORD}"
        )
        self.site = site


@dataclass(frozen=True, slots=True)
class Account:
    """An account's name and password, and the secret of its one-time codes if it has one."""

    name: str
    password: Secret
    totp: Secret | None = None


def find_account(portal: str, site_name: str, site: SiteSpec, name: str | None) -> Account:
    """Return the account to use: the one named, else the site's own.

    The password of a replica is published in the selectors. Any other comes from the environment,
    `RPA_PASSWORD_<ACCOUNT>` or `RPA_PASSWORD`; only where it does not, the system keyring is asked,
    also for the secret of one-time codes unless `RPA_TOTP_<ACCOUNT>` or `RPA_TOTP` has it.
    """
    account = name or site.account or ""
    totp = from_environment(TOTP, account)
    if account in site.passwords:
        return Account(account, Secret(site.passwords[account]), totp)
    if not account:
        raise AccountMissing(site_name)
    if password := from_environment(PASSWORD, account):
        return Account(account, password, totp)
    entry = keyring_entry(portal, site_name, account)
    try:
        password, totp = kept_secret(entry), totp or kept_secret(totp_entry(entry))
    except KeyringUnusable as trouble:
        raise PasswordMissing(account, site_name, trouble) from trouble
    if password is None:
        raise PasswordMissing(account, site_name, None)
    return Account(account, password, totp)


def from_environment(kind: str, account: str) -> Secret | None:
    """Return what the environment says of an account; `kind` is PASSWORD or TOTP."""
    for variable in variables(kind, account):
        if text := os.environ.get(variable):
            return read_totp(text, variable) if kind == TOTP else Secret(text)
    return None


def variables(kind: str, account: str) -> tuple[str, str]:
    """Return the variables that are looked at, an account's own first."""
    return f"{kind}_" + re.sub(r"\W", "_", account).upper(), kind


def keyring_entry(portal: str, site_name: str, account: str) -> str:
    """Return what the keyring calls the password of an account."""
    return f"{portal}/{site_name}/{account}"


def totp_entry(entry: str) -> str:
    """Return what the keyring calls the secret of one-time codes beside a password."""
    return f"{entry}/totp"
