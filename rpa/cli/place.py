"""Which portal and which of its sites a command is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpa.errors import InputWrong, ProblemsFound
from rpa.nearest import did_you_mean

if TYPE_CHECKING:
    from rpa.locators.book import Book
    from rpa.locators.portal import SiteSpec


@dataclass(frozen=True, slots=True)
class Place:
    """A site of a portal."""

    portal: str
    name: str
    site: SiteSpec
    book: Book


def find_place(portal: str | None, site: str | None) -> Place:
    """Return the site that is named, or else the only real one, of the portal likewise."""
    from rpa.engine.check import Checker
    from rpa.engine.project import find_project

    checker = Checker(find_project())
    named = _portal(portal, list(checker.portals()))
    book, problems = checker.book(named)
    if book is None:
        raise ProblemsFound(problems)
    sites = book.portal.sites
    name = _site(site, sites)
    return Place(named, name, sites[name], book)


def _portal(given: str | None, known: list[str]) -> str:
    if given is not None:
        if given in known:
            return given
        raise InputWrong(f'--portal: there is no portal "{given}"; {did_you_mean(given, known)}')
    if len(known) == 1:
        return known[0]
    raise InputWrong(f"--portal: name one of {', '.join(sorted(known))}")


def _site(given: str | None, sites: Mapping[str, SiteSpec]) -> str:
    if given is not None:
        if given in sites:
            return given
        raise InputWrong(f'--site: there is no site "{given}"; {did_you_mean(given, sites)}')
    real = [name for name, spec in sites.items() if spec.start is not None]
    if len(real) == 1:
        return real[0]
    raise InputWrong(f"--site: name one of {', '.join(real or sites)}")
