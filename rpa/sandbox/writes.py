"""What was changed in the portal, in order."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from rpa.sandbox.roles import Role
from rpa.sandbox.schema import Json


@dataclass(frozen=True, slots=True)
class Write:
    """One accepted change of `count` things."""

    seq: int
    at: str
    account: str
    kind: str
    subject: str
    count: int


class WriteLog:
    """All accepted changes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._writes: list[Write] = []

    def record(self, role: Role, kind: str, subject: str, count: int = 1) -> None:
        """Note a change that was accepted."""
        at = self._now().isoformat(timespec="milliseconds")
        self._writes.append(Write(len(self._writes) + 1, at, role.name, kind, subject, count))

    def to_json(self) -> Json:
        """Return all changes, the oldest first."""
        return {"writes": [asdict(write) for write in self._writes], "total": len(self._writes)}
