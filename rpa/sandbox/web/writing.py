"""How changes come about: at once and whole, unless a fault has it otherwise."""

import asyncio
import json
from collections.abc import Callable

from starlette.responses import HTMLResponse

from rpa.sandbox.refusal import BUSY, Refused
from rpa.sandbox.schema import Json
from rpa.sandbox.web.cut import CutResponse
from rpa.sandbox.web.endpoint import Answer, Call

_SLOW_S = 3
_LOST = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
# The loop itself holds tasks only weakly.
_under_way: set[asyncio.Task[Json]] = set()


class _NotYet(Exception):
    """The change is to be made later."""


class Clerk:
    """Who takes the changes of one request, and notes them."""

    def __init__(self, call: Call, *, has_waited: bool = False) -> None:
        self._call, self._has_waited = call, has_waited
        self._is_open = False
        self.has_written = False

    def gate(self, count: int = 1) -> int:
        """Return of how many of `count` things a change is made, or refuse it."""
        faults = self._call.sandbox.faults
        if faults.is_on("write_slow") and not self._has_waited:
            raise _NotYet
        if faults.strikes_once("write_refused"):
            raise Refused(409, BUSY)
        self._is_open = True
        return count // 2 if count > 1 and faults.strikes_once("write_partial") else count

    def record(self, kind: str, subject: str, count: int = 1) -> None:
        """Note a change that was accepted."""
        assert self._is_open, f"{kind}: recorded, but nobody asked whether it may be made"
        self._call.sandbox.writes.record(self._call.session.role, kind, subject, count)
        self._call.sandbox.world.changed()
        self.has_written = True


Deed = Callable[[Clerk], Json]


async def carried_out(call: Call, deed: Deed) -> Answer:
    """Return the answer of a deed; one that changes nothing is never late and never lost."""
    clerk = Clerk(call)
    try:
        answer = deed(clerk)
    except _NotYet:
        clerk = Clerk(call, has_waited=True)
        task = asyncio.create_task(_later(deed, clerk))
        _under_way.add(task)
        task.add_done_callback(_end)
        # Whoever asked may hang up: the change is made all the same.
        answer = await asyncio.shield(task)
    return _lost(call, answer) if clerk.has_written else answer


def _lost(call: Call, answer: Json) -> Answer:
    """Return what comes instead of the answer to a change, if a fault has it lost."""
    if call.sandbox.faults.strikes_once("write_lost"):
        return HTMLResponse(_LOST, 502)
    if call.sandbox.faults.strikes_once("write_dropped"):
        return CutResponse(json.dumps(answer), media_type="application/json")
    return answer


def _end(task: asyncio.Task[Json]) -> None:
    _under_way.discard(task)
    # A refusal that nobody waits for any more is no news.
    if not task.cancelled():
        task.exception()


async def _later(deed: Deed, clerk: Clerk) -> Json:
    await asyncio.sleep(_SLOW_S)
    return deed(clerk)
