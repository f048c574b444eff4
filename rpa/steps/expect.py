"""`expect`: check that the page or a value is as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal, Self

from playwright.sync_api import Locator, expect
from pydantic import Field, PrivateAttr, model_validator

from rpa.errors import StepFailed
from rpa.flow.expressions import Scope
from rpa.flow.step import Anything, Integer, Text
from rpa.secret import Secret
from rpa.steps.base import Step
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.telling import element_words, told_condition, told_text
from rpa.steps.view import View
from rpa.widgets import notices

_ACTUAL = re.compile(r"Actual value: (.*?)\s*(?:\nError: |\nCall log:|$)", re.DOTALL)
_LONGEST_SHOWN = 200
State = Literal["visible", "hidden", "enabled", "disabled", "checked", "unchecked"]
_STATES: Mapping[State, str] = MappingProxyType(
    {
        "visible": "可见",
        "hidden": "已消失",
        "enabled": "可用",
        "disabled": "不可用",
        "checked": "已勾选",
        "unchecked": "未勾选",
    }
)


class ExpectationFailed(StepFailed):
    """The page or a value is not as a flow expects it."""


class Expect(Step):
    """Wait until an element, the address, the title or a message is as it should be."""

    kind = "expect"
    short = "that"
    secret_texts = frozenset({"text", "value"})

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

    _that: str = PrivateAttr("")

    def filled(self, scope: Scope) -> Self:
        """Fill in, and keep how `that` is written, since its value is no more than false."""
        step = super().filled(scope)
        step._that = str(self.that)  # noqa: SLF001
        return step

    def describe(self) -> str:
        """Say what is expected."""
        keys = ("element", "state", "text", "value", "count", "url", "title", "message")
        given = [(key, getattr(self, key)) for key in keys]
        said = [f"{key} {value}" for key, value in given if value is not None]
        if self.that is not None:
            said.insert(0, self._that or str(self.that))
        return f"expect {', '.join(said)}"

    def tell(self, view: View) -> str:
        """Say what must be so."""
        told = [] if self.that is None else [told_condition(view, self.that)]
        if self.element is not None:
            told.append(self._told_element(view, element_words(view, self.element)))
        if self.url is not None:
            told.append(f"地址含“{told_text(view, self.url)}”")
        if self.title is not None:
            told.append(f"标题含“{told_text(view, self.title)}”")
        if self.message is not None:
            told.append(f"页面提示“{told_text(view, self.message)}”")
        return spaced("核实", "，".join(told))

    def _told_element(self, view: View, words: str) -> str:
        told = [_STATES[self.state]] if self.state else []
        if self.text is not None:
            told.append(f"含文字“{told_text(view, self.text)}”")
        if self.value is not None:
            told.append(f"值为“{told_text(view, self.value)}”")
        if self.count is not None:
            told.append(spaced("共有", str(self.count), "个"))
        return words + "，".join(told or [_STATES["visible"]])

    def check(self, view: View) -> None:
        """Note an element that the selectors do not know."""
        view.element(self, self.element, "element")

    def run(self, ctx: Context) -> None:
        """Check everything that is given; the first that does not hold fails the step."""
        if self.that is not None and not self.that:
            raise ExpectationFailed(f"{self._that} does not hold")
        self._page(ctx)
        if self.element is not None:
            self._element(ctx, self.element)
        if self.message is not None:
            notices.wait_message(ctx.surface, [self.message])

    def _page(self, ctx: Context) -> None:
        if self.url is not None:
            with _wanted("the address", f"to hold {self.url}"):
                expect(ctx.page).to_have_url(_holding(self.url), timeout=ctx.deadline.left_ms())
        if self.title is not None:
            with _wanted("the title", f"to hold {self.title}"):
                expect(ctx.page).to_have_title(_holding(self.title), timeout=ctx.deadline.left_ms())

    def _element(self, ctx: Context, name: str) -> None:
        if self.state == "hidden":
            if not ctx.surface.vanishes(ctx.matches(name)):
                raise ExpectationFailed(f"{name}: expected to be hidden, found visible")
            return
        if self.count is not None:
            with _wanted(name, f"{self.count} of it"):
                every = expect(ctx.matches(name))
                every.to_have_count(self.count, timeout=ctx.deadline.left_ms())
        if self.count is None or (self.state, self.text, self.value) != (None, None, None):
            self._one(ctx.find(name), name, ctx.deadline.left_ms())

    def _one(self, element: Locator, name: str, left_ms: float) -> None:
        found = expect(element)
        match self.state:
            case "enabled" | "disabled":
                with _wanted(name, f"to be {self.state}"):
                    found.to_be_enabled(timeout=left_ms, enabled=self.state == "enabled")
            case "checked" | "unchecked":
                with _wanted(name, f"to be {self.state}"):
                    found.to_be_checked(timeout=left_ms, checked=self.state == "checked")
        if self.text is not None:
            with _wanted(name, f"the text {self.text}"):
                found.to_contain_text(_shown(self.text), timeout=left_ms)
        if self.value is not None:
            with _wanted(name, f"the value {self.value}"):
                found.to_have_value(_shown(self.value), timeout=left_ms)


def _shown(text: str | Secret) -> str:
    return text.reveal() if isinstance(text, Secret) else text


def _holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


@contextmanager
def _wanted(what: str, wanted: str) -> Iterator[None]:
    """Say in our words what was expected and what the driver found instead."""
    try:
        yield
    except AssertionError as error:
        found = _ACTUAL.search(str(error))
        actual = " ".join(found[1].split()) if found else "something else"
        if len(actual) > _LONGEST_SHOWN:  # not cut: half a secret would not be recognised
            actual = f"a text of {len(actual)} characters"
        raise ExpectationFailed(f"{what}: expected {wanted}, found {actual or 'nothing'}") from None
