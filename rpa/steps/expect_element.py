"""What `expect` says of one element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal

from playwright.sync_api import Locator, expect
from pydantic import Field

from rpa.flow.step import Text
from rpa.secret import Secret
from rpa.steps.chinese import spaced
from rpa.steps.context import Context
from rpa.steps.expecting import (
    Amount,
    Expectation,
    ExpectationFailed,
    amount_words,
    await_claim,
    is_amount,
    told_amount,
)
from rpa.steps.telling import element_words, told_text
from rpa.steps.view import View

_ACTUAL = re.compile(r"Actual value: (.*?)\s*(?:\nError: |\nCall log:|$)", re.DOTALL)
_LONGEST_SHOWN = 200
State = Literal["visible", "hidden", "enabled", "disabled", "checked", "unchecked"]
STATES: Mapping[State, str] = MappingProxyType(
    {
        "visible": "可见",
        "hidden": "已消失",
        "enabled": "可用",
        "disabled": "不可用",
        "checked": "已勾选",
        "unchecked": "未勾选",
    }
)


class OfElement(Expectation):
    """An element is in a state, or holds a text or value, or there are so many of it."""

    element: Text | None = Field(None, description="Element to look at")
    state: State | None = Field(None, description="State it must be in; a dialog: visible, hidden")
    text: Text | None = Field(None, description="Text that the element or dialog must hold")
    value: Text | None = Field(None, description="Value that the field must have")
    count: Amount | None = Field(
        None, description="How many elements, or rows on the page, there are: `10`, `1..100`"
    )

    def claims(self) -> Iterator[str]:
        """Name the element and what it must be."""
        yield from super().claims()
        for key in ("element", "state", "text", "value", "count"):
            if (value := getattr(self, key)) is not None:
                yield f"{key} {value}"

    def told(self, view: View) -> Iterator[str]:
        """Name the element and what it must be."""
        yield from super().told(view)
        if self.element is None:
            return
        told = [STATES[self.state]] if self.state else []
        if self.text is not None:
            told.append(f"含文字“{told_text(view, self.text)}”")
        if self.value is not None:
            told.append(f"值为“{told_text(view, self.value)}”")
        if self.count is not None:
            told.append(spaced("共有", told_amount(self.count), "个"))
        yield element_words(view, self.element) + "，".join(told or [STATES["visible"]])

    def check(self, view: View) -> None:
        """Note an element that the selectors do not know."""
        super().check(view)
        view.element(self, self.element, "element")

    def hold(self, ctx: Context) -> None:
        """Look at the element."""
        super().hold(ctx)
        name = self.element
        if name is None:
            return
        if self.state == "hidden":
            if not ctx.surface.vanishes(ctx.matches(name)):
                raise ExpectationFailed(f"{name}: expected to be hidden, found visible")
            return
        if self.count is not None:
            self._counted(ctx, name, self.count)
        if self.count is None or (self.state, self.text, self.value) != (None, None, None):
            self._one(ctx.find(name), name, ctx.deadline.left_ms())

    def _counted(self, ctx: Context, name: str, wanted: int | str) -> None:
        def against() -> str:
            found = ctx.matches(name).count()
            wrong = f"{name}: expected {amount_words(wanted)} of it, found {found}"
            return "" if is_amount(found, wanted) else wrong

        await_claim(ctx, against)

    def _one(self, element: Locator, name: str, left_ms: float) -> None:
        found = expect(element)
        match self.state:
            case "enabled" | "disabled":
                with wanted_of(name, f"to be {self.state}"):
                    found.to_be_enabled(timeout=left_ms, enabled=self.state == "enabled")
            case "checked" | "unchecked":
                with wanted_of(name, f"to be {self.state}"):
                    found.to_be_checked(timeout=left_ms, checked=self.state == "checked")
        if self.text is not None:
            with wanted_of(name, f"the text {self.text}"):
                found.to_contain_text(shown(self.text), timeout=left_ms)
        if self.value is not None:
            with wanted_of(name, f"the value {self.value}"):
                found.to_have_value(shown(self.value), timeout=left_ms)


def shown(text: str | Secret) -> str:
    """Return a text as the page shows it."""
    return text.reveal() if isinstance(text, Secret) else text


@contextmanager
def wanted_of(what: str, wanted: str) -> Iterator[None]:
    """Say in our words what was expected and what the driver found instead."""
    try:
        yield
    except AssertionError as error:
        found = _ACTUAL.search(str(error))
        actual = " ".join(found[1].split()) if found else "something else"
        if len(actual) > _LONGEST_SHOWN:  # not cut: half a secret would not be recognised
            actual = f"a text of {len(actual)} characters"
        raise ExpectationFailed(f"{what}: expected {wanted}, found {actual or 'nothing'}") from None
