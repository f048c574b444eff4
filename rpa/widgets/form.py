"""Forms: find a field by its label, fill it, see that it took the value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from playwright.sync_api import Locator

from rpa.errors import StepFailed
from rpa.flow.dates import DateRange, Month
from rpa.locators.model import FieldSpec, value_words, wordings
from rpa.locators.wording import pattern
from rpa.nearest import did_you_mean
from rpa.secret import Secret
from rpa.widgets import dates, dropdown, radio
from rpa.widgets.surface import Surface


class FieldMissing(StepFailed):
    """The page shows no such field, perhaps because of the account's role."""

    def __init__(self, field: str, shown: Sequence[str]) -> None:
        remedy = did_you_mean(field, shown)
        super().__init__(f"field {field}: not on the page for this account; {remedy}")
        self.field, self.shown = field, tuple(shown)


class TextChanged(StepFailed):
    """A field keeps something else than what was typed; never told what, it may be a secret."""

    def __init__(self, field: str, typed: int) -> None:
        super().__init__(f"field {field}: it does not keep the {typed} characters that were typed")
        self.field, self.typed = field, typed


def fill(surface: Surface, name: str, spec: FieldSpec, value: Any) -> None:
    """Give the field called `name` a value of the kind that `spec` says.

    A field of an open dialog covers one of the same label behind it.
    """
    control = control_of(surface, name, spec)
    match spec.kind, value:
        case "text" | "long_text" | "password" | "code", _:
            _fill_text(surface, name, control, value)
        case "select", _:
            dropdown.choose(surface, name, control, value_words(spec.values, str(value)))
        case "radio", _:
            radio.choose(surface, name, control, value_words(spec.values, str(value)))
        case "multi_select", _:
            words = [value_words(spec.values, one) for one in several(value)]
            dropdown.choose_many(surface, name, control, words)
        case "date_range", DateRange():
            dates.fill_range(surface, name, control, value)
        case "date", date():
            dates.fill_date(surface, name, control, value)
        case "month", Month():
            dates.fill_month(surface, name, control, value)
        case kind, _:
            raise StepFailed(f"{name}: a {kind} is wanted, not {type(value).__name__} {value}")


def control_of(surface: Surface, name: str, spec: FieldSpec) -> Locator:
    """Return what stands beside the visible label of a field."""
    words, markup = wordings(name, spec.label), surface.library.form
    labels = surface.page.locator(markup.label).filter(visible=True)
    label = labels.filter(has_text=pattern(words))
    if not surface.comes(label):
        raise FieldMissing(name, surface.texts(labels))
    dialogs = surface.page.locator(surface.library.dialog.root).filter(visible=True)
    covering = dialogs.filter(has=label).last
    if covering.count():
        label = covering.locator(label)
    if (several := label.count()) > 1:
        raise StepFailed(f"field {name}: {several} visible fields bear this label")
    return label.locator(markup.control)


def several(value: Any) -> list[str]:
    """Return the options that a multi-select is given, as a list or separated by commas."""
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    parts = (one.strip() for one in str(value).replace("，", ",").split(","))
    return [one for one in parts if one]


def _fill_text(surface: Surface, name: str, control: Locator, value: Any) -> None:
    field = control.locator(surface.library.text.input).first
    text = value.reveal() if isinstance(value, Secret) else str(value)

    def is_kept(within_s: float) -> bool:
        kept = field.input_value(timeout=1000 * within_s)
        if kept not in ("", text):
            raise TextChanged(name, len(text))
        return kept == text

    surface.ensure(f"{name}: type", lambda left_ms: field.fill(text, timeout=left_ms), is_kept)
