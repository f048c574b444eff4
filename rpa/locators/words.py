"""The portal's own words: wordings that hold on every page, said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TypeVar

from rpa.locators.model import ColumnSpec, FieldSpec, MenuPath, PageSpec, TableSpec, TabSpec

Glossary = Mapping[str, tuple[str, ...]]
"""Wordings by name, the newest first."""

T = TypeVar("T", FieldSpec, ColumnSpec, TabSpec)


def with_words(page: PageSpec, words: Glossary) -> PageSpec:
    """Return the page with the portal's words where it has none of its own.

    They name its fields, columns, tabs and facts, and the parts of its menu paths.
    """
    if not words:
        return page
    tables = {name: _table(table, words) for name, table in page.tables.items()}
    return page.model_copy(
        update={
            "menu": None if page.menu is None else _paths(page.menu, words),
            "tabs": _tabs(page.tabs, words),
            "fields": _worded(page.fields, "label", words),
            "tables": tables,
            "facts": {name: _worded(one, "header", words) for name, one in page.facts.items()},
        }
    )


def _worded(specs: Mapping[str, T], key: str, words: Glossary) -> dict[str, T]:
    return {
        name: spec.model_copy(update={key: words[name]})
        if name in words and getattr(spec, key) is None
        else spec
        for name, spec in specs.items()
    }


def _table(table: TableSpec, words: Glossary) -> TableSpec:
    return table.model_copy(update={"columns": _worded(table.columns, "header", words)})


def _tabs(tabs: Mapping[str, TabSpec], words: Glossary) -> dict[str, TabSpec]:
    inner = {
        name: tab.model_copy(update={"tabs": _tabs(tab.tabs, words)}) for name, tab in tabs.items()
    }
    return _worded(inner, "label", words)


def _paths(paths: Sequence[MenuPath], words: Glossary) -> tuple[MenuPath, ...]:
    """Return all paths that the wordings of their parts make, the newest first."""
    made = (way for path in paths for way in product(*(words.get(one, (one,)) for one in path)))
    return tuple(dict.fromkeys(made))
