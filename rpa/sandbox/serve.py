"""Serving: one socket, one line, and an end that does not wait."""

import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

import uvicorn

from rpa.sandbox.app import create_app
from rpa.sandbox.sandbox import Sandbox
from rpa.sandbox.settings import Settings

_HOST = "127.0.0.1"


class CannotListen(Exception):
    """The port is in use, or not ours to take."""

    def __init__(self, port: int, cause: OSError) -> None:
        why = "is in use" if cause.errno == errno.EADDRINUSE else f"cannot be had: {cause.strerror}"
        super().__init__(
            f"port {port} {why}; end what runs there, or choose another with --port "
            "(0 takes a free one)"
        )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        super().__init__(config)
        self._greeting = greeting

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone: they end the process at once."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"{self._greeting}\n")
        sys.stdout.flush()


def serve(settings: Settings) -> None:
    """Serve a sandbox until the process is ended."""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 0)):
        # Nothing is on disk and no connection is worth waiting for.
        signal.signal(number, lambda *_, code=code: os._exit(code))
    listener = _listen(settings.port)
    if settings.exits_with_parent:
        threading.Thread(target=_exit_at_end_of_stdin, daemon=True).start()
    logging.getLogger("uvicorn.error").addFilter(_is_unexpected)
    config = uvicorn.Config(
        create_app(Sandbox(settings)),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
    )
    _Server(config, _greeting(settings, listener.getsockname()[1])).run([listener])


def _greeting(settings: Settings, port: int) -> str:
    return (
        f"Sandbox: http://{_HOST}:{port}/  (role {settings.role.name}, seed {settings.seed}, "
        f"generation {settings.generation.year}, today {settings.today})"
    )


def _listen(port: int) -> socket.socket:
    # By its protocol asyncio knows a socket that should send at once: the head of an answer would
    # else wait for 40 ms to be acknowledged before its body goes.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as problem:
        listener.close()
        raise CannotListen(port, problem) from None
    return listener


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Tell whether a log line is no fault that was asked for: a download may end early."""
    return record.msg != "ASGI callable returned without completing response."


def _exit_at_end_of_stdin() -> None:
    # Not sys.stdin: it may be missing, and its lock would be held while we wait.
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    os._exit(0)
