"""伙伴信息: what each account has on file about itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rpa.sandbox.world.randomness import stream
from rpa.sandbox.world.world import World

LANGUAGES = ("中文", "English")
TIME_ZONES = ("GMT+08:00", "GMT+07:00", "GMT+00:00", "GMT-05:00")


@dataclass(frozen=True, slots=True)
class Account:
    """An account's own data; with `asks_code` sensitive operations ask for a code.

    A `password` is there once it was changed.
    """

    id: str
    phone: str
    mail: str
    password_changed: datetime
    registered: date
    asks_code: bool = False
    language: str = LANGUAGES[0]
    time_zone: str = TIME_ZONES[0]
    password: str | None = field(default=None, repr=False)


def account_of(world: World, name: str) -> Account:
    """Return what is on file about the account of a role."""
    return _kept(world, name)[0]


def change_account(world: World, name: str, change: Callable[[Account], Account]) -> Account:
    """Change what is on file about the account of a role, and return it."""
    kept = _kept(world, name)
    kept[0] = change(kept[0])
    world.changed()
    return kept[0]


def _kept(world: World, name: str) -> list[Account]:
    def build() -> list[Account]:
        rng = stream(world.seed, f"{name}/account")
        return [
            Account(
                id=f"{rng.getrandbits(128):032x}",
                phone=f"13{rng.between(0, 10**9):09d}",
                mail=f"{name}@example.com",
                password_changed=datetime.combine(world.today, time(9, 12, 40))
                - timedelta(days=rng.between(20, 90)),
                registered=world.today - timedelta(days=rng.between(400, 2000)),
            )
        ]

    return world.once("account", name, build)
