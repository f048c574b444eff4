"""Who calls the API of a site, and where: found when a step first needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from rpa.api.client import Api, Endpoints
from rpa.api.credentials import AccessKey, Credentials, user_named
from rpa.engine.account import Account, from_environment, keyring_entry, variables
from rpa.engine.plan import Plan
from rpa.errors import PersonNeeded, StepFailed
from rpa.keychain import KeyringUnusable, kept_secret
from rpa.locators.portal import PortalSpec
from rpa.secret import Redactor, Secret
from rpa.steps.context import Site

ACCESS, SECRET = "RPA_AK", "RPA_SK"


class HalfAKey(PersonNeeded):
    """An access key is known without its secret, or the other way round."""

    def __init__(self, account: str) -> None:
        both = " and ".join(variables(kind, account)[0] for kind in (ACCESS, SECRET))
        super().__init__(f"{account}: half of its access key is known; set both {both}")
        self.account = account


def open_api(plan: Plan, site: Site, redactor: Redactor, wait: Callable[[float], None]) -> Api:
    """Return the API of the site that a plan runs on, as its account calls it."""
    portal = plan.book.portal
    credentials = find_credentials(portal, site.name, plan.account)
    if isinstance(credentials, AccessKey):
        redactor.learn(credentials.secret)
    return Api(_endpoints(portal, site), credentials, redactor.learn, wait)


def find_credentials(portal: PortalSpec, site_name: str, account: Account) -> Credentials:
    """Return the access key of an account, and where none is known, the IAM user of its name.

    A key comes from where the password does: the selectors for a replica, else the environment
    (`RPA_AK_<ACCOUNT>` and `RPA_SK_<ACCOUNT>`, or both without the account), else the keyring.
    """
    if published := portal.sites[site_name].keys.get(account.name):
        return AccessKey(published.access, Secret(published.secret))
    entries = key_entries(keyring_entry(portal.portal, site_name, account.name))
    access, secret = _found(account.name, entries)
    if access and secret:
        return AccessKey(access.reveal(), secret)
    if access or secret:
        raise HalfAKey(account.name)
    return user_named(account.name, account.password)


def key_entries(entry: str) -> tuple[str, str]:
    """Return what the keyring calls an access key and its secret, beside a password."""
    return f"{entry}/ak", f"{entry}/sk"


def _found(account: str, entries: tuple[str, str]) -> Iterator[Secret | None]:
    for kind, entry in zip((ACCESS, SECRET), entries, strict=True):
        found = from_environment(kind, account)
        if found is None:
            with suppress(KeyringUnusable):
                found = kept_secret(entry)
        yield found


def _endpoints(portal: PortalSpec, site: Site) -> Endpoints:
    known = portal.api.sites.get(site.name) if portal.api else None
    if known is not None:
        return Endpoints(known.service, known.tokens)
    if portal.sites[site.name].start is None:  # a replica has its API where it is itself
        return Endpoints(site.start, site.start)
    raise StepFailed(f"no address of the API is known for {site.name}; add it to portal.yaml")
