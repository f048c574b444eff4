"""`expect`: check that the page or a value is as it should be."""

from __future__ import annotations

import re
from typing import Literal, Self

from playwright.sync_api import expect
from pydantic import Field, model_validator

from rpa.errors import StepFailed
from rpa.flow.step import Anything, Integer, Text
from rpa.steps.base import Step
from rpa.steps.context import Context
from rpa.steps.view import View
from rpa.widgets import notices

State = Literal["visible", "hidden", "enabled", "disabled", "checked", "unchecked"]


class ExpectationFailed(StepFailed):
    """The page or a value is not as a flow expects it."""


class Expect(Step):
    """Wait until an element, the address, the title or a message is as it should be."""

    kind = "expect"
    short = "that"

    that: Anything = Field(None, description="An expression that must hold")
    element: Text | None = Field(None, description="Element to look at")
    state: State | None = Field(None, description="State it must be in")
    text: Text | None = Field(None, description="Text that the element must hold")
    value: Text | None = Field(None, description="Value that the field must have")
    count: Integer | None = Field(None, description="How many elements must match")
    url: Text | None = Field(None, description="Part of the address")
    title: Text | None = Field(None, description="Part of the title")
    message: Text | None = Field(None, description="Message the portal must show")

    @model_validator(mode="after")
    def _something(self) -> Self:
        of_element = (self.state, self.text, self.value, self.count)
        if self.element is None and any(one is not None for one in of_element):
            raise ValueError("`state`, `text`, `value` and `count` need an `element`")
        if all(
            one is None for one in (self.that, self.element, self.url, self.title, self.message)
        ):
            raise ValueError("say what is expected: that, element, url, title or message")
        return self

    def describe(self) -> str:
        """Say what is expected."""
        given = self.model_dump(exclude_none=True, exclude={"name", "when", "retry", "timeout_s"})
        return "expect " + ", ".join(f"{key} {value}" for key, value in given.items())

    def check(self, view: View) -> None:
        """Note an element that the selectors do not know."""
        view.element(self, self.element, "element")

    def run(self, ctx: Context) -> None:
        """Check everything that is given; the first that does not hold fails the step."""
        if self.that is not None and not self.that:
            raise ExpectationFailed("what is expected does not hold")
        try:
            self._page(ctx)
            self._element(ctx)
        except AssertionError as error:
            raise ExpectationFailed(_first_lines(str(error))) from None
        if self.message is not None:
            notices.wait_message(ctx.surface, [self.message])

    def _page(self, ctx: Context) -> None:
        if self.url is not None:
            expect(ctx.page).to_have_url(_holding(self.url), timeout=ctx.deadline.left_ms())
        if self.title is not None:
            expect(ctx.page).to_have_title(_holding(self.title), timeout=ctx.deadline.left_ms())

    def _element(self, ctx: Context) -> None:
        if self.element is None:
            return
        found = expect(ctx.matches(self.element))
        left_ms = ctx.deadline.left_ms()
        match self.state:
            case "hidden":
                found.to_be_hidden(timeout=left_ms)
            case "enabled" | "disabled":
                found.to_be_enabled(timeout=left_ms, enabled=self.state == "enabled")
            case "checked" | "unchecked":
                found.to_be_checked(timeout=left_ms, checked=self.state == "checked")
            case "visible":
                found.to_be_visible(timeout=left_ms)
            case None if (self.text, self.value, self.count) == (None, None, None):
                found.to_be_visible(timeout=left_ms)
        if self.text is not None:
            found.to_contain_text(self.text, timeout=left_ms)
        if self.value is not None:
            found.to_have_value(self.value, timeout=left_ms)
        if self.count is not None:
            found.to_have_count(self.count, timeout=left_ms)


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def _first_lines(message: str) -> str:
    """Return what was expected and found, without the driver's log of calls."""
    kept = message.split("Call log:")[0].split("\n")
    return "; ".join(line.strip() for line in kept if line.strip())
