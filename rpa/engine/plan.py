"""A plan: all that a run needs, found and checked before anything is opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from rpa.api.sdk import service
from rpa.engine.account import Account, find_account
from rpa.engine.check import Checker
from rpa.engine.project import NoProject, Project
from rpa.errors import InputWrong, Problem, ProblemsFound
from rpa.flow.flow import Flow
from rpa.flow.input_kinds import SecretInput
from rpa.flow.step import every
from rpa.locators.book import Book
from rpa.nearest import did_you_mean
from rpa.secret import Secret
from rpa.steps.api import Api
from rpa.steps.context import Site
from rpa.widgets.library import Library, load_library

AskSecret: TypeAlias = Callable[[str], Secret]
"""Asks a person for a secret input, named in words, without showing it."""

REPLICA = "sandbox"
"""The site that a running replica, given by its address, takes its account from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked flow with its inputs, its portal, and who signs in where.

    `given` are the inputs as they were written, without those that are secret, and `answers` the
    codes that a replica publishes. `site` is None for the embedded replica, which the caller
    starts (see `replica_site`).
    """

    project: Project
    checker: Checker
    flow: Flow
    sign_in: Flow | None
    book: Book
    library: Library
    account: Account
    inputs: Mapping[str, Any]
    given: Mapping[str, str]
    answers: Mapping[str, str]
    site: Site | None
    today: date

    def secrets(self) -> Iterator[Secret]:
        """Yield what must be shown nowhere."""
        yield self.account.password
        if self.account.totp is not None:
            yield self.account.totp
        yield from (value for value in self.inputs.values() if isinstance(value, Secret))


def make_plan(
    project: Project,
    flow_name: str,
    given: Mapping[str, Any],
    *,
    site: str,
    account: str | None,
    today: date,
    ask: AskSecret | None = None,
) -> Plan:
    """Check a flow and all it needs, and plan its run; `InputWrong` holds all that is wrong.

    `ask` gets the required secret inputs that neither `given` nor the environment holds.
    """
    checker = Checker(project)
    file = project.flow_file(flow_name)
    flow, problems = checker.flow(file)
    if flow is None or problems:
        raise ProblemsFound(problems)
    _require_sdk(flow)
    _require_place(project, file, flow)
    book = _book(checker, flow)
    where = _site_name(book, site)
    found = find_account(flow.portal, where, book.portal.sites[where], account)
    sign_in = _sign_in(checker, book, flow)
    credentials = {"account": found.name, "password": found.password}
    values: dict[str, Any] = dict(given)
    if sign_in is None:  # the flow signs in itself
        values = {**{k: v for k, v in credentials.items() if k in flow.inputs}, **values}
    inputs = _read_inputs(flow, values, today, ask)
    return Plan(
        project=project,
        checker=checker,
        flow=flow,
        sign_in=sign_in,
        book=book,
        library=load_library(book.portal.library),
        account=found,
        inputs=inputs,
        given={k: str(one) for k, one in given.items() if flow.inputs[k].type != "secret"},
        answers={str(k): text for k, text in book.portal.sites[where].answers.items()},
        site=site_of(book, site),
        today=today,
    )


def _read_inputs(
    flow: Flow, given: Mapping[str, Any], today: date, ask: AskSecret | None
) -> dict[str, Any]:
    """Return the values of all inputs; a person is asked last, when all else is right."""
    secret = {
        name: os.environ.get(spec.variable(name))
        for name, spec in flow.inputs.items()
        if isinstance(spec, SecretInput) and not given.get(name)
    }
    asked = [one for one, text in secret.items() if not text and flow.inputs[one].is_required]
    unknown = dict.fromkeys(asked if ask else (), Secret(""))
    values = flow.read_inputs({**given, **secret, **unknown}, today=today, base=Path.cwd())
    return values | {name: ask(flow.inputs[name].label or name) for name in unknown if ask}


def replica_site(address: str, instance: str | None = None) -> Site:
    """Return the site of a replica that runs at `address`, and what it calls itself."""
    host = urlsplit(address).netloc
    return Site(REPLICA, address, (host,), instance or host)


def _book(checker: Checker, flow: Flow) -> Book:
    book, problems = checker.book(flow.portal)
    if book is None:
        raise ProblemsFound(problems)
    return book


def _require_sdk(flow: Flow) -> None:
    """Refuse a flow that calls the API where the SDK for it is missing."""
    if any(step.kind == Api.kind for step in every(flow.steps)):
        service()


def _require_place(project: Project, file: Path, flow: Flow) -> None:
    """Refuse a shipped flow that keeps baselines beside itself: they belong into a project."""
    is_shipped = project.is_shipped and file.parent == project.flows
    if is_shipped and any(step.has_baseline for step in every(flow.steps)):
        raise NoProject


def _site_name(book: Book, site: str) -> str:
    if is_address(site):
        if REPLICA not in book.portal.sites:
            known = ", ".join(book.portal.sites)
            raise InputWrong(f"--site: no replica of this portal is known, only: {known}")
        return REPLICA
    if site not in book.portal.sites:
        remedy = did_you_mean(site, book.portal.sites)
        raise InputWrong(
            f'--site: there is no site "{site}" (a replica\'s address will do); {remedy}'
        )
    return site


def site_of(book: Book, site: str) -> Site | None:
    """Return a site of the portal, or a replica; None for the embedded one, not started yet."""
    if is_address(site):
        return replica_site(site)
    spec = book.portal.sites[site]
    if spec.start is None:
        return None
    return Site(site, spec.start, spec.hosts, site)


def is_address(site: str) -> bool:
    """Whether a site is named by an address, which is then that of a replica."""
    return site.startswith(("http://", "https://"))


def _sign_in(checker: Checker, book: Book, flow: Flow) -> Flow | None:
    """Return the flow that signs in, unless it is the flow to run."""
    slug = book.portal.sign_in.flow
    if slug == flow.slug:
        return None
    sign_in, problems = checker.flow(checker.project.flow_file(slug))
    if sign_in is None or problems:
        raise ProblemsFound(problems)
    missing = [name for name in ("account", "password") if name not in sign_in.inputs]
    if missing:
        found = f"a flow that signs in has the inputs account and password; missing: {missing[0]}"
        raise ProblemsFound([Problem(sign_in.mark("inputs"), "inputs", found)])
    return sign_in
