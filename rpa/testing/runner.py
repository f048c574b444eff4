"""Running flows for a test: their site, their browser, their folder, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pytest
from cryptography.fernet import Fernet

from rpa.browser.kept_session import KeptSessions, session_key
from rpa.engine.plan import REPLICA, Plan, make_plan, replica_site
from rpa.engine.project import Project, find_project
from rpa.engine.reach import check_reachable, instance_of
from rpa.engine.replica import embedded_replica
from rpa.engine.run import execute
from rpa.engine.stage import Options
from rpa.errors import RpaError
from rpa.events import Event
from rpa.runs.folder import create_run_folder
from rpa.runs.journal import Journal
from rpa.secret import Redactor
from rpa.steps.context import Site
from rpa.testing.browsers import kept_open, new_context
from rpa.testing.result import Result
from rpa.testing.settings import Settings, read_settings
from rpa.testing.traces import SECRETS

JOURNAL = "journal.jsonl"
RUN_PROPERTY = "rpa_run"
"""What reports call the folder of a run that a test made."""


@dataclass(slots=True)
class Shared:
    """What all tests of a process share: the settings, a replica, and sessions on replicas."""

    settings: Settings
    sessions: KeptSessions
    stack: ExitStack
    _replica: str | None = None

    def replica(self) -> str:
        """Return the address of the embedded replica, which starts when it is first asked for."""
        if self._replica is None:
            self._replica = self.stack.enter_context(self.fresh_replica())
        return self._replica

    def fresh_replica(self) -> AbstractContextManager[str]:
        """Serve a replica that no other test has."""
        return embedded_replica(self.settings.replica, today=self.settings.today)


_SHARED = pytest.StashKey[Shared]()


def shared(request: pytest.FixtureRequest) -> Shared:
    """Return what the tests of this process share; it ends with the session."""
    config = request.config
    if _SHARED not in config.stash:
        settings, stack = read_settings(config), ExitStack()
        config.add_cleanup(stack.close)
        folders: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
        sessions = KeptSessions(folders.mktemp("sessions"), key=Fernet.generate_key())
        config.stash[_SHARED] = Shared(settings, sessions, stack)
    return config.stash[_SHARED]


class Runner:
    """Runs flows for one test, each in a context of its own of the browser of the tests."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.request = request

    @cached_property
    def shared(self) -> Shared:
        """What it has in common with the other tests of this process."""
        return shared(self.request)

    @property
    def settings(self) -> Settings:
        """Where and how flows are run."""
        return self.shared.settings

    @property
    def project(self) -> Project:
        """The project that the test belongs to."""
        return find_project(self.request.path.parent, output=self.settings.output)

    def run(
        self, flow: str, given: Mapping[str, Any], *, account: str | None, site: str | None = None
    ) -> Result:
        """Run a flow to its end; what goes wrong is in the result."""
        where = site or self.settings.site
        try:
            plan = self.plan(flow, given, account=account, site=site)
        except RpaError as error:
            return Result.not_begun(flow, account, where, error)
        with self.site(plan) as place, self.options(plan) as options:
            return self._executed(plan, place, options)

    def plan(
        self, flow: str, given: Mapping[str, Any], *, account: str | None, site: str | None = None
    ) -> Plan:
        """Plan a run; raise what is wrong with flow, inputs or account."""
        return make_plan(
            self.project,
            flow,
            given,
            site=site or self.settings.site,
            account=account or self.settings.account,
            today=self.settings.today,
        )

    @contextmanager
    def site(self, plan: Plan) -> Iterator[Site]:
        """Give the site of a plan; what writes has an embedded replica for itself."""
        if plan.site and not _is_replica(plan):
            yield plan.site
            return
        with ExitStack() as stack:
            if plan.site:
                address = plan.site.start
                check_reachable(address)
            elif plan.flow.effect == "write":
                address = stack.enter_context(self.shared.fresh_replica())
            else:
                address = self.shared.replica()
            yield replica_site(address, instance_of(address))

    @contextmanager
    def options(self, plan: Plan) -> Iterator[Options]:
        """Give how a run is carried out: in the browser of the tests, for as long as that lives."""
        config = self.request.config
        opened = new_context(self.request)
        with kept_open(opened) if opened else nullcontext() as in_browser:
            yield Options(
                headed=config.getoption("--headed"),
                slow_mo_ms=config.getoption("--slowmo"),
                is_confirmed=_is_replica(plan) or self.settings.has_consent,
                update_baselines=self.settings.updates_baselines,
                new_context=in_browser,
            )

    def redactor(self) -> Redactor:
        """Return what learns the secrets of a run, and is asked for them when the test is over."""
        redactor = Redactor()
        self.request.node.stash.setdefault(SECRETS, []).append(redactor)
        return redactor

    def _executed(self, plan: Plan, site: Site, options: Options) -> Result:
        folder = create_run_folder(self.settings.output, plan.flow.slug, datetime.now())
        self.request.node.user_properties.append((RUN_PROPERTY, str(folder.path)))
        redactor, events = self.redactor(), list[Event]()
        with Journal(folder.path / JOURNAL, redactor) as journal:
            finished = execute(
                plan,
                site,
                folder,
                readers=[journal, events.append],
                redactor=redactor,
                options=options,
                sessions=self._sessions(plan),
            )
        if finished.status == "interrupted":
            raise KeyboardInterrupt
        return Result(
            flow=plan.flow.slug,
            account=plan.account.name,
            site=site.name,
            exit_code=finished.exit_code,
            error=finished.error,
            duration_s=finished.duration_s,
            folder=folder.path,
            files=finished.files,
            proofs=finished.proofs,
            events=tuple(events),
        )

    def _sessions(self, plan: Plan) -> KeptSessions | None:
        """Return what keeps sessions: on replicas those of this process, else those of the user.

        A flow that signs in itself is to do just that.
        """
        if plan.sign_in is None:
            return None
        return self.shared.sessions if _is_replica(plan) else KeptSessions(key=session_key())


def _is_replica(plan: Plan) -> bool:
    return plan.site is None or plan.site.name == REPLICA
