"""The partner's customers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rpa.sandbox.world.companies import company_names
from rpa.sandbox.world.people import MANAGERS, RESELLERS
from rpa.sandbox.world.randomness import Chance, stream

ASSOCIATIONS = ("顾问销售", "代售")

# The replica's own reseller and manager get more, so that their pages are not near empty.
_RESELLER_CHANCES = RESELLERS + RESELLERS[:1] * 4
_MANAGER_CHANCES = MANAGERS + MANAGERS[:1] * 2

_SYLLABLES = ("zhong", "hua", "tian", "yun", "zhi", "shu", "hai", "jin", "heng", "rui", "xin")


@dataclass(frozen=True, slots=True)
class Customer:
    """A company that buys through the partner; two may bear the same name, never one account."""

    id: str
    name: str
    account: str
    association: str
    reseller: str | None
    manager: str | None


def build_customers(seed: int, tenant: str, count: int, *, resold: bool) -> tuple[Customer, ...]:
    """Return `count` customers; when `resold`, half of them belong to a 云经销商."""
    rng = stream(seed, f"{tenant}/customers")
    names = islice(company_names(stream(seed, f"{tenant}/company-names")), count)
    return tuple(_customers(rng, names, resold=resold))


def _customers(rng: Chance, names: Iterator[str], *, resold: bool) -> Iterator[Customer]:
    for number, name in enumerate(names):
        is_resold = rng.random() < 0.5 and resold
        is_managed = rng.random() < 0.85
        reseller, manager = rng.one_of(_RESELLER_CHANCES), rng.one_of(_MANAGER_CHANCES)
        if number < 2:
            is_resold, is_managed = resold and number == 0, True
            reseller, manager = RESELLERS[0], MANAGERS[0]
        yield Customer(
            id=f"{rng.getrandbits(128):032x}",
            name=name,
            account=_account(rng, number),
            association="代售" if is_resold else rng.one_of(ASSOCIATIONS),
            reseller=reseller if is_resold else None,
            manager=manager if is_managed and not is_resold else None,
        )


def _account(rng: Chance, number: int) -> str:
    word = rng.one_of(_SYLLABLES) + rng.one_of(_SYLLABLES)
    shape = ("hw_{}{:03d}", "{}-cloud{:d}", "{}{:d}", "hid_{}{:06d}")[number % 4]
    return shape.format(word, number)
