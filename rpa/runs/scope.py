"""Whose changes are told apart: one account on one installation of a portal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """An account; `site` names the installation: a host, or one replica among others."""

    portal: str
    site: str
    account: str

    def __str__(self) -> str:
        return f"{self.account} on {self.site}"
