"""What a run keeps of a page for people to look at: pictures and traces, without secrets."""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from loguru import logger
from playwright.sync_api import BrowserContext, Error, Locator, Page

from rpa.browser.covering import marked
from rpa.browser.trace_file import is_token, rewrite_trace
from rpa.browser.translate import translate
from rpa.secret import Redactor

PASSWORDS = ("input[type=password]",)
GREY = "#808080"


def screenshot(
    page: Page,
    path: Path,
    *,
    mask_selectors: Sequence[str] = PASSWORDS,
    timeout_s: float = 10.0,
    redactor: Redactor | None = None,
) -> Path | None:
    """Write a picture of the page, or return None when that is not possible; the log says why.

    Fields that `mask_selectors` find are covered, and so are the texts that `redactor` knows.
    """
    timeout_ms = timeout_s * 1000
    covered = [frame.locator(one) for frame in page.frames for one in mask_selectors]
    try:
        with marked(page, redactor, timeout_ms=timeout_ms) as secrets:
            picture = page.screenshot(
                mask=[*covered, *secrets], mask_color=GREY, timeout=timeout_ms
            )
        _write(path, picture)
    except Error as error:
        logger.warning(translate(error, doing=f"taking {path.name}"))
        return None
    except OSError as error:
        logger.warning("keeping {}: {}", path.name, error.strerror)
        return None
    return path


def element_picture(element: Locator, path: Path, *, timeout_s: float) -> None:
    """Write a picture of one element, such as a captcha that a person has to read."""
    _write(path, element.screenshot(timeout=1000 * timeout_s))


def _write(path: Path, picture: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(picture)


class Tracer:
    """Records what a context does, except while a secret is typed."""

    def __init__(self, context: BrowserContext, *, with_pages: bool = False) -> None:
        self._context = context
        self._with_pages = with_pages
        self._started_at: float | None = None
        self._title: str | None = None

    @property
    def is_recording(self) -> bool:
        """Whether a trace is being recorded."""
        return self._started_at is not None

    def start(self, title: str | None = None) -> None:
        """Begin to record; pictures are left out, because nothing can be masked in them.

        Whole pages are recorded only if asked for: that makes every act some ten times slower.
        """
        with suppress(Error):
            self._context.tracing.start(
                title=title, snapshots=self._with_pages, screenshots=False, sources=False
            )
            self._started_at, self._title = time.monotonic(), title

    def stop(self) -> None:
        """Stop, and throw away what was recorded."""
        if self.is_recording:
            self._started_at = None
            with suppress(Error):
                self._context.tracing.stop()

    def start_anew(self, *, after_s: float = 60.0) -> None:
        """Throw away what was recorded, when it is old: a long run would fill the disk."""
        if self._started_at is not None and time.monotonic() - self._started_at >= after_s:
            self.stop()
            self.start(self._title)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Record nothing inside, and forget what was recorded before.

        The network log of a trace goes on from chunk to chunk, so only a new trace is free of a
        password that was sent.
        """
        was_recording = self.is_recording
        self.stop()
        try:
            yield
        finally:
            if was_recording:
                self.start(self._title)

    def save(self, path: Path, redactor: Redactor) -> Path | None:
        """Stop, and keep the trace without secrets; None when it could not be made clean."""
        if not self.is_recording:
            return None
        self._started_at = None
        with tempfile.TemporaryDirectory(prefix="rpa-trace-") as folder:
            raw = Path(folder) / "raw.zip"
            try:
                self._context.tracing.stop(path=raw)
                cookies = (cookie.get("value", "") for cookie in self._context.cookies())
                path.parent.mkdir(parents=True, exist_ok=True)
                rewrite_trace(raw, path, redactor.texts.union(filter(is_token, cookies)))
            except (Error, OSError, ValueError, KeyError, zipfile.BadZipFile):
                path.unlink(missing_ok=True)
                return None
        return path
