"""What `expect` says of the page as a whole, its dialogs, and what went wrong behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from playwright.sync_api import expect
from pydantic import Field

from rpa.browser.incidents import Incident, Kind
from rpa.flow.step import Text
from rpa.locators.wording import holding, pattern
from rpa.steps.context import Context
from rpa.steps.expect_element import OfElement, shown, wanted_of
from rpa.steps.expecting import ExpectationFailed, await_claim, check_pattern
from rpa.steps.telling import told_text
from rpa.steps.view import View
from rpa.widgets import notices
from rpa.widgets.dialog import find_dialog, read_dialog

Clean = Literal["clean"]
_MOST_SHOWN = 3
_KINDS: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {"console": frozenset({"console", "error"}), "requests": frozenset({"request"})}
)
_FOUND = {"console": "errors on the console", "requests": "failed requests"}
_TOLD = {"console": "控制台无报错", "requests": "没有失败的请求"}


class OfPage(OfElement):
    """The page has an address and a title, says something, and nothing went wrong behind it."""

    url: Text | None = Field(None, description="Part of the address")
    title: Text | None = Field(None, description="Part of the title")
    message: Text | None = Field(None, description="Message the portal must show")
    dialog: Text | None = Field(None, description="Title of a dialog that must be open")
    console: Clean | None = Field(
        None, description="No errors on the console since the last such step, or the run's begin"
    )
    requests: Clean | None = Field(
        None, description="No failed requests since the last such step, or the run's begin"
    )
    ignore: tuple[str, ...] = Field(
        (), description="Regular expressions of what does not count in console, requests, snapshot"
    )

    def claims(self) -> Iterator[str]:
        """Name what the page must be like."""
        yield from super().claims()
        for key in ("url", "title", "message", "dialog", "console", "requests"):
            if (value := getattr(self, key)) is not None:
                yield f"{key} {value}"

    def told(self, view: View) -> Iterator[str]:
        """Name what the page must be like."""
        yield from super().told(view)
        if self.url is not None:
            yield f"地址含“{told_text(view, self.url)}”"
        if self.title is not None:
            yield f"标题含“{told_text(view, self.title)}”"
        if self.message is not None:
            yield f"页面提示“{told_text(view, self.message)}”"
        if self.dialog is not None:
            yield self._told_dialog(view, told_text(view, self.dialog))
        yield from (told for key, told in _TOLD.items() if getattr(self, key))

    def _told_dialog(self, view: View, title: str) -> str:
        if self.state == "hidden":
            return f"“{title}”对话框已关闭"
        held = f"，含文字“{told_text(view, self.text)}”" if self.text is not None else ""
        return f"“{title}”对话框已打开{held}"

    def check(self, view: View) -> None:
        """Note what is to be ignored, but is no regular expression."""
        super().check(view)
        for at, one in enumerate(self.ignore):
            check_pattern(self, view, one, "ignore", at)

    def hold(self, ctx: Context) -> None:
        """Look at the page."""
        super().hold(ctx)
        left_ms = ctx.deadline.left_ms()
        if self.url is not None:
            with wanted_of("the address", f"to hold {self.url}"):
                expect(ctx.page).to_have_url(_holding(self.url), timeout=left_ms)
        if self.title is not None:
            with wanted_of("the title", f"to hold {self.title}"):
                expect(ctx.page).to_have_title(_holding(self.title), timeout=left_ms)
        if self.message is not None:
            notices.wait_message(ctx.surface, [self.message])
        if self.dialog is not None:
            self._dialog(ctx, self.dialog)
        for key in _KINDS:
            if getattr(self, key):
                self._clean(ctx, key)

    def _dialog(self, ctx: Context, title: str) -> None:
        surface = ctx.surface
        if self.state == "hidden":
            shown_titles = surface.page.locator(surface.library.dialog.title)
            if not surface.goes(shown_titles.filter(has_text=pattern([title]))):
                raise ExpectationFailed(f"dialog {title}: expected to be closed, found open")
            return
        opened = find_dialog(surface, [title])
        if self.text is None or self.element is not None:
            return
        wanted = shown(self.text)

        def against() -> str:
            found = read_dialog(surface, opened)
            if holding([wanted]).search(found):
                return ""
            return f"dialog {title}: expected the text {self.text}, found {found}"

        await_claim(ctx, against)

    def _clean(self, ctx: Context, key: str) -> None:
        ctx.surface.rests()  # what the last act began may fail yet
        ctx.page.wait_for_timeout(0)  # what has happened meanwhile is heard of now
        found = [one for one in ctx.session.incidents if one.kind in _KINDS[key]]
        if wrong := [one for one in found if not self._is_ignored(one, ctx)]:
            said = "; ".join(one.text for one in wrong[:_MOST_SHOWN])
            more = f"; and {len(wrong) - _MOST_SHOWN} more" if len(wrong) > _MOST_SHOWN else ""
            raise ExpectationFailed(f"{_FOUND[key]}: {said}{more}")
        ctx.session.forget_incidents(_KINDS[key])

    def _is_ignored(self, incident: Incident, ctx: Context) -> bool:
        said = f"{incident.text} {incident.url}"
        known = any(part in incident.url for part in ctx.book.portal.ignore_requests)
        return known or any(re.search(one, said) for one in self.ignore)


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))
