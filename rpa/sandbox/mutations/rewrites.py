"""How a part of a page is made another: each returns the change of the whole page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rpa.sandbox.mutations.mutation import PageChange
from rpa.sandbox.schema import Column, Dialog, Facts, Tab, Table

Rewrite = Callable[[Any], Any]
"""Makes another of a part, or None to have it gone."""


def lost(_: object) -> None:
    """Have the part gone."""


def given(**parts: object) -> Rewrite:
    """Return the rewrite that gives a part these attributes."""
    return lambda part: replace(part, **parts)


def each(parts: tuple[Any, ...], key: str, rewrite: Rewrite, by: str = "key") -> tuple[Any, ...]:
    """Return the parts, that of this key rewritten or gone."""
    new = (rewrite(one) if getattr(one, by) == key else one for one in parts)
    return tuple(one for one in new if one is not None)


def swapped(parts: tuple[Any, ...], first: str, second: str) -> tuple[Any, ...]:
    """Return the parts, those of these keys in each other's place; as they are without both."""
    at = {one.key: index for index, one in enumerate(parts)}
    if first not in at or second not in at:
        return parts
    order = list(parts)
    order[at[first]], order[at[second]] = parts[at[second]], parts[at[first]]
    return tuple(order)


def tab(key: str, rewrite: Rewrite) -> PageChange:
    """Change the tab of this key, at any depth."""

    def among(tabs: tuple[Tab, ...]) -> tuple[Tab, ...]:
        return each(tuple(replace(one, tabs=among(one.tabs)) for one in tabs), key, rewrite)

    return PageChange(lambda page: replace(page, tabs=among(page.tabs)))


def field(tab_key: str, key: str, rewrite: Rewrite) -> PageChange:
    """Change a field of a tab's query form."""
    return tab(tab_key, lambda one: replace(one, form=each(one.form, key, rewrite)))


def button(tab_key: str, key: str, rewrite: Rewrite) -> PageChange:
    """Change a button over a tab's table."""
    return tab(tab_key, lambda one: replace(one, buttons=each(one.buttons, key, rewrite)))


def facts(tab_key: str, title: str, rewrite: Callable[[Facts], Facts]) -> PageChange:
    """Change a block of facts of a tab."""
    return tab(tab_key, lambda one: replace(one, facts=each(one.facts, title, rewrite, by="title")))


def table(table_id: str, rewrite: Callable[[Table[Any]], Table[Any]]) -> PageChange:
    """Change the table of this id."""

    def of_tab(tab: Tab) -> Tab:
        is_it = tab.table is not None and tab.table.id == table_id
        changed = rewrite(tab.table) if tab.table and is_it else tab.table
        return replace(tab, tabs=tuple(map(of_tab, tab.tabs)), table=changed)

    return PageChange(lambda page: replace(page, tabs=tuple(map(of_tab, page.tabs))))


def column(table_id: str, key: str, rewrite: Rewrite) -> PageChange:
    """Change a column of a table."""
    return table(table_id, lambda one: replace(one, columns=each(one.columns, key, rewrite)))


def action(table_id: str, key: str, rewrite: Rewrite) -> PageChange:
    """Change what can be done to a row of a table."""
    return table(
        table_id, lambda one: replace(one, row_actions=each(one.row_actions, key, rewrite))
    )


def reading(change: Callable[[str], str]) -> Rewrite:
    """Return the rewrite of a column that makes each cell's text another."""

    def rewrite(column: Column[Any]) -> Column[Any]:
        return replace(column, read=lambda row: change(column.read(row)))

    return rewrite


def dialog(change: Callable[[Dialog], Dialog]) -> Rewrite:
    """Return the rewrite of an action or a button that makes its dialog another."""
    return lambda part: replace(part, dialog=change(part.dialog))


def done(change: Callable[[Any], Any]) -> Rewrite:
    """Return the rewrite of an action, a button or a step that makes its answer another."""

    def rewrite(part: Any) -> Any:
        return replace(part, act=lambda act: change(part.act(act)))

    return rewrite
