"""How flows are run as tests: what pytest's command line says of it, else its ini-file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rpa.engine.plan import REPLICA
from rpa.errors import InputWrong
from rpa.testing.folders import output_folder
from rpa.testing.options import OF_REPLICA, REPEATED, value_of


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how flows are run; `replica` are options of the embedded one."""

    site: str
    account: str | None
    replica: tuple[str, ...]
    today: date
    output: Path
    has_consent: bool = False
    updates_baselines: bool = False


def read_settings(config: pytest.Config) -> Settings:
    """Return the settings of this session of pytest; say what is wrong with them."""
    site = value_of(config, "site") or REPLICA
    replica = tuple(_replica_options(config))
    if replica and site != REPLICA:
        raise InputWrong(
            f"--rpa-{replica[0].split('=')[0].lstrip('-')} is for the embedded replica, "
            f"and the site is {site}; leave one of them out"
        )
    return Settings(
        site=site,
        account=value_of(config, "account") or None,
        replica=replica,
        today=_day(value_of(config, "today")),
        output=output_folder(config),
        has_consent=config.getoption("rpa_confirm"),
        updates_baselines=config.getoption("rpa_update_baselines"),
    )


def _replica_options(config: pytest.Config) -> list[str]:
    once = [f"--{name}={one}" for name in OF_REPLICA if (one := value_of(config, name))]
    again = [f"--{name}={one}" for name in REPEATED for one in value_of(config, name)]
    return once + again


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise InputWrong(f"--rpa-today {text}: not a date; write one like 2026-10-31") from None
