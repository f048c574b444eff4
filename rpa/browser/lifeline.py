"""Deadlines and Ctrl-C that hold even when driver or browser no longer answer.

A Playwright call that waits for a dead-locked driver cannot be interrupted from within. So a thread
watches the clock, and ends driver and browser from outside: the call then fails at once, and the
reason that was kept here tells why.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Literal, Self

from rpa.browser.processes import Processes
from rpa.deadline import Deadline
from rpa.errors import DeadlinePassed, Interrupted, RpaError

_AGAIN_S = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class _Watch:
    """A stretch of work, and the moment when it is ended from outside."""

    deadline: Deadline
    grace_s: float
    is_reason: bool

    @property
    def ends_at(self) -> float:
        return self.deadline.at + self.grace_s


@dataclass(frozen=True, slots=True)
class _Ended:
    """When driver and browser were ended, and what was being done then."""

    reason: RpaError
    at: float
    working: tuple[_Watch, ...]


class Lifeline:
    """Ends driver and browser when a deadline passed or somebody asked for it."""

    def __init__(
        self,
        *,
        last_words: Callable[[RpaError], None] | None = None,
        patience_s: float = 10.0,
    ) -> None:
        self._last_words = last_words
        self._patience_s = patience_s
        self._browsers: list[tuple[Processes, Path | None]] = []
        self._watches: list[_Watch] = []
        self._reasons: list[RpaError] = []
        # A signal handler may only put things where no lock is taken: this queue is made for it.
        self._wishes: SimpleQueue[Literal["look", "stop"]] = SimpleQueue()
        self._looks_at = math.inf
        """When the thread looks again by itself; infinite while it is about to say."""
        self._thread = threading.Thread(target=self._keep_watch, name="lifeline", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._wishes.put("stop")
        self._thread.join(timeout=5)

    @property
    def reason(self) -> RpaError | None:
        """What ended the run; whatever came first."""
        return self._reasons[0] if self._reasons else None

    def check(self) -> None:
        """Raise what ended the run, if anything did."""
        if self.reason:
            raise self.reason

    def end(self, reason: RpaError) -> None:
        """End driver and browser now; safe in a signal handler and from any thread."""
        self._reasons.append(reason)
        self._wishes.put("look")

    @contextmanager
    def holding(self, processes: Processes, folder: Path | None = None) -> Iterator[None]:
        """Keep in mind what is to be ended: a browser's processes, and a folder of theirs."""
        self._browsers.append((processes, folder))
        try:
            yield
        finally:
            self._browsers.remove((processes, folder))

    @contextmanager
    def watch(self, deadline: Deadline, grace_s: float = 5.0) -> Iterator[None]:
        """Hold what is done inside to a deadline; raise what ended the run instead of its echoes.

        `grace_s` is what Playwright's own timeouts have to report the same thing better.
        """
        self.check()
        try:
            with self._watching(_Watch(deadline, grace_s, is_reason=True)):
                yield
        except Exception:
            if self.reason:
                raise self.reason from None
            raise
        self.check()

    @contextmanager
    def limited(self, limit_s: float, what: str) -> Iterator[None]:
        """Hold to a limit what a run does not depend on, such as closing its browser.

        Being late there ends the browser, and is no reason for the run to fail.
        """
        deadline = Deadline.after(limit_s, what)
        with self._watching(_Watch(deadline, 0.0, is_reason=False)):
            yield

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let Ctrl-C, SIGTERM and a closed terminal end the run; a second Ctrl-C raises."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.getsignal(number) or signal.SIG_DFL for number in _signals()}
        for number in before:
            signal.signal(number, self._on_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        if any(isinstance(reason, Interrupted) for reason in self._reasons):
            raise KeyboardInterrupt
        name = "Ctrl-C" if number == signal.SIGINT else signal.Signals(number).name
        self.end(Interrupted(f"stopped by {name}"))

    @contextmanager
    def _watching(self, watch: _Watch) -> Iterator[None]:
        self._watches.append(watch)
        # Most are over long before the thread looks anyway, and waking it costs each step time.
        if watch.ends_at < self._looks_at:
            self._wishes.put("look")
        try:
            yield
        finally:
            self._watches.remove(watch)

    def _keep_watch(self) -> None:
        ended: _Ended | None = None
        while True:
            overdue = self._overdue()
            if self.reason and ended is None:
                ended = _Ended(self.reason, time.monotonic(), tuple(self._watches[-1:]))
            if ended or overdue:
                # Again and again, because a launch may have been on its way.
                for processes, _ in tuple(self._browsers):
                    processes.kill()
            if ended and self._is_stuck(ended):
                self._give_up(ended.reason)
            self._looks_at = math.inf
            rest_s = self._rest_s(ended or overdue)
            self._looks_at = time.monotonic() + (math.inf if rest_s is None else rest_s)
            with suppress(Empty):
                if self._wishes.get(timeout=rest_s) == "stop":
                    return

    def _overdue(self) -> bool:
        now = time.monotonic()
        late = [one for one in tuple(self._watches) if one.ends_at <= now]
        for one in late:
            if one.is_reason and not self.reason:
                self._reasons.append(DeadlinePassed(one.deadline.what, one.deadline.limit_s))
        return bool(late)

    def _rest_s(self, is_ending: object) -> float | None:
        if is_ending:
            return _AGAIN_S
        now = time.monotonic()
        return min((max(0.0, one.ends_at - now) for one in tuple(self._watches)), default=None)

    def _is_stuck(self, ended: _Ended) -> bool:
        """Say whether the main thread is where it was when its browser was taken away."""
        late = time.monotonic() - ended.at > self._patience_s
        return late and any(one in self._watches for one in ended.working)

    def _give_up(self, reason: RpaError) -> None:
        with suppress(Exception):
            if self._last_words:
                self._last_words(reason)
        for _, folder in self._browsers:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
        os._exit(reason.exit_code)


def _signals() -> Iterator[int]:
    yield signal.SIGINT
    yield signal.SIGTERM
    # Under nohup a closed terminal is ignored, and stays so.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        yield signal.SIGHUP
