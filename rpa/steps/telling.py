"""How steps are told to people: in the words that the portal shows, as its help would have it."""

from __future__ import annotations

from typing import Any

from rpa.flow.template import split, whole
from rpa.locators.book import UnknownName
from rpa.locators.model import ColumnSpec, FieldSpec, value_words, wordings
from rpa.steps.chinese import spaced
from rpa.steps.expression_words import condition_in_words, in_words
from rpa.steps.view import View


def is_one_expression(value: Any) -> bool:
    """Whether a value is nothing but an expression."""
    return isinstance(value, str) and whole(split(value)) is not None


def told_value(view: View, value: Any) -> str:
    """Return a value in words: what is fixed in quotation marks, expressions as one would say."""
    match value:
        case None:
            return "空"
        case bool():
            return "是" if value else "否"
        case str() if (alone := whole(split(value))) is not None:
            return in_words(alone.source, view.flow.inputs)
        case str():
            return f"“{told_text(view, value)}”"
        case list() | tuple():
            return "、".join(told_value(view, one) for one in value)
        case dict():
            return "，".join(spaced(k, "为", told_value(view, one)) for k, one in value.items())
        case _:
            return str(value)


def told_text(view: View, text: str) -> str:
    """Return a text with what its expressions stand for in angle brackets."""
    parts = split(text)
    inputs = view.flow.inputs
    told = (one if isinstance(one, str) else f"<{in_words(one.source, inputs)}>" for one in parts)
    return "".join(told)


def told_condition(view: View, condition: Any) -> str:
    """Return what must hold, in words."""
    if isinstance(condition, str) and (alone := whole(split(condition))) is not None:
        return condition_in_words(alone.source, view.flow.inputs)
    return told_value(view, condition)


def element_words(view: View, name: str) -> str:
    """Return, in quotation marks, what an element reads; its name if the selectors do not say."""
    page = view.place.page if view.place else None
    try:
        candidates = view.book.element(name, page)
    except UnknownName:
        return told_value(view, name)
    shown = (one.name or one.text or one.label or one.placeholder for one in candidates)
    words = next((one for one in shown if one), (name,))
    return f"“{words[0]}”"


def field_words(view: View, name: str, value: Any) -> tuple[str, str]:
    """Return the label of a field of the open page and its value, as the portal writes them."""
    spec = view.place.page.fields.get(name) if view.place else None
    label = wordings(name, spec.label)[0] if spec else name
    return label, told_value(view, _shown(spec, value))


def table_words(view: View, name: str | None) -> str:
    """Return the words for a table of the open page; for that of the open tab if none is named."""
    shown = name or (view.place.main_table if view.place else None)
    return f"“{shown}”列表" if shown else "页面上的列表"


def column_words(view: View, table: str | None, name: str) -> str:
    """Return the header of a column, as the portal writes it today."""
    spec = _columns(view, table).get(name)
    return wordings(name, spec.header)[0] if spec else name


def cell_words(view: View, table: str | None, name: str, value: Any) -> tuple[str, str]:
    """Return the header of a column and what its cell holds, as the portal writes them."""
    spec = _columns(view, table).get(name)
    return column_words(view, table, name), told_value(view, _shown(spec, value))


def _shown(spec: FieldSpec | ColumnSpec | None, value: Any) -> Any:
    return value_words(spec.values, value)[0] if spec and isinstance(value, str) else value


def _columns(view: View, table: str | None) -> dict[str, ColumnSpec]:
    if view.place is None:
        return {}
    spec = view.place.page.tables.get(table or view.place.main_table or "")
    return spec.columns if spec else {}
