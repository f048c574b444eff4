"""What selector files hold, as values. Every wording may be a list, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rpa.locators.roles import Role
from rpa.tables import ColumnType

_T = TypeVar("_T")
_Some = Annotated[list[_T], Field(min_length=1)]


def _as_tuple(value: Any) -> tuple[Any, ...]:
    if isinstance(value, list | tuple):
        if not value:
            raise ValueError("the list is empty")
        return tuple(value)
    return (value,)


def _menu_paths(value: Any) -> tuple[Any, ...]:
    paths = tuple(_split(one) if isinstance(one, str) else one for one in _as_tuple(value))
    if any("" in path for path in paths if isinstance(path, tuple)):
        raise ValueError("a menu path has an empty part; write `Sales > Customers > Orders`")
    return paths


def _split(path: str) -> MenuPath:
    return tuple(part.strip() for part in path.split(">"))


MenuPath = tuple[str, ...]
Word = Annotated[str, Field(min_length=1)]
Words = Annotated[
    tuple[Word, ...], BeforeValidator(_as_tuple, json_schema_input_type=Word | _Some[Word])
]
"""One wording, or several, the newest first."""

MenuPaths = Annotated[
    tuple[MenuPath, ...], BeforeValidator(_menu_paths, json_schema_input_type=Word | _Some[Word])
]


class Spec(BaseModel):
    """Part of a selector file: closed (an unknown key is a mistake) and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


WAYS = ("role", "label", "placeholder", "text", "test_id", "css", "xpath")


class Candidate(Spec):
    """One way to find an element. Exactly one of the ways is given; the rest narrow it down."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [way]} for way in WAYS],
            "dependentRequired": {"name": ["role"]},
        }
    )

    role: Role | None = Field(None, description="ARIA role, mostly with `name`")
    name: Words | None = Field(None, description="Accessible name, for `role`")
    label: Words | None = Field(None, description="Text of the field's label")
    placeholder: Words | None = Field(None, description="Placeholder of an input")
    text: Words | None = Field(None, description="Visible text, whole")
    test_id: str | None = Field(None, description="Value of data-testid")
    css: str | None = Field(None, description="CSS selector")
    xpath: str | None = Field(None, description="XPath expression")
    has_text: Words | None = Field(None, description="Keep only matches that hold this text")
    within: str | None = Field(None, description="Name of the element to look in")
    nth: int | None = Field(None, description="Which of several matches; -1 is the last")
    frame: str | None = Field(None, description="CSS selector of the iframe to look in")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [way for way in WAYS if getattr(self, way) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(WAYS)}")
        if self.name is not None and self.role is None:
            raise ValueError("`name` goes with `role`")
        return self

    def __str__(self) -> str:
        shown = self.model_dump(exclude_none=True)
        return " ".join(f"{key}={_shown(value)}" for key, value in shown.items())


def _shown(value: Any) -> str:
    return "|".join(value) if isinstance(value, tuple | list) else str(value)


Element = Annotated[
    tuple[Candidate, ...],
    BeforeValidator(_as_tuple, json_schema_input_type=Candidate | _Some[Candidate]),
]
"""The ways to find one element, tried in order."""

FieldKind = Literal[
    "text", "long_text", "password", "code",
    "select", "multi_select", "radio",
    "date", "month", "date_range",
]  # fmt: skip


class FieldSpec(Spec):
    """A field of a query form, a dialog or a form page."""

    kind: FieldKind = Field("text", description="What kind of control it is")
    label: Words | None = Field(None, description="Its label on the page, if not its name here")
    optional: bool = Field(False, description="Some roles do not have it")
    reset: Words | None = Field(None, description="The option that means no restriction")
    values: dict[str, Words] = Field(
        default_factory=dict, description="Wordings of its options, by what flows call them"
    )
    column: Word | Literal[False] | None = Field(
        None, description="Column that it restricts, if not that of its name; false for none"
    )


class ColumnSpec(Spec):
    """A column of a table."""

    type: ColumnType = Field("text", description="What its cells hold")
    header: Words | None = Field(None, description="Its header on the page, if not its name here")
    masked: bool = Field(False, description="Hidden until its eye is clicked")
    optional: bool = Field(False, description="Some roles or releases do not have it")
    yes: Words | None = Field(None, description="For type bool: the words for true")
    no: Words | None = Field(None, description="For type bool: the words for false")
    values: dict[str, Words] = Field(
        default_factory=dict, description="Wordings of its values, by what flows call them"
    )
    details: bool = Field(False, description="Shown only in the row's expanded details")

    @model_validator(mode="after")
    def _words_for_bool(self) -> Self:
        if (self.type == "bool") != (self.yes is not None and self.no is not None):
            raise ValueError("`yes` and `no` go with `type: bool`, and it needs both")
        return self


class TableSpec(Spec):
    """A table of a page."""

    key: tuple[str, ...] = Field((), description="The columns that together tell rows apart")
    columns: dict[str, ColumnSpec] = Field(min_length=1, description="Its columns, in any order")
    within: str | None = Field(None, description="Name of the element that holds the table")
    sums: dict[str, str] = Field(
        default_factory=dict,
        description="Elements that show the sum of a column over all rows, by column",
    )


class TabSpec(Spec):
    """A tab, perhaps with tabs inside."""

    label: Words | None = Field(None, description="Its title on the page, if not its name here")
    optional: bool = Field(
        False, description="Accounts without it see what it holds right where it would be"
    )
    tabs: Tabs = Field(default_factory=dict, description="Tabs inside this tab")


def _tab(value: Any) -> Any:
    return value if isinstance(value, dict | TabSpec) else {"label": value}


Tabs = dict[
    str,
    Annotated[TabSpec, BeforeValidator(_tab, json_schema_input_type=TabSpec | Words | None)],
]


MOVES = ("click", "hover")


class Move(Spec):
    """A move on the way to a page: one element is clicked, or the pointer rests on it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [move]} for move in MOVES]})

    click: Word | None = Field(None, description="Name of the element that is clicked")
    hover: Word | None = Field(None, description="Name of the element that the pointer rests on")

    @model_validator(mode="after")
    def _one_move(self) -> Self:
        if (self.click is None) == (self.hover is None):
            raise ValueError(f"give exactly one of {', '.join(MOVES)}")
        return self

    @property
    def element(self) -> str:
        """The element that it is about."""
        return self.click or self.hover or ""


class PageSpec(Spec):
    """A page of the portal: how to get there and what is on it."""

    page: str = Field(description="What flows call the page")
    menu: MenuPaths | None = Field(None, description="Menu paths that lead to it, newest first")
    way: tuple[Move, ...] = Field(
        (), description="Where no menu path leads to it: moves that do, from any page of the portal"
    )
    title: Words | None = Field(None, description="Heading that proves the page is open")
    tabs: Tabs = Field(default_factory=dict, description="Its tabs")
    fields: dict[str, FieldSpec] = Field(
        default_factory=dict, description="Fields of its query forms, dialogs and form pages"
    )
    tables: dict[str, TableSpec] = Field(default_factory=dict, description="Its tables")
    facts: dict[str, dict[str, ColumnSpec]] = Field(
        default_factory=dict, description="Its blocks of labels and values, by title"
    )
    elements: dict[str, Element] = Field(
        default_factory=dict, description="What else flows may touch"
    )
    writes: tuple[Word, ...] = Field(
        (), description="Its elements, row actions and dialog buttons that change something"
    )

    @model_validator(mode="after")
    def _one_way_there(self) -> Self:
        if self.menu is not None and self.way:
            raise ValueError("a page has a `menu` or a `way`, not both")
        return self


def wordings(name: str, given: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the wordings of something: those given, else its own name."""
    return given if given is not None else (name,)


def walk_tabs(
    tabs: Mapping[str, TabSpec], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield the path of every tab, outer ones first."""
    for name, tab in tabs.items():
        yield (*above, name)
        yield from walk_tabs(tab.tabs, (*above, name))


def value_words(values: Mapping[str, tuple[str, ...]], value: str) -> tuple[str, ...]:
    """Return the wordings under which a value may stand on the page."""
    return values.get(value, (value,))


def value_names(values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what flows call each wording of the values."""
    return {word: name for name, words in values.items() for word in (name, *words)}
