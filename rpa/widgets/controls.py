"""What the controls of a page show and offer, read without changing anything."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator

from rpa.locators.model import FieldSpec
from rpa.locators.wording import normal
from rpa.widgets.dropdown import shown_text
from rpa.widgets.form import control_of
from rpa.widgets.panel import Panel, panel_of
from rpa.widgets.surface import Surface
from rpa.widgets.table import Table

_READ_ACTIONS = """(line, {item, disabled}) => [...line.querySelectorAll(item)]
    .filter((link) => !link.matches(disabled)).map((link) => link.textContent)"""


def shown_value(surface: Surface, name: str, spec: FieldSpec) -> str:
    """Return what the field called `name` shows, empty if that is its placeholder."""
    control = control_of(surface, name, spec)
    library = surface.library
    match spec.kind:
        case "text" | "long_text" | "password" | "code":
            return control.locator(library.text.input).first.input_value()
        case "radio":
            return ", ".join(surface.texts(control.locator(library.radio.chosen)))
        case "multi_select":
            return ", ".join(surface.texts(control.locator(library.select.tag)))
        case _:
            return shown_text(surface, control)


def field_options(surface: Surface, name: str, spec: FieldSpec) -> Sequence[str]:
    """Return what the field called `name` offers."""
    control = control_of(surface, name, spec)
    if spec.kind == "radio":
        return surface.texts(control.locator(surface.library.radio.option))
    return options(surface, control)


def options(surface: Surface, control: Locator) -> Sequence[str]:
    """Return what the list behind a select or a button offers, and close it again."""
    select, menu = surface.library.select, surface.library.menu_button
    if control.locator(select.opener).count():
        panel = panel_of(surface, control, select.opener, select.panel)
        items = panel.shown.locator(select.option)
    else:
        panel = Panel(surface, menu.panel, lambda left_ms: control.click(timeout=left_ms))
        items = panel.shown.locator(menu.item)
    surface.ensure(
        "open the list",
        panel.open,
        lambda within_s: surface.appears(items, within_s=within_s),
        expected="what it offers",
    )
    offered = surface.texts(items)
    panel.close()
    return offered


def row_actions(table: Table, rows: int) -> list[list[str]]:
    """Return for each of the rows shown which actions can be clicked in the row itself."""
    markup = table.surface.library.row_actions.model_dump()
    lines = (table.surface.element("table.rowElement", table.wish(index=at)) for at in range(rows))
    found = (line.evaluate(_READ_ACTIONS, markup) if line else [] for line in lines)
    return [[normal(one) for one in actions] for actions in found]
