"""One running replica: its world and all that has happened to it."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from uuid import uuid4

from rpa.sandbox.agreements import Agreements
from rpa.sandbox.captchas import Captchas
from rpa.sandbox.codes import Codes
from rpa.sandbox.exports import Exports
from rpa.sandbox.faults import FaultBoard
from rpa.sandbox.mutations.catalog import Mutations
from rpa.sandbox.pages.view import View
from rpa.sandbox.results import Results
from rpa.sandbox.roles import Role
from rpa.sandbox.sessions import Sessions
from rpa.sandbox.settings import Settings
from rpa.sandbox.sign_ins import SignIns
from rpa.sandbox.totp import Totp
from rpa.sandbox.world.accounts import account_of
from rpa.sandbox.world.world import World
from rpa.sandbox.writes import WriteLog


class Sandbox:
    """All state of a replica; it lives in memory and ends with the process."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = datetime.now) -> None:
        self.settings = settings
        self.instance = str(uuid4())
        self._clock = clock
        self._ahead = datetime.combine(settings.today, time()) - datetime.combine(
            clock().date(), time()
        )
        self.world = World(settings.seed, settings.rows, settings.today)
        self.faults = FaultBoard(settings.faults)
        self.mutations = Mutations.named(settings.mutations)
        self.results = Results()
        self.sessions = Sessions(self.now, lambda role: account_of(self.world, role.name).password)
        self.sign_ins = SignIns(self.faults)
        self.captchas = Captchas(settings.seed)
        self.totp = Totp(lambda: clock().timestamp())
        self.exports = Exports(settings.seed, self.now, self.faults)
        self.agreements = Agreements(self.world)
        self.writes = WriteLog(self.now)
        self.codes = Codes(self.now, self.faults)

    def now(self) -> datetime:
        """Return the time of day of the machine, on the sandbox's own today."""
        return self._clock() + self._ahead

    def view(self, role: Role, params: Mapping[str, str] | None = None) -> View:
        """Return what a role looks at."""
        return View(
            world=self.world,
            role=self.mutations.role(role),
            generation=self.settings.generation,
            params=params or {},
            codes_required=self.faults.is_on("codes_required"),
            mutations=self.mutations,
        )
